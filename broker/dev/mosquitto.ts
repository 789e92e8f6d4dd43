/**
 * Makes sure that Mosquitto is there, broker and clients: the end-to-end tests and measurements hold
 * ours against it. Installs it where that needs no question, else says how.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env, getuid } from 'node:process'

const PROGRAMS = ['mosquitto', 'mosquitto_pub', 'mosquitto_sub']
const APT = 'apt-get update && apt-get install -y mosquitto mosquitto-clients'

/** @returns the one command to type, in a sentence, when it is missing and could not be installed */
export function installMosquitto(): string | undefined {
  if (isInstalled()) return undefined
  if (getuid?.() === 0 && isOnPath('apt-get')) {
    spawnSync('sh', ['-c', APT], { stdio: ['ignore', 'ignore', 'inherit'] })
    if (isInstalled()) return undefined
  }
  return `the end-to-end tests need Mosquitto; install it with: sudo sh -c '${APT}'`
}

function isInstalled(): boolean {
  return PROGRAMS.every(isOnPath)
}

/** Debian puts the broker where only root has its path. */
function isOnPath(program: string): boolean {
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.some((folder) => existsSync(join(folder, program)))
}

/**
 * Installs the packages a clone needs, the first time and whenever the lock file has changed. Plain
 * JavaScript without packages of its own, because it runs before any is installed and on every Node
 * from 20 on. It must stay cheap when there is nothing to do: every start passes through it.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

const OLDEST_NODE = 20
const LOCK_POLL_MS = 200
const stampFile = join(root, 'node_modules', '.assaymq-stamp')
const lockFile = join(tmpdir(), `assaymq-setup-${sha256(root).slice(0, 16)}`)

/** A set-up that cannot go on; its message says what to do and stands alone, without a stack. */
export class SetupError extends Error {}

/** @throws SetupError when this Node is too old or npm fails */
export async function setUp() {
  requireNode()
  if (isInstalled()) return
  await takeLock()
  try {
    // Whoever held the lock may have done the work meanwhile.
    if (!isInstalled()) install()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

function requireNode() {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return
  throw new SetupError(
    `AssayMQ needs Node ${OLDEST_NODE} or newer to start; this is ${process.version}. ` +
      'Install a newer one from https://nodejs.org and try again.',
  )
}

function isInstalled() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wantedStamp()
}

/** Packages with native code differ by platform, so a folder shared by two machines is told apart. */
function wantedStamp() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return `${sha256(lock)} ${process.platform}-${process.arch}\n`
}

function install() {
  process.stderr.write('AssayMQ: installing packages with npm ci; this happens once\n')
  // Standard output belongs to the command that runs afterwards, so npm gets standard error only.
  const { status } = spawnSync('npm ci --include=dev --include=optional', {
    cwd: root,
    shell: true,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) {
    throw new SetupError(`npm ci failed in ${root}; its messages stand above. Run it there by hand`)
  }
  writeFileSync(stampFile, wantedStamp())
}

/** The lock is a file with the holder's process id; one left behind by a dead process is removed. */
async function takeLock() {
  for (let told = false; ; told = true) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw new SetupError(`no lock for the set-up: ${error.message}`)
    }
    if (removeStaleLock()) continue
    if (!told) process.stderr.write(`AssayMQ: waiting for another set-up (lock: ${lockFile})\n`)
    await sleep(LOCK_POLL_MS)
  }
}

function removeStaleLock() {
  try {
    const holder = Number(readFileSync(lockFile, 'utf8'))
    if (holder === 0 || isAlive(holder)) return false
    // A rename succeeds for one process only; the others find the file gone and try again.
    const mine = `${lockFile}-${process.pid}`
    renameSync(lockFile, mine)
    rmSync(mine)
    return true
  } catch (error) {
    return error.code === 'ENOENT'
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex')
}

/** Adapter for Eclipse Mosquitto 2.0 as Debian ships it. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCertificates } from './certificates.ts'
import type { Certificates } from './certificates.ts'
import { ProcessBroker } from './process-broker.ts'
import type { Command, Setup } from './process-broker.ts'
import type { Settings } from './protocol.ts'
import { serveAdapter, UnsupportedSetting } from './serve-adapter.ts'

const PROGRAM = '/usr/sbin/mosquitto'

function commandFor({ settings, ports, directory }: Setup): Command {
  const secure = settings.listeners.some((kind) => kind === 'mqtts' || kind === 'wss')
  const certificates = secure ? makeCertificates(directory) : undefined
  const file = join(directory, 'mosquitto.conf')
  const lines = [
    'per_listener_settings false',
    'set_tcp_nodelay true',
    'log_dest stderr',
    // Started by root it would become a user that may not read its files.
    'user root',
    ...limits(settings),
    ...access(settings, directory),
    ...(settings.persistent ? ['persistence true', `persistence_location ${directory}/`] : []),
    ...[...ports].flatMap(([kind, port]) => listener(kind, port, certificates)),
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  const program = [PROGRAM, '-c', file] as const
  return certificates === undefined
    ? { program: [...program] }
    : { program: [...program], caFile: certificates.caFile }
}

function limits(settings: Settings): readonly string[] {
  if (settings['receive maximum'] !== undefined) throw new UnsupportedSetting('receive maximum')
  const values: Readonly<Record<string, unknown>> = {
    max_qos: settings['maximum QoS'],
    retain_available: settings['retain available'],
    max_packet_size: settings['maximum packet size'],
    max_topic_alias: settings['topic alias maximum'],
    max_keepalive: settings['server keep alive'],
    allow_zero_length_clientid: settings['empty client id'],
  }
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${JSON.stringify(value)}`],
  )
}

function access(settings: Settings, directory: string): readonly string[] {
  const lines: string[] = []
  if (settings['denied topics'] !== undefined) {
    const file = join(directory, 'acl')
    const denied = settings['denied topics'].map((topic) => `topic deny ${topic}`)
    writeFileSync(file, `${['topic readwrite #', ...denied].join('\n')}\n`, { mode: 0o700 })
    lines.push(`acl_file ${file}`)
  }
  if (settings.users === undefined) return [...lines, 'allow_anonymous true']
  const file = join(directory, 'passwords')
  writeFileSync(file, '', { mode: 0o700 })
  for (const [name, password] of Object.entries(settings.users)) {
    execFileSync('mosquitto_passwd', ['-b', file, name, password])
  }
  return [...lines, 'allow_anonymous false', `password_file ${file}`]
}

function listener(kind: string, port: number, certificates?: Certificates): readonly string[] {
  const lines = [`listener ${port} 127.0.0.1`]
  if (kind.startsWith('ws')) lines.push('protocol websockets')
  if (certificates !== undefined && (kind === 'mqtts' || kind === 'wss')) {
    const { caFile, certFile, keyFile } = certificates
    lines.push(`cafile ${caFile}`, `certfile ${certFile}`, `keyfile ${keyFile}`)
  }
  return lines
}

await serveAdapter(new ProcessBroker(commandFor))

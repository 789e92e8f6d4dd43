/** Adapter for the broker of this repository, run as its users run it. */
import { join } from 'node:path'
import { execPath } from 'node:process'
import { ProcessBroker } from './process-broker.ts'
import type { Command, Setup } from './process-broker.ts'
import type { Settings } from './protocol.ts'
import { serveAdapter, UnsupportedSetting } from './serve-adapter.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'broker', 'main.ts')

/** Settings of scenarios and what they are called here. */
const FLAGS: Readonly<Record<string, string>> = {
  'maximum QoS': 'mqtt.maximumQos',
  'retain available': 'mqtt.retainAvailable',
  'maximum packet size': 'mqtt.maximumPacketSize',
  'receive maximum': 'mqtt.receiveMaximum',
  'topic alias maximum': 'mqtt.topicAliasMaximum',
  'server keep alive': 'mqtt.keepAliveMaxSeconds',
}

function commandFor({ settings, ports, directory }: Setup): Command {
  const flags = Object.entries(settings).flatMap(([name, value]) => flagFor(name, value))
  return {
    program: [
      execPath,
      MAIN,
      'start',
      '--listeners.tcp.hosts=127.0.0.1',
      `--listeners.tcp.port=${ports.get('mqtt')}`,
      `--data.directory=${join(directory, 'data')}`,
      '--log.format=json',
      ...flags,
    ],
  }
}

function flagFor(name: string, value: Settings[keyof Settings]): readonly string[] {
  const flag = FLAGS[name]
  if (flag !== undefined) return [`--${flag}=${JSON.stringify(value)}`]
  const isDefault =
    (name === 'listeners' && Array.isArray(value) && value.every((kind) => kind === 'mqtt')) ||
    (name === 'persistent' && value === false)
  if (!isDefault) throw new UnsupportedSetting(name)
  return []
}

await serveAdapter(new ProcessBroker(commandFor))

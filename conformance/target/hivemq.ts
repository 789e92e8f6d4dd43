/** Adapter for HiveMQ CE: its embedded artifact, fetched by Maven when it is needed, behind `Launcher.java`. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ProcessBroker } from './process-broker.ts'
import type { Command, Setup } from './process-broker.ts'
import { refuseSettings } from './refuse-settings.ts'
import { serveAdapter } from './serve-adapter.ts'

const SOURCE = join(import.meta.dirname, 'hivemq')
const JARS = join(
  import.meta.dirname,
  '..',
  '..',
  'node_modules',
  '.cache',
  'conformance',
  'hivemq',
)

function commandFor({ settings, ports, directory }: Setup): Command {
  refuseSettings(settings)
  if (!existsSync(JARS)) {
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${JARS}`]
    execFileSync('mvn', ['-q', '-B', ...goal], { cwd: SOURCE, stdio: 'pipe' })
  }
  const launcher = join(SOURCE, 'Launcher.java')
  return { program: ['java', '-cp', `${JARS}/*`, launcher, String(ports.get('mqtt')), directory] }
}

await serveAdapter(new ProcessBroker(commandFor))

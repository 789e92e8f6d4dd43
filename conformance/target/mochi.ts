/** Adapter for Mochi, a broker in Go: the launcher in `mochi/` is built when it is needed. */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ProcessBroker } from './process-broker.ts'
import type { Command, Setup } from './process-broker.ts'
import { refuseSettings } from './refuse-settings.ts'
import { serveAdapter } from './serve-adapter.ts'

const SOURCE = join(import.meta.dirname, 'mochi')
const BUILT = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'conformance')

function commandFor({ settings, ports }: Setup): Command {
  refuseSettings(settings)
  mkdirSync(BUILT, { recursive: true })
  const program = join(BUILT, 'mochi')
  execFileSync('go', ['build', '-o', program, '.'], { cwd: SOURCE, stdio: 'pipe' })
  return { program: [program, String(ports.get('mqtt'))] }
}

await serveAdapter(new ProcessBroker(commandFor))

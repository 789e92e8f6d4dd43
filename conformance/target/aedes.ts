/** Adapter for aedes, which runs inside a process of Node: this file started with `broker` is that process. */
import { createServer } from 'node:net'
import { argv, execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { Aedes } from 'aedes'
import { ProcessBroker } from './process-broker.ts'
import type { Command, Setup } from './process-broker.ts'
import { refuseSettings } from './refuse-settings.ts'
import { serveAdapter } from './serve-adapter.ts'

function commandFor({ settings, ports }: Setup): Command {
  refuseSettings(settings)
  const port = ports.get('mqtt')
  return { program: [execPath, fileURLToPath(import.meta.url), 'broker', String(port)] }
}

async function runBroker(port: number): Promise<void> {
  const aedes = await Aedes.createBroker()
  createServer(aedes.handle).listen(port, '127.0.0.1')
}

if (argv[2] === 'broker') await runBroker(Number(argv[3]))
else await serveAdapter(new ProcessBroker(commandFor))

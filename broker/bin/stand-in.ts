/**
 * Stands in for the broker where only its start and end matter: runs until the first signal, then ends
 * by itself a little later, and says how many signals came. With `exit <code>` it ends at once.
 */
import { argv, exit, stdout } from 'node:process'

/** Long enough for a signal that is delivered twice to arrive twice. */
const FAREWELL_MS = 200

const [, , command, code] = argv
if (command === 'exit') exit(Number(code))

let signals = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)
const untilSignal = setInterval(() => {}, FAREWELL_MS)
stdout.write('ready\n')

function onSignal(): void {
  signals += 1
  if (signals > 1) return
  clearInterval(untilSignal)
  setTimeout(() => stdout.write(`ended after ${signals} signal\n`), FAREWELL_MS)
}

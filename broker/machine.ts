/** What the machine lets this process have: memory and file descriptors. It judges neither. */
import { readdirSync, readFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { constrainedMemory, memoryUsage } from 'node:process'
import { getHeapStatistics } from 'node:v8'

/**
 * Part of the memory this process may have that it uses, 0 to 1: of the JavaScript heap against its
 * limit, or of all it holds against what its control group or the machine has, whichever is closer.
 */
export function memoryUse(): number {
  const { used_heap_size: heap, heap_size_limit: heapMax } = getHeapStatistics()
  const allowed = constrainedMemory()
  const all = allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()
  return Math.max(heap / heapMax, memoryUsage.rss() / all)
}

/** File descriptors that can still be opened; infinite where the system does not say. */
export function freeDescriptors(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8')
    const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1]
    if (soft === undefined) return Number.POSITIVE_INFINITY
    return Number(soft) - readdirSync('/proc/self/fd').length
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

/**
 * Connects many clients, a given number at a time. All come from one address, so there can be no more
 * of them than it has free ports: some 28,000 on Linux.
 */
import { Client } from './client.ts'
import type { ClientOptions } from './client.ts'

export interface ClientsOptions extends ClientOptions {
  readonly first?: number
  readonly count: number
  /** How many may be connecting at a time. */
  readonly atOnce: number
}

/** @param prepare what is done with each client once it is connected, and waited for */
export async function openClients(
  { first = 0, count, atOnce, ...options }: ClientsOptions,
  prepare: (client: Client, number: number) => Promise<void> | void,
): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => first + index).values()
  const openOneByOne = async (): Promise<void> => {
    for (const number of numbers) {
      const client = new Client(options)
      await client.connect(clientId(number))
      await prepare(client, number)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, openOneByOne))
}

/** 23 characters, the longest that every broker must accept. */
function clientId(number: number): string {
  return `load-${String(number).padStart(18, '0')}`
}

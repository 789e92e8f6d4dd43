/** Where clients connect. */
import { isIPv4 } from 'node:net'

import type * as z from 'zod'

import { boolean, integer, section, text, texts } from '../fields.ts'
import type { Rule } from '../fields.ts'

export const listeners = section('Where clients connect.', {
  tcp: section('MQTT over TCP, without TLS.', {
    enabled: boolean({ default: true, doc: 'Whether to listen on TCP at all.' }),
    hosts: texts({
      default: ['127.0.0.1', '::1'],
      doc: 'Addresses to listen on; 0.0.0.0 and :: are every address of the machine.',
    }),
    port: integer({
      default: 1883,
      min: 0,
      max: 65_535,
      doc: 'Port on every address; with 0 the system chooses a free one.',
    }),
    backlog: integer({
      default: 4096,
      min: 1,
      max: 65_535,
      doc: 'Connections that may wait to be accepted; the system may have a lower bound.',
    }),
  }),
  unix: section('MQTT over a Unix socket.', {
    path: text({ default: '', doc: 'Path of the socket; empty for none.' }),
  }),
})

export type ListenersConfig = z.infer<typeof listeners>

export const listenersRules: readonly Rule<ListenersConfig>[] = [
  {
    doc: 'At least one of listeners.tcp (enabled, with a host) and listeners.unix.path is set.',
    holds: ({ tcp, unix }) => (tcp.enabled && tcp.hosts.length > 0) || unix.path !== '',
  },
]

/** Whether nobody outside this machine can connect. */
export function isLocalOnly({ tcp }: ListenersConfig): boolean {
  return !tcp.enabled || tcp.hosts.every(isLoopback)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}

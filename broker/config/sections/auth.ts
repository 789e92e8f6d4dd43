/** Who may connect. */
import type * as z from 'zod'

import { BrokerError } from '../../base/errors.ts'
import { oneOf, section } from '../fields.ts'
import { isLocalOnly } from './listeners.ts'
import type { ListenersConfig } from './listeners.ts'

export const auth = section('Who may connect.', {
  allowAnonymous: oneOf([true, false, 'auto'], {
    default: 'auto',
    doc: 'Whether clients may connect without proving who they are; auto allows it while every listener is on loopback or a Unix socket, and otherwise the broker does not start.',
  }),
})

interface Exposure {
  readonly auth: z.infer<typeof auth>
  readonly listeners: ListenersConfig
}

/**
 * Whether anonymous clients are let in. Throws BrokerError ANONYMOUS_NOT_ALLOWED where `auto` would
 * open the broker to other machines.
 */
export function isAnonymousAllowed({ auth: { allowAnonymous }, listeners }: Exposure): boolean {
  if (allowAnonymous !== 'auto') return allowAnonymous
  if (isLocalOnly(listeners)) return true
  throw new BrokerError(
    'ANONYMOUS_NOT_ALLOWED',
    `${listeners.tcp.hosts.join(', ')}: other machines could connect without a name. Decide with ` +
      'auth.allowAnonymous (true or false; --auth.allowAnonymous, ASSAYMQ_AUTH_ALLOW_ANONYMOUS), ' +
      'or set listeners.tcp.hosts to 127.0.0.1 and ::1.',
  )
}

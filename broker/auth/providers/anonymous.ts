/**
 * Lets everybody in as the one anonymous principal, and lets it do everything. Whether it may be
 * used at all is decided by the configuration: on loopback, or by an explicit switch.
 */
import type { Authenticator, Authorizer, EnhancedAuthenticator } from '../ports.ts'

/** The principal of everybody who did not have to prove anything. */
export const ANONYMOUS = 'anonymous'

export const anonymousAuthenticator: Authenticator = {
  authenticate: (_credentials, done) => done({ type: 'accepted', principal: ANONYMOUS }),
}

export const allowAll: Authorizer = {
  checksDelivery: false,
  mayPublish: () => true,
  maySubscribe: () => true,
  mayReceive: () => true,
}

/** No method is offered yet: a CONNECT that names one is refused. @MQTT-5.0:4.12.0-1 */
export const noEnhancedAuthentication: EnhancedAuthenticator = { open: () => undefined }

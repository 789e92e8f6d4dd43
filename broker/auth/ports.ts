/**
 * Who may do what, as the session layer asks it. Everything fails closed: what is not answered with
 * yes is refused. Providers stand in auth/providers.
 */

/** A client's claim to be somebody. */
export interface Credentials {
  readonly clientId: string
  readonly userName: string | undefined
  readonly password: Uint8Array | undefined
  readonly remoteAddress: string
}

/** `principal` names whom the session belongs to; all anonymous clients are one principal. */
export type AuthOutcome =
  | { readonly type: 'accepted'; readonly principal: string; readonly data?: Uint8Array }
  | { readonly type: 'refused'; readonly reason: AuthRefusal }

export type AuthRefusal = 'badUserNameOrPassword' | 'notAuthorized' | 'serverBusy' | 'banned'

/** Judges CONNECT. `done` is called once, now or later. */
export interface Authenticator {
  authenticate(credentials: Credentials, done: (outcome: AuthOutcome) => void): void
}

export type ExchangeOutcome =
  | AuthOutcome
  | { readonly type: 'continue'; readonly data: Uint8Array | undefined }

/** One enhanced authentication of one client (AUTH packets). @MQTT-5.0:4.12.0-2 */
export interface AuthExchange {
  /** The client's data, from CONNECT or AUTH. `done` is called once per call, now or later. */
  next(data: Uint8Array | undefined, done: (outcome: ExchangeOutcome) => void): void
}

/** Methods of enhanced authentication, by the name in CONNECT. */
export interface EnhancedAuthenticator {
  /** Undefined when the method is not known. @MQTT-5.0:4.12.0-1 */
  open(method: string, credentials: Credentials): AuthExchange | undefined
}

/** Asked at CONNECT (will), PUBLISH, SUBSCRIBE and, where `checksDelivery`, for each delivery. */
export interface Authorizer {
  readonly checksDelivery: boolean
  mayPublish(principal: string, topic: string): boolean
  /** `filter` without `$share/<group>/`. */
  maySubscribe(principal: string, filter: string): boolean
  mayReceive(principal: string, topic: string): boolean
}

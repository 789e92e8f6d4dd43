/** Lets nobody in: what stands until somebody has said who may, when anonymous clients may not. */
import type { Authenticator } from '../ports.ts'

export const nobodyAuthenticator: Authenticator = {
  authenticate: (_credentials, done) => done({ type: 'refused', reason: 'notAuthorized' }),
}

/**
 * The server's part of SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding: a challenge for the
 * client's first message, and a judgement of its final one. It knows nothing of packets.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

export const METHOD = 'SCRAM-SHA-256'

const ITERATIONS = 4096
const KEY_BYTES = 32

export class Scram {
  readonly #users: Readonly<Record<string, string>>
  readonly #salt = randomBytes(16)
  #user = ''
  #nonce = ''
  #challenge = ''
  #firstBare = ''

  /** @param users passwords by user name */
  constructor(users: Readonly<Record<string, string>>) {
    this.#users = users
  }

  /** The server's first message; undefined when the client's is not one. */
  challenge(clientFirst: string): string | undefined {
    const [, bare, user, nonce] = /^[ny],,(n=([^,]*),r=([^,]+))$/.exec(clientFirst) ?? []
    if (bare === undefined || user === undefined || nonce === undefined) return undefined
    this.#firstBare = bare
    this.#user = user.replaceAll('=2C', ',').replaceAll('=3D', '=')
    this.#nonce = nonce + randomBytes(18).toString('base64')
    this.#challenge = `r=${this.#nonce},s=${this.#salt.toString('base64')},i=${ITERATIONS}`
    return this.#challenge
  }

  /** The server's final message; undefined when the client has not proven that it knows the password. */
  judge(clientFinal: string): string | undefined {
    const [, bare, nonce, proof] = /^(c=[^,]+,r=([^,]+)),p=(.+)$/.exec(clientFinal) ?? []
    const password = this.#users[this.#user]
    if (bare === undefined || proof === undefined || password === undefined) return undefined
    if (nonce !== this.#nonce) return undefined
    const salted = pbkdf2Sync(password, this.#salt, ITERATIONS, KEY_BYTES, 'sha256')
    const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest()
    const exchange = `${this.#firstBare},${this.#challenge},${bare}`
    const given = Buffer.from(proof, 'base64')
    if (given.length !== KEY_BYTES) return undefined
    const clientKey = exclusiveOr(given, hmac(storedKey, exchange))
    if (!timingSafeEqual(createHash('sha256').update(clientKey).digest(), storedKey))
      return undefined
    return `v=${hmac(hmac(salted, 'Server Key'), exchange).toString('base64')}`
  }
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function exclusiveOr(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, index) => byte ^ (right[index] ?? 0))
}

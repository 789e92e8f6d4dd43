/**
 * Steps that authenticate by SCRAM-SHA-256 (RFC 7677) as the user of the target: the method that brokers
 * with enhanced authentication have in common. It plays the client alone.
 */
import assert from 'node:assert/strict'
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { When } from '@cucumber/cucumber'
import type { Row } from '../fields.ts'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import type { Participant } from '../support/participant.ts'
import type { World } from '../support/world.ts'
import type { Packet } from '../wire/packet.ts'

const METHOD = 'SCRAM-SHA-256'
const HASH = 'sha256'
const HASH_BYTES = 32
/** Without channel binding. */
const GS2_HEADER = 'n,,'

/** What the client said first in the exchange that is under way. */
const beginnings = new WeakMap<Participant, string>()

When('{client} connects with SCRAM-SHA-256', function (this: World, name: string) {
  const participant = this.participant(name)
  return participant.connect([['password', 'absent'], ...methodRows(begin(participant))])
})

When('{client} begins to re-authenticate with SCRAM-SHA-256', function (this: World, name: string) {
  const participant = this.participant(name)
  participant.send('AUTH', [['reason code', '0x19'], ...methodRows(begin(participant))])
})

When('{client} answers the challenge', function (this: World, name: string) {
  return answer(this.participant(name), (proof) => proof)
})

When('{client} answers the challenge with a wrong proof', function (this: World, name: string) {
  return answer(this.participant(name), (proof) => proof.map((byte) => byte ^ 1))
})

function begin(participant: Participant): string {
  const { userName } = participant.setting
  assert.ok(userName !== undefined, 'SCRAM needs the name of a user of the target')
  const bare = `n=${escaped(userName)},r=${randomBytes(18).toString('base64')}`
  beginnings.set(participant, bare)
  return `${GS2_HEADER}${bare}`
}

async function answer(
  participant: Participant,
  alter: (proof: Uint8Array) => Uint8Array,
): Promise<void> {
  const challenge = await participant.next('AUTH', ANSWER_LIMIT_MS)
  assert.equal(challenge.reasonCode, 0x18, 'Continue authentication')
  assert.equal(propertyOf(challenge, 'Authentication Method'), METHOD)
  const serverFirst = Buffer.from(dataOf(challenge)).toString()
  const attributes = new Map(serverFirst.split(',').map((part) => [part[0], part.slice(2)]))
  const unproven = `c=${base64(GS2_HEADER)},r=${attributes.get('r')}`
  const message = [beginnings.get(participant), serverFirst, unproven].join(',')
  const salted = pbkdf2Sync(
    participant.setting.password ?? '',
    Buffer.from(attributes.get('s') ?? '', 'base64'),
    Number(attributes.get('i')),
    HASH_BYTES,
    HASH,
  )
  const proof = base64(alter(clientProof(salted, message)))
  participant.send('AUTH', [['reason code', '0x18'], ...methodRows(`${unproven},p=${proof}`)])
}

/** ClientKey XOR ClientSignature. */
function clientProof(salted: Uint8Array, message: string): Uint8Array {
  const key = createHmac(HASH, salted).update('Client Key').digest()
  const storedKey = createHash(HASH).update(key).digest()
  const signature = createHmac(HASH, storedKey).update(message).digest()
  return key.map((byte, index) => byte ^ (signature[index] ?? 0))
}

function methodRows(data: string): readonly Row[] {
  return [
    ['Authentication Method', METHOD],
    ['Authentication Data', data],
  ]
}

function propertyOf(packet: Packet, name: string) {
  const properties = 'properties' in packet ? packet.properties : []
  return properties.find((property) => property.name === name)?.value
}

function dataOf(packet: Packet): Uint8Array {
  const data = propertyOf(packet, 'Authentication Data')
  return data instanceof Uint8Array ? data : new Uint8Array()
}

/** `,` and `=` part the attributes. */
function escaped(name: string): string {
  return name.replaceAll('=', '=3D').replaceAll(',', '=2C')
}

function base64(data: string | Uint8Array): string {
  return Buffer.from(data).toString('base64')
}

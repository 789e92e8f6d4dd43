/**
 * What a broker may do where the specification leaves it a choice: for each rule and version the allowed
 * outcomes, and which of them only pass with a remark. The standard is the only source of this table;
 * what one broker happens to do belongs to its profile.
 */
import type { PacketType, Version } from './wire/packet.ts'

export interface Observed {
  /** Undefined when nothing but the end of the connection came. */
  readonly packet: { readonly type: PacketType; readonly reasonCode: number } | undefined
  /** Seen as the end of the stream. */
  readonly closed: boolean
}

/** `warn` is a SHOULD that is not followed, `choice` a MAY that is. */
export type Remark = { readonly warn: string } | { readonly choice: string }

export interface Outcome {
  /** None: no packet is sent. */
  readonly packets: readonly PacketType[]
  readonly codes: readonly number[] | 'any error' | 'any'
  readonly closes: boolean
  readonly remark: Remark | undefined
}

type Rule = Readonly<Record<Version, readonly Outcome[]>>

const EXACT_CODE: Remark = { warn: 'the reason code is not the one that the specification gives' }
const BARE_CLOSE: Remark = { warn: 'closes without the DISCONNECT that a server SHOULD send first' }
const NO_CONNACK: Remark = { choice: 'closes without a CONNACK' }

function outcome(
  packets: readonly PacketType[],
  codes: Outcome['codes'],
  closes: boolean,
  remark?: Remark,
): Outcome {
  return { packets, codes, closes, remark }
}

const connack = (codes: Outcome['codes'], remark?: Remark) =>
  outcome(['CONNACK'], codes, true, remark)
const disconnect = (codes: Outcome['codes'], remark?: Remark) =>
  outcome(['DISCONNECT'], codes, true, remark)
const close = (remark?: Remark) => outcome([], 'any', true, remark)
const answer = (packets: readonly PacketType[], codes: Outcome['codes'], remark?: Remark) =>
  outcome(packets, codes, false, remark)

const goesOn = (remark?: Remark) => outcome([], 'any', false, remark)

/** A CONNECT that the server understands and does not want. */
function refusal(codes: readonly number[], returnCodes: readonly number[]): Rule {
  const before5 = [
    connack(returnCodes),
    connack('any error', EXACT_CODE),
    close({ warn: 'closes without the CONNACK that a server SHOULD send first' }),
  ]
  return { '5.0': refusal5(codes), '3.1.1': before5, '3.1': before5 }
}

/** @MQTT-5.0:3.1.4-2 */
function refusal5(codes: readonly number[]): readonly Outcome[] {
  return [connack(codes), connack('any error', EXACT_CODE), close(NO_CONNACK)]
}

/** A CONNECT that breaks the format, which 3.1.1 answers with silence. @MQTT-3.1.1:3.1.4-1 */
function badConnect(codes: readonly number[]): Rule {
  return {
    '5.0': refusal5(codes),
    '3.1.1': [close()],
    '3.1': [close(), connack('any error', { choice: 'answers with a return code' })],
  }
}

/** @MQTT-5.0:4.13.1-1 @MQTT-3.1.1:4.8.0-1 */
function ending(codes: readonly number[], bare: Remark | undefined = BARE_CLOSE): Rule {
  return {
    '5.0': [disconnect(codes), disconnect('any error', EXACT_CODE), close(bare)],
    '3.1.1': [close()],
    '3.1': [close()],
  }
}

/** Before 5.0 the acknowledgement cannot say no. @MQTT-3.1.1:3.3.5-2 */
function publishRefusal(codes: readonly number[]): Rule {
  const acknowledgements = ['PUBACK', 'PUBREC'] as const
  const acknowledged = answer(acknowledgements, 'any')
  return {
    '5.0': [
      answer(acknowledgements, codes),
      answer(acknowledgements, 'any error', EXACT_CODE),
      ...ending(codes)['5.0'],
    ],
    '3.1.1': [acknowledged, close({ choice: 'closes the connection' })],
    '3.1': [acknowledged],
  }
}

function subscribeRefusal(codes: readonly number[]): Rule {
  return {
    '5.0': [
      answer(['SUBACK'], codes),
      answer(['SUBACK'], 'any error', EXACT_CODE),
      ...ending(codes)['5.0'],
    ],
    '3.1.1': [answer(['SUBACK'], [0x80]), close({ choice: 'closes the connection' })],
    '3.1': [answer(['SUBACK'], 'any'), close({ choice: 'closes the connection' })],
  }
}

const RULES: Readonly<Record<string, Rule>> = {
  'bad user name or password': refusal([0x86, 0x87], [4, 5]),
  'not authorized': refusal([0x87], [5, 4]),
  'server unavailable': refusal([0x88], [3]),
  'server busy': refusal([0x89], [3]),
  banned: refusal([0x8a], [5]),
  'bad authentication method': refusal([0x8c, 0x87], [4, 5]),
  'QoS not supported': refusal([0x9b], [5]),
  'retain not supported': refusal([0x9a], [5]),
  'will refused': refusal([0x90, 0x87, 0x97, 0x99], [5]),
  'unsupported protocol version': {
    '5.0': refusal5([0x84]),
    '3.1.1': [connack([1])],
    '3.1': [connack([1]), close(NO_CONNACK)],
  },
  'unsupported protocol name': {
    '5.0': refusal5([0x84]),
    '3.1.1': [close(), connack([1], { choice: 'answers with return code 1' })],
    '3.1': [close(), connack([1], { choice: 'answers with return code 1' })],
  },
  'identifier rejected': {
    '5.0': refusal5([0x85]),
    '3.1.1': [connack([2])],
    '3.1': [connack([2])],
  },
  'malformed CONNECT': badConnect([0x81]),
  'protocol error in CONNECT': badConnect([0x82]),
  'CONNECT too large': badConnect([0x95]),
  'no CONNECT': {
    '5.0': [close(), disconnect('any error'), connack('any error')],
    '3.1.1': [close()],
    '3.1': [close()],
  },

  'malformed packet': ending([0x81]),
  'protocol error': ending([0x82]),
  'malformed packet or protocol error': ending([0x81, 0x82]),
  // @MQTT-3.1:FORMAT-03 names no penalty.
  'reserved flags': {
    ...ending([0x81]),
    '3.1': [close(), goesOn({ choice: 'ignores the flags' })],
  },
  'unexpected acknowledgement': {
    '5.0': [goesOn(), ...ending([0x82], { choice: 'closes without a DISCONNECT' })['5.0']],
    '3.1.1': [goesOn(), close({ choice: 'closes the connection' })],
    '3.1': [goesOn(), close({ choice: 'closes the connection' })],
  },
  'topic alias invalid': ending([0x94]),
  'receive maximum exceeded': ending([0x93]),
  'packet too large': ending([0x95]),
  'quota exceeded': ending([0x97]),
  'topic name invalid': ending([0x90, 0x81, 0x82]),
  'topic filter invalid': ending([0x8f, 0x81, 0x82]),
  'payload format invalid': ending([0x99]),
  'shared subscription with No Local': ending([0x82]),
  'packet QoS not supported': ending([0x9b]),
  'packet retain not supported': ending([0x9a]),
  'keep alive timeout': ending([0x8d], { choice: 'closes without a DISCONNECT' }),
  'session taken over': ending([0x8e]),
  'server shutting down': ending([0x8b], { choice: 'closes without a DISCONNECT' }),
  'administrative action': ending([0x98], { choice: 'closes without a DISCONNECT' }),

  'publish not authorized': publishRefusal([0x87]),
  'publish over quota': publishRefusal([0x97]),
  'publish with an invalid topic name': publishRefusal([0x90]),
  'publish with an invalid payload format': publishRefusal([0x99]),
  'subscribe not authorized': subscribeRefusal([0x87]),
  'subscribe over quota': subscribeRefusal([0x97]),
  'shared subscriptions not supported': subscribeRefusal([0x9e]),
  'wildcard subscriptions not supported': subscribeRefusal([0xa2]),
  'subscription identifiers not supported': subscribeRefusal([0xa1]),
  'invalid filter': {
    '5.0': [
      answer(['SUBACK'], [0x8f]),
      answer(['SUBACK'], 'any error', EXACT_CODE),
      ...ending([0x8f, 0x81, 0x82])['5.0'],
    ],
    '3.1.1': [close(), answer(['SUBACK'], [0x80], { warn: 'SUBACK with 0x80 and no close' })],
    '3.1': [close(), answer(['SUBACK'], 'any', { choice: 'answers with a SUBACK' })],
  },
  'unknown packet identifier': {
    '5.0': [
      answer(['PUBCOMP', 'PUBREL'], [0x92]),
      answer(['PUBCOMP', 'PUBREL'], [0], { choice: 'answers with Success' }),
    ],
    '3.1.1': [answer(['PUBCOMP', 'PUBREL'], 'any')],
    '3.1': [answer(['PUBCOMP', 'PUBREL'], 'any')],
  },
  'no matching subscribers': {
    '5.0': [
      answer(['PUBACK', 'PUBREC'], [0]),
      answer(['PUBACK', 'PUBREC'], [0x10], { choice: 'says No matching subscribers' }),
    ],
    '3.1.1': [answer(['PUBACK', 'PUBREC'], 'any')],
    '3.1': [answer(['PUBACK', 'PUBREC'], 'any')],
  },
}

/** Throws for a rule that is not in the table. */
export function allowedOutcomes(rule: string, version: Version): readonly Outcome[] {
  const found = RULES[rule]
  if (found === undefined) throw new Error(`no rule is called "${rule}"`)
  return found[version]
}

/** Then no answer is an answer too, and a PINGREQ has to show which it is. */
export function mayGoOn(rule: string, version: Version): boolean {
  return allowedOutcomes(rule, version).some(
    ({ packets, closes }) => packets.length === 0 && !closes,
  )
}

/** The outcome that was seen, the one without a remark if there are several; undefined if none is allowed. */
export function judge(rule: string, version: Version, observed: Observed): Outcome | undefined {
  const fitting = allowedOutcomes(rule, version).filter((outcome) => fits(outcome, observed))
  return fitting.find(({ remark }) => remark === undefined) ?? fitting[0]
}

function fits({ packets, codes, closes }: Outcome, { packet, closed }: Observed): boolean {
  if (closed !== closes) return false
  if (packet === undefined) return packets.length === 0
  return packets.includes(packet.type) && includesCode(codes, packet)
}

/** Before 5.0 an error of CONNACK is any return code but 0. */
function includesCode(
  codes: Outcome['codes'],
  { type, reasonCode }: { type: PacketType; reasonCode: number },
) {
  if (codes === 'any') return true
  if (codes === 'any error') return type === 'CONNACK' ? reasonCode !== 0 : reasonCode >= 0x80
  return codes.includes(reasonCode)
}

export function describeOutcome({ packets, codes, closes }: Outcome): string {
  const code =
    typeof codes === 'string' ? (codes === 'any' ? 'any code' : codes) : codes.map(hex).join(' or ')
  const packet = packets.length === 0 ? 'no packet' : `${packets.join(' or ')} with ${code}`
  return closes ? `${packet}, then the end` : packet
}

export function describeObserved({ packet, closed }: Observed): string {
  const seen = packet === undefined ? 'no packet' : `${packet.type} with ${hex(packet.reasonCode)}`
  return `${seen}, ${closed ? 'then the end' : 'still open'}`
}

function hex(code: number): string {
  return `0x${code.toString(16).padStart(2, '0')}`
}

/**
 * Plays cases on connections of their own, many side by side, and says how the broker took each. It
 * judges by the table of allowed outcomes and knows no rule of the format.
 */
import { Client } from '../client/client.ts'
import { Monitor } from '../client/monitor.ts'
import type { DeliveryMode } from '../client/stream.ts'
import type { Target } from '../client/target.ts'
import { Transcript } from '../client/transcript.ts'
import { describeObserved, judge } from '../oracles.ts'
import type { Observed, Remark } from '../oracles.ts'
import { isOfType } from '../support/build-packet.ts'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import { decode } from '../wire/decode.ts'
import type { Connect, Packet, PacketType } from '../wire/packet.ts'
import { inConnect } from './byte-case.ts'
import type { ByteCase } from './byte-case.ts'

export interface Played {
  readonly byteCase: ByteCase
  /** Undefined when the broker did what it has to. */
  readonly problem: string | undefined
  readonly remark: Remark | undefined
  readonly transcript: Transcript
}

export interface Stage {
  readonly target: Target
  readonly mode: DeliveryMode
  /** For the connections that have to be accepted first. */
  readonly connect: () => Connect
}

/** Connections open at the same time. */
const SIDE_BY_SIDE = 50
/**
 * How long a broker may take to close before a PINGREQ asks whether it will: that comes late, as bytes
 * which meet a closed connection could destroy what the broker said last.
 */
const PATIENCE_MS = 1000
const PATIENCE_WITH_CHOICE_MS = 50

export async function playAll(
  cases: readonly ByteCase[],
  stage: Stage,
): Promise<readonly Played[]> {
  const waiting = cases.values()
  const played: Played[] = []
  const playInTurn = async () => {
    for (const byteCase of waiting) played.push(await play(byteCase, stage))
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, playInTurn))
  return played
}

async function play(byteCase: ByteCase, stage: Stage): Promise<Played> {
  const transcript = new Transcript()
  const monitor = new Monitor(byteCase.version)
  const { target, mode } = stage
  const { version } = byteCase
  const client = new Client({ name: 'Client', version, target, mode, transcript, monitor })
  const verdict = await watch(client, byteCase, stage).catch((error: unknown) => ({
    problem: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
    remark: undefined,
  }))
  await leave(client)
  const broken = monitor.violations.map(({ rule }) => `the broker breaks a rule: ${rule}`)
  return { byteCase, transcript, ...verdict, problem: verdict.problem ?? broken[0] }
}

type Verdict = Pick<Played, 'problem' | 'remark'>

async function watch(client: Client, byteCase: ByteCase, stage: Stage): Promise<Verdict> {
  await client.open()
  if (byteCase.connectsFirst) {
    client.send(stage.connect())
    await expectAccepted(client)
  }
  client.sendBytes(byteCase.bytes)
  const { expected, version } = byteCase
  if (expected.kind === 'accepted') return watchAccepted(client, byteCase)
  const observed = await observe(client, byteCase)
  if (expected.kind === 'free' && !observed.closed) {
    return { problem: undefined, remark: { choice: 'goes on' } }
  }
  const outcome = judge(expected.rule, version, observed)
  return outcome === undefined
    ? { problem: describeObserved(observed), remark: undefined }
    : { problem: undefined, remark: outcome.remark }
}

/** Rejects when the broker does not take the packet. */
async function watchAccepted(client: Client, { bytes, version }: ByteCase): Promise<Verdict> {
  const packet = decode(bytes, version, 'client')
  const good = { problem: undefined, remark: undefined }
  if (packet.type === 'DISCONNECT') {
    await client.closed(ANSWER_LIMIT_MS)
    const answered = client.inbox.some((received) => isOfType(received, 'DISCONNECT'))
    return answered ? { ...good, problem: 'DISCONNECT is answered with DISCONNECT' } : good
  }
  if (packet.type === 'CONNECT') await expectAccepted(client)
  const answer = answerTo(packet)
  if (answer !== undefined) await next(client, answer)
  await ping(client)
  return good
}

function answerTo(packet: Packet): PacketType | undefined {
  switch (packet.type) {
    case 'SUBSCRIBE':
      return 'SUBACK'
    case 'UNSUBSCRIBE':
      return 'UNSUBACK'
    case 'PUBREL':
      return 'PUBCOMP'
    case 'PUBLISH':
      if (packet.qos === 0) return undefined
      return packet.qos === 1 ? 'PUBACK' : 'PUBREC'
    default:
      return undefined
  }
}

async function observe(client: Client, { place, expected }: ByteCase): Promise<Observed> {
  const patienceMs = expected.kind === 'free' ? PATIENCE_WITH_CHOICE_MS : PATIENCE_MS
  const closed =
    (await succeeds(client.closed(patienceMs))) ||
    (!(await succeeds(ping(client))) && (await succeeds(client.closed(0))))
  const type = inConnect(place) ? 'CONNACK' : 'DISCONNECT'
  const last = client.inbox.findLast((packet) => isOfType(packet, type))
  const packet = last !== undefined && 'reasonCode' in last ? last : undefined
  return { packet: packet && { type, reasonCode: packet.reasonCode }, closed }
}

function succeeds(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => true,
    () => false,
  )
}

async function expectAccepted(client: Client): Promise<void> {
  const isConnack = (packet: Packet) => isOfType(packet, 'CONNACK')
  const connack = await client.next(isConnack, 'CONNACK', ANSWER_LIMIT_MS)
  const isAccepted = 'reasonCode' in connack && connack.reasonCode === 0
  if (!isAccepted) throw new Error('the CONNECT is refused')
}

async function ping(client: Client): Promise<void> {
  client.send({ type: 'PINGREQ' })
  await next(client, 'PINGRESP')
}

function next(client: Client, type: PacketType): Promise<Packet> {
  return client.next((packet) => isOfType(packet, type), type, ANSWER_LIMIT_MS)
}

/** Leaves no session behind, whatever Session Expiry Interval the CONNECT had. */
async function leave(client: Client): Promise<void> {
  if (client.isClosed) return
  const ends = { name: 'Session Expiry Interval', value: 0 }
  client.send({ type: 'DISCONNECT', reasonCode: 0, properties: [ends] })
  await client.end()
}

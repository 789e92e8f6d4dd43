/**
 * The reason codes of MQTT 5.0 as a table: who may send which in what packet. Source: table 2-6 and the
 * packets' own sections.
 */
import type { PacketType, Version } from './packet.ts'
import type { Sender } from './properties.ts'

export interface ReasonCodeRow {
  readonly code: number
  readonly name: string
  readonly packets: readonly PacketType[]
  /** Who may send it in a DISCONNECT or AUTH; elsewhere the packet decides. */
  readonly sender: Sender | 'both'
}

const PUB = ['PUBACK', 'PUBREC'] as const
const SUB = ['SUBACK', 'UNSUBACK'] as const

function row(
  code: number,
  name: string,
  packets: readonly PacketType[],
  sender: ReasonCodeRow['sender'] = 'server',
): ReasonCodeRow {
  return { code, name, packets, sender }
}

const SUCCESS = ['CONNACK', ...PUB, 'PUBREL', 'PUBCOMP', 'UNSUBACK', 'AUTH'] as const

export const REASON_CODES: readonly ReasonCodeRow[] = [
  row(0x00, 'Success', SUCCESS),
  row(0x00, 'Normal disconnection', ['DISCONNECT'], 'both'),
  row(0x00, 'Granted QoS 0', ['SUBACK']),
  row(0x01, 'Granted QoS 1', ['SUBACK']),
  row(0x02, 'Granted QoS 2', ['SUBACK']),
  row(0x04, 'Disconnect with Will Message', ['DISCONNECT'], 'client'),
  row(0x10, 'No matching subscribers', PUB),
  row(0x11, 'No subscription existed', ['UNSUBACK']),
  row(0x18, 'Continue authentication', ['AUTH'], 'both'),
  row(0x19, 'Re-authenticate', ['AUTH'], 'client'),
  row(0x80, 'Unspecified error', ['CONNACK', ...PUB, ...SUB, 'DISCONNECT'], 'both'),
  row(0x81, 'Malformed Packet', ['CONNACK', 'DISCONNECT'], 'both'),
  row(0x82, 'Protocol Error', ['CONNACK', 'DISCONNECT'], 'both'),
  row(0x83, 'Implementation specific error', ['CONNACK', ...PUB, ...SUB, 'DISCONNECT'], 'both'),
  row(0x84, 'Unsupported Protocol Version', ['CONNACK']),
  row(0x85, 'Client Identifier not valid', ['CONNACK']),
  row(0x86, 'Bad User Name or Password', ['CONNACK']),
  row(0x87, 'Not authorized', ['CONNACK', ...PUB, ...SUB, 'DISCONNECT']),
  row(0x88, 'Server unavailable', ['CONNACK']),
  row(0x89, 'Server busy', ['CONNACK', 'DISCONNECT']),
  row(0x8a, 'Banned', ['CONNACK']),
  row(0x8b, 'Server shutting down', ['DISCONNECT']),
  row(0x8c, 'Bad authentication method', ['CONNACK', 'DISCONNECT']),
  row(0x8d, 'Keep Alive timeout', ['DISCONNECT']),
  row(0x8e, 'Session taken over', ['DISCONNECT']),
  row(0x8f, 'Topic Filter invalid', [...SUB, 'DISCONNECT']),
  row(0x90, 'Topic Name invalid', ['CONNACK', ...PUB, 'DISCONNECT'], 'both'),
  row(0x91, 'Packet Identifier in use', [...PUB, ...SUB]),
  row(0x92, 'Packet Identifier not found', ['PUBREL', 'PUBCOMP']),
  row(0x93, 'Receive Maximum exceeded', ['DISCONNECT'], 'both'),
  row(0x94, 'Topic Alias invalid', ['DISCONNECT'], 'both'),
  row(0x95, 'Packet too large', ['CONNACK', 'DISCONNECT'], 'both'),
  row(0x96, 'Message rate too high', ['DISCONNECT'], 'both'),
  row(0x97, 'Quota exceeded', ['CONNACK', ...PUB, 'SUBACK', 'DISCONNECT'], 'both'),
  row(0x98, 'Administrative action', ['DISCONNECT'], 'both'),
  row(0x99, 'Payload format invalid', ['CONNACK', ...PUB, 'DISCONNECT'], 'both'),
  row(0x9a, 'Retain not supported', ['CONNACK', 'DISCONNECT']),
  row(0x9b, 'QoS not supported', ['CONNACK', 'DISCONNECT']),
  row(0x9c, 'Use another server', ['CONNACK', 'DISCONNECT']),
  row(0x9d, 'Server moved', ['CONNACK', 'DISCONNECT']),
  row(0x9e, 'Shared Subscriptions not supported', ['SUBACK', 'DISCONNECT']),
  row(0x9f, 'Connection rate exceeded', ['CONNACK', 'DISCONNECT']),
  row(0xa0, 'Maximum connect time', ['DISCONNECT']),
  row(0xa1, 'Subscription Identifiers not supported', ['SUBACK', 'DISCONNECT']),
  row(0xa2, 'Wildcard Subscriptions not supported', ['SUBACK', 'DISCONNECT']),
]

/** Before 5.0, where they are called return codes. 3.1 has no code for a refused subscription. */
const RETURN_CODES: Readonly<
  Record<'3.1' | '3.1.1', Partial<Record<PacketType, readonly number[]>>>
> = {
  '3.1': { CONNACK: [0, 1, 2, 3, 4, 5], SUBACK: [0, 1, 2] },
  '3.1.1': { CONNACK: [0, 1, 2, 3, 4, 5], SUBACK: [0, 1, 2, 0x80] },
}

/** Whether the sender may say so in such a packet of the version. */
export function isInTable(code: number, type: PacketType, version: Version, by: Sender): boolean {
  if (version !== '5.0') return RETURN_CODES[version][type]?.includes(code) ?? false
  const isBound = type === 'DISCONNECT' || type === 'AUTH'
  return REASON_CODES.some(
    ({ code: known, packets, sender }) =>
      known === code && packets.includes(type) && (!isBound || sender === 'both' || sender === by),
  )
}

/**
 * The form of a seeded defect and the ways to write one down: a switch of the small broker, or an
 * alteration of the packets that pass a proxy in front of the unbroken one.
 */
import type { Packet, PacketType, Property } from '../../wire/packet.ts'
import type { Fault } from '../faults.ts'
import type { Limits } from '../small-broker-limits.ts'
import type { Alter, Alteration, Link, Sender } from '../proxy.ts'

interface Named {
  readonly id: string
  /** Folder of `features/` that it belongs to. */
  readonly feature: string
  /** One sentence about its effect on the wire. */
  readonly what: string
  /** Ids of the catalogue that the effect breaks, at most three of each version. */
  readonly statements: readonly string[]
  /** What the broker is started with. */
  readonly limits?: Limits
  readonly listener?: 'ws'
}

export type Defect =
  | (Named & { readonly where: 'small broker'; readonly fault: Fault })
  /** Made anew for each run, as it may remember things. */
  | (Named & { readonly where: 'proxy'; readonly make: () => Alteration })

export type Of<T extends PacketType> = Packet & { readonly type: T }

/** What goes on instead of one packet; none drops it. */
type Change<T extends PacketType> = (
  packet: Of<T>,
  link: Link,
  bytes: Uint8Array,
) => readonly (Packet | Uint8Array)[] | Packet | Uint8Array | undefined

type Setup = Pick<Named, 'limits' | 'listener'>

/** Writes down the defects of one folder. `statements` are ids without `MQTT-`, with spaces between. */
export function defectsOf(feature: string) {
  return {
    inBroker: (fault: Fault, statements: string, what: string, setup: Setup = {}): Defect => ({
      id: `${feature}: ${fault}${circumstance(setup)}`,
      feature,
      where: 'small broker',
      what,
      statements: idsOf(statements),
      fault,
      ...setup,
    }),
    inProxy: (
      name: string,
      statements: string,
      what: string,
      make: () => Alteration,
      setup: Setup = {},
    ): Defect => ({
      id: `${feature}: ${name}`,
      feature,
      where: 'proxy',
      what,
      statements: idsOf(statements),
      make,
      ...setup,
    }),
  }
}

export function fromServer<T extends PacketType>(type: T, change: Change<T>): () => Alteration {
  return () => ({ alter: altering('server', type, change) })
}

export function fromClient<T extends PacketType>(type: T, change: Change<T>): () => Alteration {
  return () => ({ alter: altering('client', type, change) })
}

/** Breaches of the client that break these statements do not reach the broker, as if it let them pass. */
export function overlooks(...statements: readonly string[]): () => Alteration {
  return () => ({
    alter: ({ sender, fault }) =>
      sender === 'client' && fault?.statements.some((id) => statements.includes(id.slice(5)))
        ? []
        : undefined,
  })
}

/** With other bytes in place of those from `at` on. */
export function patch(bytes: Uint8Array, at: number, ...values: readonly number[]): Uint8Array {
  const copy = bytes.slice()
  copy.set(values, at)
  return copy
}

export function without<T extends { readonly properties: readonly Property[] }>(
  packet: T,
  name: string,
): T {
  return { ...packet, properties: packet.properties.filter((property) => property.name !== name) }
}

export function withProperty<T extends { readonly properties: readonly Property[] }>(
  packet: T,
  name: string,
  value: Property['value'],
): T {
  return { ...packet, properties: [...packet.properties, { name, value }] }
}

function altering<T extends PacketType>(sender: Sender, type: T, change: Change<T>): Alter {
  return (parcel, link) => {
    const { packet, bytes } = parcel
    if (parcel.sender !== sender || packet === undefined || !isOf(packet, type)) return undefined
    const changed = change(packet, link, bytes)
    if (changed === undefined) return undefined
    return Array.isArray(changed) ? changed : [changed]
  }
}

function isOf<T extends PacketType>(packet: Packet, type: T): packet is Of<T> {
  return packet.type === type
}

/** One switch may stand for several defects, each seen under a circumstance of its own. */
function circumstance({ limits = {}, listener }: Setup): string {
  const named = [...Object.keys(limits), ...(listener === undefined ? [] : [listener])]
  return named.length === 0 ? '' : ` (${named.join(', ')})`
}

function idsOf(statements: string): readonly string[] {
  return statements.split(' ').map((id) => `MQTT-${id}`)
}

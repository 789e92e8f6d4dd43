/**
 * The messages that one client of the model test publishes: each says in its payload which one it is,
 * packet ids are never used twice, and QoS 2 messages are remembered until they are released.
 */
import { encodeUtf8 } from '../../codec/index.ts'
import type { Properties, Publish, Will } from '../../codec/index.ts'
import type { Peer } from './reference-peer.ts'
import type { MessageWish, WillWish } from './step.ts'

const LONG = 'long '.repeat(60)
const USER_PROPERTIES = [
  ['b', '1'],
  ['a', '2'],
  ['b', '3'],
] as const

export class Publisher {
  readonly #client: number
  /** QoS 2 messages that were sent and not released. */
  readonly unreleased = new Map<number, Publish>()
  #messages = 0
  #lastPacketId = 0

  constructor(client: number) {
    this.#client = client
  }

  message(peer: Peer, wish: MessageWish): Publish {
    const { topic, qos, retain, alias } = wish
    if (qos > 0) this.#lastPacketId += 1
    const isAliasKnown = peer.version === 5 && peer.aliases.get(alias) === topic
    const publish: Publish = {
      type: 'publish',
      topic: isAliasKnown ? '' : topic,
      payload: this.#payload(wish.payload),
      qos,
      retain,
      dup: qos > 0 && wish.isRepeat,
      packetId: qos > 0 ? this.#lastPacketId : 0,
      properties: peer.version === 5 ? propertiesOf(wish) : {},
    }
    if (qos === 2) this.unreleased.set(publish.packetId, { ...publish, topic })
    return publish
  }

  /** A topic of its own keeps a will apart from what clients publish at the same time. */
  will({ qos, retain, delaySeconds }: WillWish, version: number): Will {
    const properties = version === 5 ? { willDelayInterval: delaySeconds } : {}
    return { topic: `w/${this.#client}`, payload: this.#payload('short'), qos, retain, properties }
  }

  #payload(kind: MessageWish['payload']): Uint8Array {
    this.#messages += 1
    if (kind === 'empty') return new Uint8Array(0)
    return encodeUtf8(`${kind === 'long' ? LONG : ''}${this.#client}.${this.#messages}`)
  }
}

function propertiesOf({ expirySeconds, hasProperties, alias }: MessageWish): Properties {
  return {
    ...(expirySeconds !== undefined && { messageExpiryInterval: expirySeconds }),
    ...(hasProperties && {
      contentType: 'text',
      correlationData: Uint8Array.of(1, 2),
      userProperties: USER_PROPERTIES,
    }),
    ...(alias > 0 && { topicAlias: alias }),
  }
}

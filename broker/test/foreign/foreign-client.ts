/**
 * What the tests ask of a client that we did not write, whatever it is: to publish one message, and to
 * be a subscriber for a while. A client is its program and the version it speaks.
 */

export interface Message {
  readonly topic: string
  readonly payload: string
  readonly qos: number
  readonly retain: boolean
}

export interface Will {
  readonly topic: string
  readonly payload: string
  readonly qos: 0 | 1 | 2
}

export interface SubscriberOptions {
  readonly filter: string
  readonly qos: 0 | 1 | 2
  /** With a name its session is persistent. */
  readonly clientId?: string
  readonly will?: Will
}

/** A connected client whose subscription is acknowledged. */
export interface Subscriber {
  readonly inbox: Inbox
  /** Ends with DISCONNECT. */
  leave(): Promise<void>
  /** Ends without a word. */
  vanish(): Promise<void>
}

export interface ForeignClient {
  readonly name: string
  /** Ends when the message is acknowledged, as far as its QoS goes. */
  publish(port: number, message: Message): Promise<void>
  subscribe(port: number, options: SubscriberOptions): Promise<Subscriber>
}

/** Messages in the order in which they came. */
export class Inbox {
  readonly messages: Message[] = []
  #onMessage: () => void = () => undefined

  push(message: Message): void {
    this.messages.push(message)
    this.#onMessage()
  }

  /** Ends with the next message. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#onMessage = resolve
    })
  }
}

/** Ends when there are `count` messages in all inboxes together. */
export async function arrived(
  inboxes: readonly Inbox[],
  count: number,
): Promise<readonly Message[]> {
  const all = (): readonly Message[] => inboxes.flatMap(({ messages }) => messages)
  while (all().length < count) await Promise.race(inboxes.map((inbox) => inbox.next()))
  return all()
}

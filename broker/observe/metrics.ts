/**
 * @hot Every metric of the broker, declared once: the table feeds the counters, the exposition and the
 * reference. Counting is an addition to a plain number; names and labels are put together when somebody
 * looks. One instance per shard; whoever exposes them adds them up.
 */
import { BOUND_NAMES, DROP_REASONS, END_REASONS } from './events.ts'
import type { BoundName, DropReason, EndReason } from './events.ts'

export type { BoundName, DropReason } from './events.ts'

export interface MetricDeclaration {
  readonly kind: 'counter' | 'gauge'
  readonly unit: 'bytes' | 'connections' | 'messages' | 'packets' | 'events'
  readonly help: string
  /** The one label with its values; `undefined` values are the reason codes of MQTT, by name. */
  readonly label?: { readonly name: string; readonly values: readonly string[] | undefined }
}

const QOS = { name: 'qos', values: ['0', '1', '2'] } as const
const ACKNOWLEDGEMENT = { name: 'type', values: ['puback', 'pubrec', 'pubrel', 'pubcomp'] } as const
/** Packet type of PUBACK; the others follow it. */
const FIRST_ACKNOWLEDGEMENT = 4

/** By full name. */
export const metricTable = {
  assaymq_received_bytes_total: {
    kind: 'counter',
    unit: 'bytes',
    help: 'Bytes read from clients.',
  },
  assaymq_received_publishes_total: {
    kind: 'counter',
    unit: 'packets',
    help: 'PUBLISH packets from clients, by QoS.',
    label: QOS,
  },
  assaymq_received_acknowledgements_total: {
    kind: 'counter',
    unit: 'packets',
    help: 'Acknowledgements from clients of what they were sent, by packet type.',
    label: ACKNOWLEDGEMENT,
  },
  assaymq_delivered_publishes_total: {
    kind: 'counter',
    unit: 'packets',
    help: 'PUBLISH packets written for clients, by QoS; one message counts once per receiver.',
    label: QOS,
  },
  assaymq_sent_packets_total: {
    kind: 'counter',
    unit: 'packets',
    help: 'Packets written for clients other than PUBLISH and its acknowledgements, by packet type.',
    label: {
      name: 'type',
      values: ['auth', 'connack', 'disconnect', 'pingresp', 'suback', 'unsuback'],
    },
  },
  assaymq_dropped_messages_total: {
    kind: 'counter',
    unit: 'messages',
    help: 'Messages that were not delivered to one receiver, or not taken from a publisher, by reason.',
    label: { name: 'reason', values: DROP_REASONS },
  },
  assaymq_aborted_matches_total: {
    kind: 'counter',
    unit: 'messages',
    help: 'Messages whose matching was given up at limits.matchVisitedNodesMax.',
  },
  assaymq_bounds_reached_total: {
    kind: 'counter',
    unit: 'events',
    help: 'Times that a bound of the broker refused, paused or closed something, by bound.',
    label: { name: 'bound', values: BOUND_NAMES },
  },
  assaymq_protocol_faults_total: {
    kind: 'counter',
    unit: 'events',
    help: 'Connections closed or refused for what the client sent, by reason code.',
    label: { name: 'reason', values: undefined },
  },
  assaymq_connections_opened_total: {
    kind: 'counter',
    unit: 'connections',
    help: 'Network connections accepted.',
  },
  assaymq_connections_closed_total: {
    kind: 'counter',
    unit: 'connections',
    help: 'Network connections that ended, by reason.',
    label: { name: 'reason', values: END_REASONS },
  },
  assaymq_connections_open: {
    kind: 'gauge',
    unit: 'connections',
    help: 'Network connections now, with and without an accepted CONNECT.',
  },
  assaymq_clients_connected: {
    kind: 'gauge',
    unit: 'connections',
    help: 'Clients now whose CONNECT was accepted.',
  },
} as const satisfies Readonly<Record<string, MetricDeclaration>>

export type MetricName = keyof typeof metricTable

/** One value as it is exposed. */
export interface Sample {
  readonly name: MetricName
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** One number, which only grows for a counter. */
class Cell {
  value = 0

  add(amount: number): void {
    this.value += amount
  }
}

/** The cells of one metric, by label value; a metric without label has one cell, under ''. */
class Family {
  readonly #name: MetricName
  readonly #label: string | undefined
  readonly #cells = new Map<string, Cell>()

  constructor(name: MetricName) {
    const { label }: MetricDeclaration = metricTable[name]
    this.#name = name
    this.#label = label?.name
    for (const value of label?.values ?? []) this.#cells.set(value, new Cell())
  }

  cell(labelValue = ''): Cell {
    let cell = this.#cells.get(labelValue)
    if (cell === undefined) {
      cell = new Cell()
      this.#cells.set(labelValue, cell)
    }
    return cell
  }

  samples(): Sample[] {
    return Array.from(this.#cells, ([labelValue, { value }]) => ({
      name: this.#name,
      labels: this.#label === undefined ? {} : { [this.#label]: labelValue },
      value,
    }))
  }
}

export class Metrics {
  readonly #families: Family[] = []
  readonly bytesReceived = this.#declared('assaymq_received_bytes_total').cell()
  readonly #received = cells(this.#declared('assaymq_received_publishes_total'), QOS)
  readonly #delivered = cells(this.#declared('assaymq_delivered_publishes_total'), QOS)
  readonly #acknowledged = cells(
    this.#declared('assaymq_received_acknowledgements_total'),
    ACKNOWLEDGEMENT,
  )
  readonly #sent = this.#declared('assaymq_sent_packets_total')
  readonly #dropped = this.#declared('assaymq_dropped_messages_total')
  readonly #abortedMatches = this.#declared('assaymq_aborted_matches_total').cell()
  readonly #bounds = this.#declared('assaymq_bounds_reached_total')
  readonly #faults = this.#declared('assaymq_protocol_faults_total')
  readonly #opened = this.#declared('assaymq_connections_opened_total').cell()
  readonly #closed = this.#declared('assaymq_connections_closed_total')
  readonly #open = this.#declared('assaymq_connections_open').cell()
  readonly #connected = this.#declared('assaymq_clients_connected').cell()

  /** A PUBLISH of a client was read. */
  received(qos: number): void {
    this.#received[qos]?.add(1)
  }

  /** A PUBLISH was written for a receiver. */
  delivered(qos: number): void {
    this.#delivered[qos]?.add(1)
  }

  /** An acknowledgement was read; `packetType` as in the fixed header, PUBACK (4) to PUBCOMP (7). */
  acknowledged(packetType: number): void {
    this.#acknowledged[packetType - FIRST_ACKNOWLEDGEMENT]?.add(1)
  }

  /** Any other packet was written; `type` is its name in lower case. */
  sent(type: string): void {
    this.#sent.cell(type).add(1)
  }

  dropped(reason: DropReason): void {
    this.#dropped.cell(reason).add(1)
  }

  matchAborted(): void {
    this.#abortedMatches.add(1)
  }

  /** One of our own bounds refused, paused or closed something. */
  refused(bound: BoundName): void {
    this.#bounds.cell(bound).add(1)
  }

  /** A client broke the protocol; `reason` is the name of the reason code. */
  fault(reason: string): void {
    this.#faults.cell(reason).add(1)
  }

  opened(): void {
    this.#opened.add(1)
    this.#open.add(1)
  }

  connected(): void {
    this.#connected.add(1)
  }

  closed(reason: EndReason, wasConnected: boolean): void {
    this.#closed.cell(reason).add(1)
    this.#open.add(-1)
    if (wasConnected) this.#connected.add(-1)
  }

  /** Every value now, in the order of the table. */
  snapshot(): readonly Sample[] {
    return this.#families.flatMap((family) => family.samples())
  }

  #declared(name: MetricName): Family {
    const family = new Family(name)
    this.#families.push(family)
    return family
  }
}

/** The cells of a family by the place of their label values, for the hot path. */
function cells(family: Family, label: { readonly values: readonly string[] }): readonly Cell[] {
  return label.values.map((value) => family.cell(value))
}

/** The samples of several parts as those of one. */
export function addUp(parts: readonly Metrics[]): readonly Sample[] {
  const sums = new Map<string, Sample>()
  for (const sample of parts.flatMap((part) => part.snapshot())) {
    const key = `${sample.name} ${Object.values(sample.labels).join()}`
    const known = sums.get(key)?.value ?? 0
    sums.set(key, { ...sample, value: known + sample.value })
  }
  return [...sums.values()]
}

/** `assaymq sub`: subscribes and writes what arrives to standard output. */
import { BrokerError } from '../base/errors.ts'
import { systemClock } from '../base/clock.ts'
import { ExitCode } from '../base/exit-codes.ts'
import type { IncomingMessage } from '../drivers/mqtt-client.ts'
import { connectMqtt } from '../drivers/mqtt-client.ts'
import type { Command, Context } from './command.ts'
import { connectionFlags, connectionOptions, qosOf } from './connection.ts'
import type { Arguments } from './flags.ts'
import { usageError } from './flags.ts'
import type { MessageFormat } from './message-format.ts'
import { jsonLine, messageFormat, payloadLine, topicAndPayloadLine } from './message-format.ts'
import { propertiesOf } from './mqtt-properties.ts'

export const subCommand: Command = {
  name: 'sub',
  summary: 'subscribes and writes what arrives',
  usage: '-t <filter> [-t <filter> …] [flags]',
  examples: [
    "sub -t 'demo/#' -v",
    'sub -t demo/hello -C 1 -W 10',
    "sub -t '$share/workers/jobs/+' -q 1 -F '%t %l bytes: %p'",
  ],
  flags: [
    { name: 'topic', short: 't', value: 'filter', doc: 'Topic filter; may be given again.' },
    { name: 'qos', short: 'q', value: 'qos', default: '0', doc: 'Highest QoS: 0, 1 or 2.' },
    { name: 'count', short: 'C', value: 'messages', doc: 'Ends after so many messages.' },
    {
      name: 'timeout',
      short: 'W',
      value: 'seconds',
      doc: 'Ends after this time; with -C, in failure.',
    },
    { name: 'verbose', short: 'v', doc: 'Writes the topic before the payload.' },
    {
      name: 'format',
      short: 'F',
      value: 'format',
      doc: 'Writes %t topic, %p payload, %x payload in hex, %l its length, %q QoS, %r retained, %j JSON.',
    },
    { name: 'no-retained', short: 'R', doc: 'Leaves out retained messages of the past.' },
    ...connectionFlags,
  ],
  run,
}

const COUNT_MAX = 1e9
const SECONDS_MAX = 1e6

async function run(args: Arguments, context: Context): Promise<ExitCode> {
  const filters = args.texts('topic')
  if (filters.length === 0) throw usageError('--topic is missing')
  const options = connectionOptions(args)
  const qos = qosOf(args)
  const properties = propertiesOf(args, 'subscribe')
  const reception = new Reception(args, context)
  const client = await connectMqtt({
    ...options,
    onMessage: (message) => reception.take(message),
    onLost: (error) => reception.fail(error),
  })
  try {
    await client.subscribe(filters, qos, properties)
    await reception.ended
  } finally {
    await client.end()
  }
  return ExitCode.ok
}

/** Writes messages until one of the ways to end comes: the count, the time, a signal, an error. */
class Reception {
  readonly #args: Arguments
  readonly #output: NodeJS.WritableStream
  readonly #format: MessageFormat
  readonly #end = Promise.withResolvers<void>()
  #left: number

  constructor(args: Arguments, { output, signal }: Context) {
    this.#args = args
    this.#output = output
    this.#format = formatOf(args)
    this.#left = args.optionalInteger('count', 1, COUNT_MAX) ?? Number.POSITIVE_INFINITY
    const seconds = args.optionalInteger('timeout', 1, SECONDS_MAX)
    if (seconds !== undefined) systemClock.after(seconds * 1000, () => this.#onTimeout(seconds))
    signal.addEventListener('abort', () => this.#end.resolve())
    // It may fail while somebody still waits for the subscription.
    this.#end.promise.catch(() => {})
  }

  /** Rejects with BrokerError TIMED_OUT, or CONNECT_FAILED for a lost connection. */
  get ended(): Promise<void> {
    return this.#end.promise
  }

  take(message: IncomingMessage): void {
    if (this.#left === 0 || (message.retain && this.#args.has('no-retained'))) return
    this.#output.write(this.#format(message))
    this.#left -= 1
    if (this.#left === 0) this.#end.resolve()
  }

  fail(error: BrokerError): void {
    this.#end.reject(error)
  }

  #onTimeout(seconds: number): void {
    if (this.#left === Number.POSITIVE_INFINITY) this.#end.resolve()
    else
      this.fail(
        new BrokerError(
          'TIMED_OUT',
          `${this.#left} messages were still to come after ${seconds} s`,
        ),
      )
  }
}

function formatOf(args: Arguments): MessageFormat {
  if (args.has('json')) return jsonLine
  const format = args.text('format')
  if (format !== undefined) return messageFormat(format)
  return args.has('verbose') ? topicAndPayloadLine : payloadLine
}

/** `assaymq pub`: publishes one message, or each line of its input. */
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { buffer } from 'node:stream/consumers'

import { BrokerError } from '../base/errors.ts'
import { ExitCode } from '../base/exit-codes.ts'
import { encodeUtf8, topicProblem } from '../codec/index.ts'
import { connectMqtt } from '../drivers/mqtt-client.ts'
import type { Command, Context } from './command.ts'
import { connectionFlags, connectionOptions, qosOf } from './connection.ts'
import type { Arguments } from './flags.ts'
import { usageError } from './flags.ts'
import { propertiesOf } from './mqtt-properties.ts'

export const pubCommand: Command = {
  name: 'pub',
  summary: 'publishes messages',
  usage: '-t <topic> (-m <text> | -f <file> | -s | -l | -n) [flags]',
  examples: [
    'pub -t demo/hello -m hello',
    'pub -t demo/hello -m kept -r -q 1',
    "pub -t demo/lines -l -D publish content-type 'text/plain' < lines.txt",
  ],
  flags: [
    { name: 'topic', short: 't', value: 'topic', doc: 'Topic to publish to.' },
    { name: 'message', short: 'm', value: 'text', doc: 'Publishes this text.' },
    { name: 'file', short: 'f', value: 'file', doc: 'Publishes the content of a file.' },
    { name: 'stdin-file', short: 's', doc: 'Publishes all of standard input as one message.' },
    { name: 'stdin-line', short: 'l', doc: 'Publishes each line of standard input.' },
    { name: 'null-message', short: 'n', doc: 'Publishes an empty message.' },
    { name: 'qos', short: 'q', value: 'qos', default: '0', doc: 'QoS: 0, 1 or 2.' },
    { name: 'retain', short: 'r', doc: 'The broker keeps the message for later subscribers.' },
    ...connectionFlags,
  ],
  run,
}

type Payloads = Iterable<Buffer> | AsyncIterable<Buffer>

const SOURCES: ReadonlyMap<string, (args: Arguments, context: Context) => Promise<Payloads>> =
  new Map<string, (args: Arguments, context: Context) => Promise<Payloads>>([
    ['message', async (args) => [Buffer.from(args.required('message'))]],
    ['file', async (args) => [await contentOf(args.required('file'))]],
    ['stdin-file', async (_, { input }) => [await buffer(input)]],
    ['stdin-line', async (_, { input }) => linesOf(input)],
    ['null-message', async () => [Buffer.alloc(0)]],
  ])

async function run(args: Arguments, context: Context): Promise<ExitCode> {
  const topic = topicOf(args)
  const options = connectionOptions(args)
  const properties = propertiesOf(args, 'publish')
  const message = {
    topic,
    qos: qosOf(args),
    retain: args.has('retain'),
    ...(options.protocolVersion === 5 ? { properties } : {}),
  }
  const payloads = await payloadsOf(args, context)
  const client = await connectMqtt(options)
  try {
    for await (const payload of payloads) {
      if (context.signal.aborted) break
      await client.publish({ ...message, payload })
      if (args.has('json')) {
        const { qos, retain } = message
        const line = JSON.stringify({ topic, qos, retain, bytes: payload.length })
        context.output.write(`${line}\n`)
      }
    }
  } finally {
    await client.end()
  }
  return ExitCode.ok
}

/** Judged here, because at QoS 0 nobody would be there any more to hear what the broker says. */
function topicOf(args: Arguments): string {
  const topic = args.required('topic')
  const bytes = encodeUtf8(topic)
  if (topicProblem(bytes, 0, bytes.length) === undefined) return topic
  throw usageError(`${JSON.stringify(topic)} is no topic: it may not be empty or hold + or #`)
}

function payloadsOf(args: Arguments, context: Context): Promise<Payloads> {
  const [source, another] = [...SOURCES].filter(([name]) => args.has(name))
  if (source === undefined || another !== undefined) {
    throw usageError('say what to publish with one of -m, -f, -s, -l and -n')
  }
  const [, read] = source
  return read(args, context)
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new BrokerError('FILE_UNREADABLE', reason, { cause })
  }
}

async function* linesOf(input: NodeJS.ReadableStream): AsyncIterable<Buffer> {
  for await (const line of createInterface({ input })) yield Buffer.from(line)
}

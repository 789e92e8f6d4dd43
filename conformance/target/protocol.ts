/**
 * What the suite and the adapter of a broker say to each other, one line of JSON each way: start the
 * broker with these settings, stop it, kill it. An adapter is any program that speaks this, so a broker
 * in any language can be managed. Data only.
 */
import * as z from 'zod'

/** What a scenario may ask of a broker, in the names of its tables. Absent: as the broker is shipped. */
const settingsSchema = z.strictObject({
  'maximum QoS': z.union([z.literal(0), z.literal(1)]).optional(),
  'retain available': z.boolean().optional(),
  /** Bytes. */
  'maximum packet size': z.int().min(128).optional(),
  'receive maximum': z.int().min(1).optional(),
  'topic alias maximum': z.int().min(0).optional(),
  /** Seconds, the most that a client may have. */
  'server keep alive': z.int().min(1).optional(),
  'empty client id': z.boolean().optional(),
  /** Who is let in; absent: everybody. */
  users: z.record(z.string(), z.string()).optional(),
  /** Topics that nobody may publish to or subscribe to. */
  'denied topics': z.array(z.string()).optional(),
  listeners: z.array(z.enum(['mqtt', 'mqtts', 'ws', 'wss'])).default(['mqtt']),
  /** Whether what has to outlive the process is kept over a restart. */
  persistent: z.boolean().default(false),
})

export const requestSchema = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('start'), settings: settingsSchema }),
  /** Again, with the settings and data of the last start, on the same ports. */
  z.strictObject({ command: z.literal('restart') }),
  /** In order, as an administrator would. */
  z.strictObject({ command: z.literal('stop') }),
  /** At once, as a crash would. */
  z.strictObject({ command: z.literal('kill') }),
])

export const answerSchema = z.discriminatedUnion('answer', [
  z.strictObject({
    answer: z.literal('started'),
    /** Addresses by listener, such as `mqtt://127.0.0.1:41003`. */
    endpoints: z.record(z.string(), z.string()),
    /** File of the certificate authority, where a listener uses TLS. */
    caFile: z.string().optional(),
  }),
  z.strictObject({ answer: z.literal('ended') }),
  /** The broker cannot be set up like that. */
  z.strictObject({ answer: z.literal('unsupported'), setting: z.string() }),
  z.strictObject({ answer: z.literal('failed'), reason: z.string() }),
])

export type Settings = z.infer<typeof settingsSchema>
export type Request = z.infer<typeof requestSchema>
export type Answer = z.infer<typeof answerSchema>

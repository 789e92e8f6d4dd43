/**
 * The words that steps are made of: names of clients, versions, packets, payloads, durations. It turns
 * text into values and does nothing with them.
 */
import { defineParameterType } from '@cucumber/cucumber'
import type { Row } from '../fields.ts'

const NAME = '[A-Z][a-z]+'
const QUOTED = '"[^"]*"'
const PACKET_TYPES =
  /CONNECT|CONNACK|PUBLISH|PUBACK|PUBREC|PUBREL|PUBCOMP|SUBSCRIBE|SUBACK|UNSUBSCRIBE|UNSUBACK|PINGREQ|PINGRESP|DISCONNECT|AUTH/

/** `A, B and C`, with at least two. */
function listOf(item: string): RegExp {
  return new RegExp(`${item}(?:, ${item})* and ${item}`)
}

function elements(text: string, item: string): readonly string[] {
  return text.match(new RegExp(item, 'g')) ?? []
}

defineParameterType({
  name: 'client',
  regexp: new RegExp(NAME),
  transformer: (name: string) => name,
})

defineParameterType({
  name: 'clients',
  regexp: listOf(NAME),
  transformer: (names: string) => elements(names, NAME),
})

defineParameterType({
  name: 'version',
  regexp: /3\.1\.1|3\.1|5\.0/,
  transformer: (version: string) => version,
  useForSnippets: false,
})

defineParameterType({
  name: 'packet',
  regexp: PACKET_TYPES,
  transformer: (type: string) => type,
  useForSnippets: false,
})

/** Several payloads, in order. */
defineParameterType({
  name: 'payloads',
  regexp: listOf(QUOTED),
  transformer: (payloads: string) =>
    elements(payloads, QUOTED).map((quoted) => quoted.slice(1, -1)),
})

/** `"x" to "a/b" at QoS 1 retained`, as rows of a table. */
defineParameterType({
  name: 'publication',
  regexp: /"([^"]*)" to "([^"]*)"(?: at QoS ([012]))?( retained)?/,
  transformer: (payload: string, topic: string, qos?: string, retained?: string) => [
    ['topic', topic],
    ['payload', payload],
    ['qos', qos ?? '0'],
    ['retain', retained ? 'yes' : 'no'],
  ],
  useForSnippets: false,
})

/** `"x" on "a/b" at QoS 1`, as rows of a table; what is not said is not compared. */
defineParameterType({
  name: 'delivery',
  regexp: /"([^"]*)"(?: on "([^"]*)")?(?: at QoS ([012]))?/,
  transformer: (payload: string, topic?: string, qos?: string) => [
    ['payload', payload],
    ...said('topic', topic),
    ...said('qos', qos),
  ],
  useForSnippets: false,
})

/** `"a/#" at QoS 1`, as rows of a table. */
defineParameterType({
  name: 'subscription',
  regexp: /"([^"]*)"(?: at QoS ([012]))?/,
  transformer: (filter: string, qos?: string) => [['filter', filter], ...said('qos', qos)],
  useForSnippets: false,
})

function said(field: string, value: string | null | undefined): readonly Row[] {
  return typeof value === 'string' ? [[field, value]] : []
}

/** In milliseconds. */
defineParameterType({
  name: 'seconds',
  regexp: /\d+(?:\.\d+)?/,
  transformer: (seconds: string) => Number(seconds) * 1000,
  useForSnippets: false,
})

defineParameterType({
  name: 'capability',
  regexp: /[a-z][a-z0-9-]+/,
  transformer: (capability: string) => capability,
  useForSnippets: false,
})

defineParameterType({
  name: 'rule',
  regexp: /.+/,
  transformer: (rule: string) => rule.replaceAll('"', ''),
  useForSnippets: false,
})

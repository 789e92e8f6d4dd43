/**
 * The grammar of the tags on scenarios: which statements a scenario proves, how binding they are, whom
 * they oblige, how they are shown, and what a broker has to offer. It judges tags, not scenarios' steps.
 */
import { STATEMENTS } from './catalogue/catalogue.ts'

/** What a broker may leave out, and how it is seen that it has not. */
export const CAPABILITIES = {
  retain: 'keeps retained messages (5.0: Retain Available is not 0)',
  'retain-unavailable': 'says Retain Available 0',
  'wildcard-subscriptions': 'accepts filters with + and #',
  'shared-subscriptions': 'accepts filters of the form $share/name/filter',
  'subscription-identifiers': 'accepts a Subscription Identifier in SUBSCRIBE',
  'wildcard-subscriptions-unavailable': 'says Wildcard Subscription Available 0',
  'shared-subscriptions-unavailable': 'says Shared Subscription Available 0',
  'subscription-identifiers-unavailable': 'says Subscription Identifier Available 0',
  'topic-alias': 'accepts aliases: its Topic Alias Maximum is above 0',
  'topic-alias-unavailable': 'accepts none: its Topic Alias Maximum is 0 or absent',
  'server-topic-alias': 'sends aliases to a client that allows them',
  'max-qos': 'announces a Maximum QoS below 2',
  'max-packet-size': 'announces a Maximum Packet Size',
  'receive-maximum': 'announces a Receive Maximum below 65535',
  'server-keep-alive': 'answers CONNECT with a Server Keep Alive',
  'empty-client-id': 'accepts an empty client identifier',
  'client-id-limit-23': 'refuses client identifiers of more than 23 characters',
  'reason-string': 'sends Reason Strings',
  'user-property-from-server': 'adds User Properties of its own',
  'enhanced-auth': 'knows at least one Authentication Method',
  authentication: 'checks user name and password',
  authorization: 'refuses some topics to some clients',
  persistence: 'keeps sessions and retained messages over a restart',
  websocket: 'listens for WebSocket connections',
  bridge: 'connects to other brokers as a client',
} as const
export type Capability = keyof typeof CAPABILITIES

const LEVELS = ['must', 'should', 'may'] as const
const ROLES = ['server', 'client'] as const
const KINDS = ['direct', 'negative', 'monitor'] as const

export interface ScenarioTags {
  /** Ids, as in the catalogue. */
  readonly statements: readonly string[]
  readonly level: readonly (typeof LEVELS)[number][]
  /** Whose duty is tested. */
  readonly role: readonly (typeof ROLES)[number][]
  /** Shown by the answer, by the answer to a breach, or by watching all packets. */
  readonly kind: readonly (typeof KINDS)[number][]
  readonly capabilities: readonly string[]
  /** Names of configurations that a managed target is started with. */
  readonly configurations: readonly string[]
  readonly slow: boolean
  /** What the grammar does not know. */
  readonly unknown: readonly string[]
}

const MOST_STATEMENTS = 5
const FORMS = /^(MQTT-.*|cap:[a-z0-9-]+|config:[a-z0-9-]+|slow)$/

/** Takes the names of tags as Gherkin gives them, each with its `@`. */
export function parseTags(names: readonly string[]): ScenarioTags {
  const tags = [...new Set(names.map((name) => name.slice(1)))]
  const choices: readonly string[] = [...LEVELS, ...ROLES, ...KINDS]
  return {
    statements: tags.filter((tag) => tag.startsWith('MQTT-')),
    level: LEVELS.filter((level) => tags.includes(level)),
    role: ROLES.filter((role) => tags.includes(role)),
    kind: KINDS.filter((kind) => tags.includes(kind)),
    capabilities: after('cap:', tags),
    configurations: after('config:', tags),
    slow: tags.includes('slow'),
    unknown: tags.filter((tag) => !FORMS.test(tag) && !choices.includes(tag)),
  }
}

/** In sentences; empty when all is well. */
export function problemsOf(names: readonly string[]): readonly string[] {
  const { statements, level, role, kind, capabilities, unknown } = parseTags(names)
  return [
    ...unknown.map((tag) => `@${tag} is no known tag`),
    ...statements.flatMap(problemsOfStatement),
    ...capabilities
      .filter((name) => !isCapability(name))
      .map((name) => `@cap:${name} is undefined`),
    ...(statements.length === 0 ? ['no statement is tagged'] : []),
    ...(statements.length > MOST_STATEMENTS ? [`more than ${MOST_STATEMENTS} statements`] : []),
    ...notExactlyOne(LEVELS, level),
    ...notExactlyOne(ROLES, role),
    ...notExactlyOne(KINDS, kind),
  ]
}

export function isCapability(name: string): name is Capability {
  return Object.hasOwn(CAPABILITIES, name)
}

function after(prefix: string, tags: readonly string[]): readonly string[] {
  return tags.filter((tag) => tag.startsWith(prefix)).map((tag) => tag.slice(prefix.length))
}

function problemsOfStatement(id: string): readonly string[] {
  if (!/^MQTT-[\d.]+:/.test(id)) return [`@${id} names no version`]
  const statement = STATEMENTS.get(id)
  if (statement === undefined) return [`@${id} is not in the catalogue`]
  return statement.testable === 'no' ? [`@${id} cannot be tested on a broker`] : []
}

function notExactlyOne(all: readonly string[], chosen: readonly string[]): readonly string[] {
  if (chosen.length === 1) return []
  return [`needs one of ${all.map((tag) => `@${tag}`).join(', ')}, has ${chosen.length}`]
}

/** All cases at the level of bytes, by rule, version and place. */
import { inConnect, verdictOn } from './byte-case.ts'
import type { ByteCase, Place } from './byte-case.ts'
import { BOUNDARY_RULES } from './boundary-rules.ts'
import { CONNECT_RULES } from './connect-rules.ts'
import { FIELD_RULES } from './field-rules.ts'
import { HEADER_RULES } from './header-rules.ts'
import { LENGTH_RULES } from './length-rules.ts'
import { Material } from './material.ts'
import type { Names } from './material.ts'
import { PROPERTY_RULES } from './property-rules.ts'
import type { Rule } from './rule.ts'
import { TEXT_RULES } from './text-rules.ts'
import type { Version } from '../wire/packet.ts'

export const BYTE_RULES: readonly Rule[] = [
  ...LENGTH_RULES,
  ...HEADER_RULES,
  ...PROPERTY_RULES,
  ...TEXT_RULES,
  ...CONNECT_RULES,
  ...FIELD_RULES,
  ...BOUNDARY_RULES,
]

/** Which cases: one row of the examples of a scenario. */
export interface Selection {
  readonly rule: string
  readonly version: Version
  readonly place: Place
}

/** Throws when there is none. */
export function casesOf(
  { rule: name, version, place }: Selection,
  names: Names,
): readonly ByteCase[] {
  const rule = BYTE_RULES.find((candidate) => candidate.name === name)
  const row = rule?.rows.find((each) => each.version === version && each.places.includes(place))
  if (rule === undefined || row === undefined) {
    throw new Error(`no case of "${name}" in ${place} of ${version}`)
  }
  const byWhat = new Map<string, ByteCase>()
  for (const attempt of rule.attempts(new Material(version, names), place)) {
    if (verdictOn(attempt.bytes, version) !== rule.judged) continue
    byWhat.set(attempt.what, {
      ...attempt,
      version,
      place,
      rule: name,
      id: `${version} ${place}, ${name}: ${attempt.what}`,
      statements: row.statements.map((statement) => `MQTT-${version}:${statement}`),
      connectsFirst: !inConnect(place),
      expected: row.expected(place),
    })
  }
  return [...byWhat.values()]
}

/** Every selection that has cases. */
export function selections(): readonly Selection[] {
  return BYTE_RULES.flatMap(({ name, rows }) =>
    rows.flatMap(({ version, places }) => places.map((place) => ({ rule: name, version, place }))),
  )
}

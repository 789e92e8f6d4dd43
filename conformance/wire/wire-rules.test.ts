/** What the decoder says a packet breaks, the catalogue knows. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { VERSIONS } from './packet.ts'
import * as tables from './wire-rules.ts'

const CATALOGUE = new URL('../catalogue/', import.meta.url)

/** As the decoder writes them: `MQTT-5.0:3.3.1-4`, `MQTT-3.1:FORMAT-04`, `MQTT-5.0:X-06`. */
function catalogueIds(): ReadonlySet<string> {
  const files = readdirSync(CATALOGUE).filter((name) => /^(mqtt-.*|own)\.tsv$/.test(name))
  const ids = files.flatMap((name) => {
    const version = /^mqtt-([\d.]+)-/.exec(name)?.[1]
    const rows = readFileSync(new URL(name, CATALOGUE), 'utf8').split(/\r?\n/).slice(1)
    return rows.map((row) => {
      const id = row.split('\t', 1)[0] ?? ''
      return version === undefined ? id : `MQTT-${version}:${id.replace(/^MQTT(31)?-/, '')}`
    })
  })
  return new Set(ids)
}

/** All of a table, however deep they stand in it. */
function idsIn(table: unknown): readonly string[] {
  if (typeof table !== 'object' || table === null) return []
  return Object.entries(table).flatMap(([key, value]) => {
    const version = VERSIONS.find((one) => one === key)
    return version === undefined || !Array.isArray(value)
      ? idsIn(value)
      : value.map((id) => `MQTT-${version}:${id}`)
  })
}

test('every statement that a rule names is in the catalogue', () => {
  const known = catalogueIds()
  const named = new Set(idsIn(tables))
  assert.ok(named.size > 100, `${named.size} statements are named`)
  assert.deepEqual(
    [...named].filter((id) => !known.has(id)),
    [],
  )
})

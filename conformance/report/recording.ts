/**
 * For tests: the messages of a run against Mosquitto, cut down to five scenarios, and the report that is
 * made from them.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Envelope } from '@cucumber/messages'
import { statementResults, VerdictCollector } from '../verdicts.ts'
import { VERSIONS } from '../wire/packet.ts'
import type { Report } from './json.ts'

export function recordedMessages(): readonly Envelope[] {
  return readFileSync(join(import.meta.dirname, 'recorded.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

export function recordedReport(changes: Partial<Report> = {}): Report {
  const collector = new VerdictCollector('normal')
  for (const message of recordedMessages()) collector.notice(message)
  return {
    format: 1,
    suiteVersion: '0.1.0',
    startedAt: '2026-01-02T03:04:05.000Z',
    durationMs: 1234,
    target: 'mqtt://broker.example:1883',
    broker: 'Mosquitto',
    seed: 7,
    options: ['--user', "o'hara"],
    versions: [...VERSIONS],
    modes: ['normal'],
    capabilities: ['retain'],
    scenarios: collector.results,
    statements: [...statementResults(collector.results, VERSIONS)],
    problems: [],
    obstacles: [],
    exitCode: 1,
    ...changes,
  }
}

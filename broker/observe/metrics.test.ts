/** That every declared metric is counted by the call that is meant for it, and told by name and label. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { Metrics, metricTable } from './metrics.ts'

/** What is not zero, as text: `name{label} value`. */
function counted(metrics: Metrics): string[] {
  return metrics
    .snapshot()
    .filter((sample) => sample.value !== 0)
    .map(({ name, labels, value }) => `${name}{${Object.values(labels).join()}} ${value}`)
}

describe('Metrics', () => {
  test('start at zero, with every label value of the table', () => {
    const metrics = new Metrics()
    assert.deepEqual(counted(metrics), [])
    const drops = metrics.snapshot().filter(({ name }) => name === 'assaymq_dropped_messages_total')
    assert.deepEqual(
      drops.map(({ labels }) => labels['reason']),
      metricTable.assaymq_dropped_messages_total.label.values,
    )
  })

  const calls: readonly [string, (metrics: Metrics) => void, string[]][] = [
    ['bytes', (m) => m.bytesReceived.add(17), ['assaymq_received_bytes_total{} 17']],
    ['received', (m) => m.received(2), ['assaymq_received_publishes_total{2} 1']],
    ['delivered', (m) => m.delivered(0), ['assaymq_delivered_publishes_total{0} 1']],
    ['PUBACK', (m) => m.acknowledged(4), ['assaymq_received_acknowledgements_total{puback} 1']],
    ['PUBCOMP', (m) => m.acknowledged(7), ['assaymq_received_acknowledgements_total{pubcomp} 1']],
    ['sent', (m) => m.sent('suback'), ['assaymq_sent_packets_total{suback} 1']],
    ['dropped', (m) => m.dropped('expired'), ['assaymq_dropped_messages_total{expired} 1']],
    ['aborted', (m) => m.matchAborted(), ['assaymq_aborted_matches_total{} 1']],
    ['refused', (m) => m.refused('linkBytes'), ['assaymq_bounds_reached_total{linkBytes} 1']],
    ['fault', (m) => m.fault('badPacket'), ['assaymq_protocol_faults_total{badPacket} 1']],
    [
      'opened',
      (m) => m.opened(),
      ['assaymq_connections_opened_total{} 1', 'assaymq_connections_open{} 1'],
    ],
    ['connected', (m) => m.connected(), ['assaymq_clients_connected{} 1']],
    [
      'closed',
      (m) => m.closed('stalled', true),
      [
        'assaymq_connections_closed_total{stalled} 1',
        'assaymq_connections_open{} -1',
        'assaymq_clients_connected{} -1',
      ],
    ],
  ]
  for (const [name, call, expected] of calls) {
    test(`${name} counts ${expected.join(' and ')}`, () => {
      const metrics = new Metrics()
      call(metrics)
      assert.deepEqual(counted(metrics), expected)
    })
  }

  test('no metric of the table is without a call', () => {
    const covered = calls.flatMap(([, , expected]) => expected.map((line) => line.split('{')[0]))
    assert.deepEqual(new Set(covered), new Set(Object.keys(metricTable)))
  })

  test('a client that was never connected leaves the number of clients alone', () => {
    const metrics = new Metrics()
    metrics.opened()
    metrics.closed('connectDeadline', false)
    assert.deepEqual(counted(metrics), [
      'assaymq_connections_opened_total{} 1',
      'assaymq_connections_closed_total{connectDeadline} 1',
    ])
  })

  test('names follow the conventions of Prometheus', () => {
    for (const [name, { kind, unit }] of Object.entries(metricTable)) {
      assert.match(name, /^assaymq(_[a-z]+)+$/)
      assert.equal(name.endsWith('_total'), kind === 'counter', name)
      if (unit === 'bytes') assert.match(name, /_bytes_/)
    }
  })
})

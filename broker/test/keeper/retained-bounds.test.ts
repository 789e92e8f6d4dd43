/** What there is no room to retain goes to all who are there, and nobody is told otherwise. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ReasonCode } from '../../codec/index.ts'
import { CLEAN, join, payloads, subscriber } from '../crash/clients.ts'
import { CrashableNode } from '../crash/crashable-node.ts'
import { publish, subscribe } from '../crash/packets.ts'

for (const { qos, answer, reasonCode } of [
  { qos: 1, answer: 'puback', reasonCode: ReasonCode.quotaExceeded },
  { qos: 2, answer: 'pubrec', reasonCode: ReasonCode.success },
] as const) {
  test(`a retained message beyond the bound at QoS ${qos}`, async () => {
    const node = await CrashableNode.start({ config: { limits: { retainedMessagesMax: 1 } } })
    const persistent = subscriber(node, 'a', 't/2')
    const { wire: clean } = join(node, 'c', CLEAN)
    clean.send(subscribe(1, 2, 't/2'))
    const { wire: publisher } = join(node, 'p')
    publisher.send(publish('t/1', 'one', { qos: 1, packetId: 1, retain: true }))
    publisher.send(publish('t/2', 'two', { qos, packetId: 2, retain: true }))
    node.settle()
    assert.deepEqual([payloads(persistent), payloads(clean)], [['two'], ['two']])
    publisher.take('puback')
    assert.equal(publisher.take(answer).reasonCode, reasonCode)
    assert.deepEqual(payloads(subscriber(node, 'late', 't/2')), [])
  })
}

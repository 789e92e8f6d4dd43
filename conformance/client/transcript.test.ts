/** What a reader of a failure sees. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encode } from '../wire/encode.ts'
import type { Packet } from '../wire/packet.ts'
import { WireFault } from '../wire/wire-fault.ts'
import { Transcript } from './transcript.ts'

const CONNECT: Packet = {
  type: 'CONNECT',
  protocolName: 'MQTT',
  protocolLevel: 4,
  cleanStart: true,
  keepAlive: 60,
  clientId: 'alice',
  will: undefined,
  userName: 'user',
  password: Buffer.from('secret'),
  properties: [],
}

const PUBACK: Packet = { type: 'PUBACK', packetId: 258, reasonCode: 0, properties: [] }

describe('the transcript', () => {
  test('has the events of all clients in order', () => {
    const transcript = new Transcript()
    transcript.note('Alice', 'opens')
    transcript.sent('Bob', { bytes: Buffer.from('c000', 'hex'), packet: { type: 'PINGREQ' } })
    transcript.note('Alice', 'closes')
    const lines = transcript.render().split('\n')
    assert.match(lines[0] ?? '', /^ +0\.0 ms {2}Alice +opens$/)
    assert.match(lines[1] ?? '', /Bob --> PINGREQ$/)
    assert.match(lines[2] ?? '', /bytes +c0 00$/)
    assert.match(lines[3] ?? '', /Alice +closes$/)
  })

  test('names the fields of what was received', () => {
    const transcript = new Transcript()
    const bytes = Buffer.from('40020102', 'hex')
    transcript.received('Alice', { bytes, packet: PUBACK, fault: undefined, version: '3.1.1' })
    assert.match(transcript.render(), /packet identifier +01 02/)
  })

  test('gives the bytes alone where an encoder would have written others', () => {
    const transcript = new Transcript()
    const bytes = Buffer.from('4003010200', 'hex')
    transcript.received('Alice', { bytes, packet: PUBACK, fault: undefined, version: '5.0' })
    assert.match(transcript.render(), /bytes +40 03 01 02 00/)
  })

  test('says why a packet was refused', () => {
    const transcript = new Transcript()
    const fault = new WireFault('reserved flags are set', [])
    const bytes = Buffer.from('d100', 'hex')
    transcript.received('Alice', { bytes, packet: undefined, fault, version: '5.0' })
    assert.match(transcript.render(), /reserved flags are set\n +bytes +d1 00/)
  })

  test('shows no password', () => {
    const transcript = new Transcript()
    const { bytes, spans } = encode(CONNECT, '3.1.1')
    transcript.sent('Alice', { bytes, packet: CONNECT, spans })
    const text = transcript.render()
    assert.match(text, /user name +00 04 75 73 65 72/)
    assert.doesNotMatch(text, /secret|73 65 63 72 65 74/)
  })

  test('cuts long fields short', () => {
    const transcript = new Transcript()
    transcript.sent('Alice', { bytes: new Uint8Array(100_000) })
    assert.ok(transcript.render().length < 300)
    assert.match(transcript.render(), /\(100000 bytes\)/)
  })
})

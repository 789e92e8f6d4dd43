/** The proxy changes what it is told to, and nothing else. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { connectAsync } from 'mqtt'
import type { MqttClient } from 'mqtt'
import { patch } from './defects/defect.ts'
import { Proxy } from './proxy.ts'
import type { Alter, Alteration } from './proxy.ts'
import { SmallBroker } from './small-broker.ts'

const PAYLOADS = ['1', '2', '3']

describe('The proxy', { timeout: 30_000 }, () => {
  const broker = new SmallBroker()
  const proxy = new Proxy()
  let brokerUrl: URL
  let url: string

  before(async () => {
    brokerUrl = await broker.listen()
    url = `mqtt://127.0.0.1:${await proxy.listen()}`
  })
  after(async () => {
    await proxy.close()
    await broker.close()
  })

  /** What a subscriber behind the proxy gets of three messages, up to the one that ends them. */
  async function received(alteration?: Alteration): Promise<readonly string[]> {
    proxy.pointTo(brokerUrl, alteration)
    const client = await connectAsync(url, { protocolVersion: 5, reconnectPeriod: 0 })
    const payloads: string[] = []
    const end = ended(client, payloads)
    await client.subscribeAsync('a')
    for (const payload of PAYLOADS) await client.publishAsync('a', payload)
    await client.publishAsync('a', 'end')
    await end
    await client.endAsync()
    return payloads
  }

  test('passes everything on', async () => {
    assert.deepEqual(await received(), PAYLOADS)
    assert.deepEqual(await received({ alter: () => undefined }), PAYLOADS)
  })

  test('drops, repeats, changes and forges', async () => {
    assert.deepEqual(await received({ alter: on('2', () => []) }), ['1', '3'])
    const twice: Alter = ({ bytes }) => [bytes, bytes]
    assert.deepEqual(await received({ alter: on('2', twice) }), ['1', '2', '2', '3'])
    const changed: Alter = ({ bytes }) => [patch(bytes, bytes.length - 1, 0x58)]
    assert.deepEqual(await received({ alter: on('2', changed) }), ['1', 'X', '3'])
  })

  test('reorders', async () => {
    let held: Uint8Array | undefined
    const alter: Alter = (parcel, link) => {
      if (held !== undefined) return on('2', ({ bytes }) => [bytes, held ?? bytes])(parcel, link)
      return on('1', ({ bytes }) => {
        held = bytes
        return []
      })(parcel, link)
    }
    assert.deepEqual(await received({ alter }), ['2', '1', '3'])
  })
})

function ended(client: MqttClient, payloads: string[]): Promise<void> {
  return new Promise((resolve) => {
    client.on('message', (_, payload) => {
      if (String(payload) === 'end') resolve()
      else payloads.push(String(payload))
    })
  })
}

/** Only for the delivery of the message with this payload. */
function on(payload: string, alter: Alter): Alter {
  return (parcel, link) => {
    const { sender, packet } = parcel
    const fits = packet?.type === 'PUBLISH' && Buffer.from(packet.payload).toString() === payload
    return sender === 'server' && fits ? alter(parcel, link) : undefined
  }
}

/**
 * Steps that send and receive any packet by its fields, and raw bytes.
 */
import assert from 'node:assert/strict'
import { Then, When } from '@cucumber/cucumber'
import type { DataTable } from '@cucumber/cucumber'
import { fromHex } from '../fields.ts'
import type { Row } from '../fields.ts'
import { differences } from '../support/compare-packet.ts'
import { rowsOf } from '../support/rows.ts'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import type { World } from '../support/world.ts'
import type { Packet, PacketType } from '../wire/packet.ts'

When('{client} sends {packet}', function (this: World, name: string, type: PacketType) {
  this.participant(name).send(type, [])
})

When(
  '{client} sends {packet} with:',
  function (this: World, name: string, type: PacketType, table: DataTable) {
    this.participant(name).send(type, rowsOf(table))
  },
)

When('{client} sends the bytes {string}', function (this: World, name: string, hex: string) {
  this.participant(name).client.sendBytes(fromHex(hex.replace(/^0x/, '')))
})

Then('{client} receives {packet}', function (this: World, name: string, type: PacketType) {
  return expectPacket(this, name, type, [])
})

Then(
  '{client} receives {packet} with:',
  function (this: World, name: string, type: PacketType, table: DataTable) {
    return expectPacket(this, name, type, rowsOf(table))
  },
)

/** Passes over what came before, for a client that also hears others. */
Then(
  '{client} at last receives {packet} with:',
  async function (this: World, name: string, type: PacketType, table: DataTable) {
    const { client, setting } = this.participant(name)
    const isIt = (packet: Packet): boolean =>
      packet.type === type && differences(packet, rowsOf(table), setting).length === 0
    await client.next(isIt, `a certain ${type}`, ANSWER_LIMIT_MS)
  },
)

async function expectPacket(
  world: World,
  name: string,
  type: PacketType,
  rows: readonly Row[],
): Promise<void> {
  const participant = world.participant(name)
  const packet = await participant.next(type, ANSWER_LIMIT_MS)
  assert.deepEqual(differences(packet, rows, participant.setting), [])
}

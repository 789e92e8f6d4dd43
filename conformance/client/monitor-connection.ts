/**
 * Watches what may come when on one connection: CONNACK first and once, nothing after a refusal or
 * DISCONNECT, and in CONNACK, AUTH and reasons only what CONNECT asked for.
 */
import type { Connack, Connect, Ending, Packet, PacketType } from '../wire/packet.ts'
import type { Report } from './monitor-rules.ts'
import { propertyNumber, propertyValue } from './property-value.ts'

const METHOD = 'Authentication Method'
const MAY_EXPLAIN: ReadonlySet<PacketType> = new Set(['CONNACK', 'DISCONNECT', 'PUBLISH'])

export class ConnectionMonitor {
  readonly #report: Report
  #connect: Connect | undefined
  #connack: Connack | undefined
  #disconnected = false

  constructor(report: Report) {
    this.#report = report
  }

  sent(packet: Packet): void {
    if (packet.type === 'CONNECT') this.#connect = packet
  }

  received(packet: Packet): void {
    this.#checkPlace(packet)
    this.#checkExplanations(packet)
    if (packet.type === 'CONNACK') this.#checkConnack(packet)
    if (packet.type === 'CONNACK' || packet.type === 'AUTH') this.#checkMethod(packet)
    if (packet.type === 'DISCONNECT') this.#disconnected = true
  }

  #checkPlace({ type }: Packet): void {
    if (this.#disconnected) this.#report('nothingAfterDisconnect')
    if (this.#connack === undefined) {
      if (type === 'DISCONNECT') this.#report('noDisconnectBeforeConnack')
      else if (type !== 'CONNACK' && type !== 'AUTH') this.#report('connackFirst')
    } else {
      if (type === 'CONNACK') this.#report('oneConnack')
      if (this.#connack.reasonCode !== 0) this.#report('nothingAfterRefusal')
    }
  }

  #checkConnack(connack: Connack): void {
    this.#connack ??= connack
    const connect = this.#connect
    if (connect === undefined || connack.reasonCode !== 0) return
    if (connect.cleanStart && connack.sessionPresent) this.#report('noSessionAfterCleanStart')
    const assigned = propertyValue(connack.properties, 'Assigned Client Identifier')
    if (connect.clientId === '' && assigned === undefined) this.#report('assignedClientId')
    const responseInformation = propertyValue(connack.properties, 'Response Information')
    const requested = propertyNumber(connect.properties, 'Request Response Information') === 1
    if (responseInformation !== undefined && !requested) this.#report('noResponseInformation')
  }

  #checkExplanations(packet: Packet): void {
    if (MAY_EXPLAIN.has(packet.type) || !('properties' in packet)) return
    const allowed = propertyNumber(this.#connect?.properties ?? [], 'Request Problem Information')
    const explains = packet.properties.some(
      ({ name }) => name === 'Reason String' || name === 'User Property',
    )
    if (allowed === 0 && explains) this.#report('noProblemInformation')
  }

  #checkMethod(packet: Connack | Ending): void {
    if (this.#connect === undefined) return
    const asked = propertyValue(this.#connect.properties, METHOD)
    const method = propertyValue(packet.properties, METHOD)
    const isAuth = packet.type === 'AUTH'
    if (asked === undefined) {
      if (isAuth || method !== undefined) this.#report('noAuthUnasked')
    } else if (method !== asked && (isAuth || packet.reasonCode === 0)) {
      this.#report('authenticationMethod')
    }
  }
}

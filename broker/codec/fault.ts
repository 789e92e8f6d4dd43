/**
 * The one error of the codec: the peer sent bytes that the specification forbids. Whoever decodes
 * catches it at one place and answers with its reason code.
 */
import type { ProtocolVersion } from './protocol.ts'
import type { ReasonCodeName } from './reason-codes.ts'

export class ProtocolFault extends Error {
  override readonly name = 'ProtocolFault'
  readonly reason: ReasonCodeName
  /** What exactly was wrong, in our own words; never contains bytes of the peer. */
  readonly detail: string
  /** The version of the CONNECT that failed, when it got as far as telling one. */
  readonly version: ProtocolVersion | undefined

  constructor(reason: ReasonCodeName, detail: string, version?: ProtocolVersion) {
    super(`${reason}: ${detail}`)
    this.reason = reason
    this.detail = detail
    this.version = version
  }
}

/** The bytes do not parse. @MQTT-5.0:4.13.1-1 */
export function malformed(detail: string): ProtocolFault {
  return new ProtocolFault('malformedPacket', detail)
}

/** The bytes parse and say something that is not allowed. */
export function protocolError(detail: string): ProtocolFault {
  return new ProtocolFault('protocolError', detail)
}

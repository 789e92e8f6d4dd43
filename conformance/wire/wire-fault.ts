/** What the decoder says of a packet that breaks a rule. */

export class WireFault extends Error {
  /** The statements it breaks, such as `MQTT-5.0:1.5.5-1`. */
  readonly statements: readonly string[]

  /** @param rule one sentence that says what is wrong with the packet */
  constructor(rule: string, statements: readonly string[]) {
    super(rule)
    this.statements = statements
  }
}

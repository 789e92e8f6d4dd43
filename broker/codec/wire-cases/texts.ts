/** What may stand in a text field: each text is tried as the topic of a PUBLISH and as a client id. */

export interface Text {
  readonly name: string
  /** Hex, without the length. */
  readonly bytes: string
  /** Undefined when the text is refused. */
  readonly text: string | undefined
}

export const texts: readonly Text[] = [
  { name: '@MQTT-5.0:1.5.4-1 two bytes', bytes: 'c2a0', text: '\u00a0' },
  { name: '@MQTT-5.0:1.5.4-1 the last of two', bytes: 'dfbf', text: '\u07ff' },
  { name: '@MQTT-5.0:1.5.4-1 the first of three', bytes: 'e0a080', text: '\u0800' },
  { name: '@MQTT-5.0:1.5.4-1 below the surrogates', bytes: 'ed9fbf', text: '\ud7ff' },
  { name: '@MQTT-5.0:1.5.4-1 above the surrogates', bytes: 'ee8080', text: '\ue000' },
  { name: '@MQTT-5.0:1.5.4-1 the replacement character', bytes: 'efbfbd', text: '\ufffd' },
  { name: '@MQTT-5.0:1.5.4-1 the first of four', bytes: 'f0908080', text: '\u{10000}' },
  { name: '@MQTT-5.0:1.5.4-1 the last of all', bytes: 'f48fbfbd', text: '\u{10fffd}' },
  { name: '@MQTT-5.0:1.5.4-3 U+FEFF', bytes: 'efbbbf61', text: '\ufeffa' },
  { name: '@MQTT-3.1.1:1.5.3-3 U+FEFF in between', bytes: '61efbbbf61', text: 'a\ufeffa' },
  { name: '@MQTT-5.0:1.5.4-2 U+0000', bytes: '610061', text: undefined },
  { name: '@MQTT-5.0:1.5.4-2 U+0000 in two bytes', bytes: 'c080', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+002F in two bytes', bytes: 'c0af', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+007F in two bytes', bytes: 'c1bf', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+07FF in three bytes', bytes: 'e09fbf', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+FFFF in four bytes', bytes: 'f08fbfbf', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 above U+10FFFF', bytes: 'f4908080', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 five bytes', bytes: 'f888808080', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+D800', bytes: 'eda080', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+DFFF', bytes: 'edbfbf', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 a pair of surrogates', bytes: 'eda081edb080', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 a byte of no start', bytes: '80', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 a byte of no use', bytes: 'ff', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 two bytes cut off', bytes: 'c3', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 three bytes cut off', bytes: 'e282', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 four bytes cut off', bytes: 'f09f98', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 broken off by a letter', bytes: 'e28261', text: undefined },
  // The specification lets a receiver refuse these: our policy is to do so.
  { name: '@MQTT-5.0:1.5.4-1 U+0001', bytes: '01', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+001F', bytes: '1f', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+007F', bytes: '7f', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+0080', bytes: 'c280', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+009F', bytes: 'c29f', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+FDD0', bytes: 'efb790', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+FDEF', bytes: 'efb7af', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+FFFE', bytes: 'efbfbe', text: undefined },
  { name: '@MQTT-5.0:1.5.4-1 U+1FFFF', bytes: 'f09fbfbf', text: undefined },
]

/**
 * Steps about WebSocket itself: the sub-protocol that the handshake settles on, and text frames. They
 * need a target that is reached over WebSocket.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Then, When } from '@cucumber/cucumber'
import { WebSocket } from 'ws'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import type { World } from '../support/world.ts'
import { readCredentials } from '../client/target.ts'

Then(
  'a WebSocket that offers {string} is given the sub-protocol {string}',
  async function (this: World, offered: string, given: string) {
    assert.equal(await negotiate(this, offered), given)
  },
)

Then(
  'a WebSocket that offers {string} is refused or given the sub-protocol {string}',
  async function (this: World, offered: string, given: string) {
    const selected = await negotiate(this, offered)
    assert.ok(selected === undefined || selected === given, `the broker selects "${selected}"`)
    this.remark({
      choice: selected === undefined ? 'refuses the WebSocket' : 'takes the WebSocket',
    })
  },
)

When(
  '{client} sends the text frame {string}',
  function (this: World, name: string, content: string) {
    this.participant(name).client.sendTextFrame(content)
  },
)

/** The sub-protocol selected, empty for none; undefined when the handshake is refused. */
async function negotiate({ target }: World, offered: string): Promise<string | undefined> {
  const webSocket = new WebSocket(target.url, offered.split(', ').filter(Boolean), {
    handshakeTimeout: ANSWER_LIMIT_MS,
    ...readCredentials(target),
  })
  try {
    await once(webSocket, 'open')
    return webSocket.protocol
  } catch {
    return undefined
  } finally {
    webSocket.on('error', () => undefined)
    webSocket.terminate()
  }
}

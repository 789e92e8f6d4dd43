/** All seeded defects, and what is wrong with the table. */
import { STATEMENTS } from '../../catalogue/catalogue.ts'
import { AUTH } from './auth.ts'
import { BYTES } from './bytes.ts'
import { CONNECT } from './connect.ts'
import type { Defect } from './defect.ts'
import { DISCONNECT } from './disconnect.ts'
import { FLOW_CONTROL } from './flow-control.ts'
import { FORMAT } from './format.ts'
import { KEEP_ALIVE } from './keep-alive.ts'
import { ORDER } from './order.ts'
import { PROPERTIES } from './properties.ts'
import { PUBLISH } from './publish.ts'
import { QOS } from './qos.ts'
import { RETAIN } from './retain.ts'
import { SESSION } from './session.ts'
import { SHARED } from './shared.ts'
import { SUBSCRIBE } from './subscribe.ts'
import { TOPIC_ALIAS } from './topic-alias.ts'
import { TOPICS } from './topics.ts'
import { TRANSPORT } from './transport.ts'
import { UNSUBSCRIBE } from './unsubscribe.ts'
import { WILL } from './will.ts'

export const DEFECTS: readonly Defect[] = [
  AUTH,
  BYTES,
  CONNECT,
  DISCONNECT,
  FLOW_CONTROL,
  FORMAT,
  KEEP_ALIVE,
  ORDER,
  PROPERTIES,
  PUBLISH,
  QOS,
  RETAIN,
  SESSION,
  SHARED,
  SUBSCRIBE,
  TOPIC_ALIAS,
  TOPICS,
  TRANSPORT,
  UNSUBSCRIBE,
  WILL,
].flat()

/** Statements of 5.0 that are numbered by the specification, testable, and broken by some defect. */
export function brokenStatements(): ReadonlySet<string> {
  return new Set(
    DEFECTS.flatMap(({ statements }) => statements).filter((id) => {
      const statement = STATEMENTS.get(id)
      return statement?.version === '5.0' && statement.testable === 'yes' && !statement.own
    }),
  )
}

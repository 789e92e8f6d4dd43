/** The way into the transports. */
export { Acceptor } from './acceptor.ts'
export { Connection } from './connection.ts'
export { Listeners } from './listeners.ts'
export type { BoundListener, ListenerOptions } from './listeners.ts'
export { Outbox } from './outbox.ts'
export type { ByteStream, ConnectionHandler } from './ports.ts'

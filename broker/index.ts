/** What programs that embed the broker may use: `import { startBroker } from 'assaymq'`. */
export { BrokerError } from './base/errors.ts'
export type { ErrorCode } from './base/errors.ts'
export { startBroker } from './broker.ts'
export type { Broker, BrokerOptions } from './broker.ts'
export type { Config, PartialConfig } from './config/index.ts'
export type { Log } from './observe/log.ts'
export type { Sample } from './observe/metrics.ts'
export type { BoundListener } from './transport/index.ts'

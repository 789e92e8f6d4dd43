/** For adapters of brokers that are only run as they are shipped, on TCP. */
import type { Settings } from './protocol.ts'
import { UnsupportedSetting } from './serve-adapter.ts'

/** @throws UnsupportedSetting when anything else is asked for */
export function refuseSettings({ listeners, persistent, ...others }: Settings): void {
  if (listeners.some((kind) => kind !== 'mqtt')) throw new UnsupportedSetting('listeners')
  if (persistent) throw new UnsupportedSetting('persistent')
  const [first] = Object.keys(others)
  if (first !== undefined) throw new UnsupportedSetting(first)
}

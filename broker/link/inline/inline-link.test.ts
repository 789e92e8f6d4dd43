/** The link inside one event loop keeps to the contract of every link. */
import { FakeClock } from '../../base/fake-clock.ts'
import { Time } from '../../base/time.ts'
import { Turn } from '../../base/turn.ts'
import { describeLink } from '../link-contract.ts'
import { createInlineLink } from './inline-link.ts'

const sizeOf = (message: string): number => message.length

describeLink('InlineLink', () => {
  const clock = new FakeClock()
  const turn = new Turn(clock, new Time(clock))
  const { toA, toB, connect } = createInlineLink<string, string>(turn, { toA: sizeOf, toB: sizeOf })
  return { toA, toB, connect, settle: () => clock.settle() }
})

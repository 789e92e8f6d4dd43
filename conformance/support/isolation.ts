/**
 * Which scenarios may run side by side: all, but for those that subscribe to everything at the broker and
 * would see the others.
 */
import { setParallelCanAssign } from '@cucumber/cucumber'
import type { ITestCaseHookParameter } from '@cucumber/cucumber'

type Pickle = ITestCaseHookParameter['pickle']

/** Filters without the scenario's root that begin with a wildcard. */
const SEES_OTHERS = /^(\$share\/[^/]+\/)?[+#]/

setParallelCanAssign((pickle: Pickle, running: readonly Pickle[]) =>
  needsTheBroker(pickle) ? running.length === 0 : !running.some(needsTheBroker),
)

function needsTheBroker({ steps }: Pickle): boolean {
  return steps.some(({ argument }) =>
    argument?.dataTable?.rows.some(
      ({ cells: [field, value] }) =>
        field?.value === 'raw filter' && SEES_OTHERS.test(value?.value ?? ''),
    ),
  )
}

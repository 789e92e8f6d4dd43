/**
 * Turns Cucumber's messages into verdicts: one for each scenario in each delivery mode, and from those one
 * for each statement. It runs nothing and knows no profile.
 */
import { PickleStepType, TestStepResultStatus } from '@cucumber/messages'
import type { Attachment, Envelope, Pickle, TestCase, TestStepFinished } from '@cucumber/messages'
import * as z from 'zod'
import { OUT_OF_REACH, STATEMENTS } from './catalogue/catalogue.ts'
import type { Statement } from './catalogue/catalogue.ts'
import { DELIVERY_MODES } from './client/stream.ts'
import type { DeliveryMode } from './client/stream.ts'
import { parseTags } from './tags.ts'
import { VERSIONS } from './wire/packet.ts'
import type { Version } from './wire/packet.ts'

/**
 * From worst to best. `known`: a failure that the profile lists. `inconclusive`: the case could not begin,
 * or the suite itself is wrong. `warn`: a SHOULD is not followed. `choice`: what a MAY leaves open.
 */
export const VERDICTS = [
  'fail',
  'unstable',
  'inconclusive',
  'known',
  'warn',
  'choice',
  'pass',
  'unsupported',
] as const
export type Verdict = (typeof VERDICTS)[number]

export const scenarioResultSchema = z.strictObject({
  name: z.string(),
  /** Path of the feature and line. */
  place: z.string(),
  mode: z.enum(DELIVERY_MODES),
  /** Ids of the catalogue. */
  statements: z.array(z.string()),
  level: z.enum(['must', 'should', 'may']),
  verdict: z.enum(VERDICTS),
  /** The step that failed. */
  step: z.string().optional(),
  /** Why it is no pass. */
  reason: z.string().optional(),
  /** What was seen on the way: choices, warnings, measured times. */
  remarks: z.array(z.string()),
  transcript: z.string().optional(),
  durationMs: z.number(),
})
export type ScenarioResult = z.infer<typeof scenarioResultSchema>

export const statementResultSchema = z.strictObject({
  id: z.string(),
  version: z.enum(VERSIONS),
  section: z.string(),
  gist: z.string(),
  /** `untested`: no scenario ran. `out of reach`: nobody outside a broker can see it. */
  verdict: z.enum([...VERDICTS, 'untested', 'out of reach']),
})
export type StatementResult = z.infer<typeof statementResultSchema>

const ATTACHMENT_TYPE = 'application/vnd.assaymq+json'
const TRANSCRIPT_TYPE = 'text/plain'

const noteSchema = z.looseObject({
  verdict: z.literal('unsupported').optional(),
  capability: z.string().optional(),
  reason: z.string().optional(),
  warn: z.string().optional(),
  choice: z.string().optional(),
  measured: z.unknown().optional(),
})
type Note = z.infer<typeof noteSchema>

/** What is known of a test case while it runs. */
interface Running {
  readonly testCase: TestCase
  readonly steps: TestStepFinished[]
  readonly notes: Note[]
  transcript: string | undefined
}

/** Listens to the messages of one run in one delivery mode. */
export class VerdictCollector {
  /** In the order in which the scenarios ended. */
  readonly results: ScenarioResult[] = []
  /** What is wrong with the suite itself. */
  readonly errors: string[] = []
  readonly #mode: DeliveryMode
  readonly #pickles = new Map<string, Pickle>()
  readonly #testCases = new Map<string, TestCase>()
  readonly #running = new Map<string, Running>()

  constructor(mode: DeliveryMode) {
    this.#mode = mode
  }

  /** How many scenarios Cucumber has chosen; known before the first of them ends. */
  get total(): number {
    return this.#testCases.size
  }

  notice(envelope: Envelope): void {
    const { pickle, testCase, testCaseStarted, testStepFinished, attachment } = envelope
    if (pickle !== undefined) this.#pickles.set(pickle.id, pickle)
    if (testCase !== undefined) this.#testCases.set(testCase.id, testCase)
    if (testCaseStarted !== undefined) this.#start(testCaseStarted.id, testCaseStarted.testCaseId)
    if (testStepFinished !== undefined) {
      this.#running.get(testStepFinished.testCaseStartedId)?.steps.push(testStepFinished)
    }
    if (attachment !== undefined) this.#attach(attachment)
    if (envelope.testCaseFinished !== undefined) {
      this.#finish(envelope.testCaseFinished.testCaseStartedId)
    }
    this.#noticeErrors(envelope)
  }

  #noticeErrors({ parseError, testRunFinished, testRunHookFinished }: Envelope): void {
    const hookFailure = testRunHookFinished?.result.exception?.message
    const failures = [parseError?.message, testRunFinished?.exception?.message, hookFailure]
    this.errors.push(...failures.filter((message) => message !== undefined))
  }

  #start(id: string, testCaseId: string): void {
    const testCase = this.#testCases.get(testCaseId)
    if (testCase === undefined) return
    this.#running.set(id, { testCase, steps: [], notes: [], transcript: undefined })
  }

  #attach({ testCaseStartedId = '', mediaType, body }: Attachment): void {
    const running = this.#running.get(testCaseStartedId)
    if (running === undefined) return
    if (mediaType === ATTACHMENT_TYPE) running.notes.push(noteSchema.parse(JSON.parse(body)))
    if (mediaType === TRANSCRIPT_TYPE) running.transcript = body
  }

  #finish(id: string): void {
    const running = this.#running.get(id)
    const pickle = this.#pickles.get(running?.testCase.pickleId ?? '')
    if (running === undefined || pickle === undefined) return
    this.#running.delete(id)
    const tags = parseTags(pickle.tags.map(({ name }) => name))
    const level = tags.level[0] ?? 'must'
    const outcome = judge(pickle, running, level)
    const { transcript } = running
    this.results.push({
      name: pickle.name,
      place: `${pickle.uri.replaceAll('\\', '/')}:${pickle.location?.line ?? 1}`,
      mode: this.#mode,
      statements: [...tags.statements],
      level,
      ...outcome,
      remarks: running.notes.flatMap(describeNote),
      ...(transcript !== undefined && { transcript }),
      durationMs: running.steps.reduce((sum, step) => sum + durationMs(step), 0),
    })
  }
}

type Outcome = Pick<ScenarioResult, 'verdict' | 'step' | 'reason'>

/** What a failure means, by how binding the rule is. */
const BROKEN = { must: 'fail', should: 'warn', may: 'choice' } as const

/** Errors of these types come from the suite's own mistakes and say nothing about a broker. */
const SUITE_ERRORS = ['TypeError', 'ReferenceError', 'SyntaxError', 'RangeError']

/** Statuses of a step that the suite does not define, or not only once. */
const UNFIT: readonly TestStepResultStatus[] = [
  TestStepResultStatus.UNDEFINED,
  TestStepResultStatus.AMBIGUOUS,
  TestStepResultStatus.PENDING,
  TestStepResultStatus.UNKNOWN,
]

function judge(pickle: Pickle, running: Running, level: ScenarioResult['level']): Outcome {
  const { steps, notes } = running
  const unfit = steps.find(({ testStepResult }) => UNFIT.includes(testStepResult.status))
  if (unfit !== undefined) {
    const reason = `the suite does not know the step: ${unfit.testStepResult.status}`
    return { verdict: 'inconclusive', ...stepOf(unfit, pickle, running), reason }
  }
  const failed = steps.filter((step) => hasStatus(step, TestStepResultStatus.FAILED))
  // A wrong packet, which the last hook reports, is wrong however far the scenario came.
  const decisive = failed.find((step) => !isPrecondition(step, pickle, running)) ?? failed[0]
  if (decisive !== undefined) return judgeFailure(decisive, pickle, running, level)
  const unsupported = notes.find(({ verdict }) => verdict === 'unsupported')
  if (unsupported !== undefined) {
    const { capability, reason = `the broker does not offer ${capability}` } = unsupported
    return { verdict: 'unsupported', reason }
  }
  if (steps.some((step) => hasStatus(step, TestStepResultStatus.SKIPPED))) {
    return { verdict: 'inconclusive', reason: 'it was skipped without a reason' }
  }
  const warning = notes.find(({ warn }) => warn !== undefined)?.warn
  if (warning !== undefined) return { verdict: 'warn', reason: warning }
  return { verdict: notes.some(({ choice }) => choice !== undefined) ? 'choice' : 'pass' }
}

function judgeFailure(
  failed: TestStepFinished,
  pickle: Pickle,
  running: Running,
  level: ScenarioResult['level'],
): Outcome {
  const { exception, message = '' } = failed.testStepResult
  const isSuiteError = SUITE_ERRORS.includes(exception?.type ?? '')
  const couldNotTest = isSuiteError || isPrecondition(failed, pickle, running)
  return {
    verdict: couldNotTest ? 'inconclusive' : BROKEN[level],
    ...stepOf(failed, pickle, running),
    reason: isSuiteError ? message : firstParagraph(exception?.message ?? message),
  }
}

function hasStatus({ testStepResult }: TestStepFinished, status: TestStepResultStatus): boolean {
  return testStepResult.status === status
}

function pickleStepOf({ testStepId }: TestStepFinished, pickle: Pickle, { testCase }: Running) {
  const testStep = testCase.testSteps.find(({ id }) => id === testStepId)
  return pickle.steps.find(({ id }) => id === testStep?.pickleStepId)
}

function stepOf(...args: Parameters<typeof pickleStepOf>): Pick<ScenarioResult, 'step'> {
  const step = pickleStepOf(...args)
  return step === undefined ? {} : { step: step.text }
}

/** A scenario whose Given fails has not tested anything. */
function isPrecondition(...args: Parameters<typeof pickleStepOf>): boolean {
  return pickleStepOf(...args)?.type === PickleStepType.CONTEXT
}

/** What follows an empty line is the transcript, which is kept on its own. */
function firstParagraph(message: string): string {
  return message.split('\n\n      ')[0]?.trim() ?? message
}

function describeNote({ warn, choice, measured }: Note): readonly string[] {
  return [
    ...(warn === undefined ? [] : [`warn: ${warn}`]),
    ...(choice === undefined ? [] : [`choice: ${choice}`]),
    ...(measured === undefined ? [] : [`measured: ${measuredText(measured)}`]),
  ]
}

function measuredText(measured: unknown): string {
  return typeof measured === 'string' ? measured : JSON.stringify(measured)
}

function durationMs({ testStepResult }: TestStepFinished): number {
  return testStepResult.duration.seconds * 1000 + testStepResult.duration.nanos / 1e6
}

/** Verdicts that a repetition has to confirm. */
export function needsRepeat({ verdict }: ScenarioResult): boolean {
  return verdict === 'fail' || verdict === 'inconclusive'
}

/** The verdict that all attempts share; `unstable` when they differ. */
export function settle(first: ScenarioResult, repeats: readonly ScenarioResult[]): ScenarioResult {
  const attempts = [first, ...repeats]
  if (attempts.every(({ verdict }) => verdict === first.verdict)) return first
  const reason = attempts
    .map(({ verdict, reason: why = '' }, index) => `attempt ${index + 1}: ${verdict} ${why}`.trim())
    .join('\n')
  return { ...first, verdict: 'unstable', reason }
}

/** In the order of the catalogue, for the statements of `versions`. */
export function statementResults(
  scenarios: readonly ScenarioResult[],
  versions: readonly Version[],
): readonly StatementResult[] {
  const found = new Map<string, Verdict[]>()
  for (const { statements, verdict } of scenarios) {
    for (const id of statements) found.set(id, [...(found.get(id) ?? []), verdict])
  }
  return [...STATEMENTS.values()]
    .filter(({ version }) => versions.includes(version))
    .map((statement) => {
      const { id, version, section, gist } = statement
      const worst = VERDICTS.find((verdict) => found.get(id)?.includes(verdict))
      return { id, version, section, gist, verdict: worst ?? whyUntested(statement) }
    })
}

function whyUntested({ id, testable }: Statement): StatementResult['verdict'] {
  return testable === 'no' || OUT_OF_REACH.has(id) ? 'out of reach' : 'untested'
}

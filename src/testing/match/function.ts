/**
 * Matchers on a function's invocations and their ends: toHaveBeenInvoked..., toHaveTimedOut,
 * toHaveFailedWith.
 */
import { MisuseError } from '../../core/errors.ts'
import { markSeen } from '../../core/reporting/failure-seen.ts'
import { contains, countDifferences, isAsymmetric } from '../../core/compare.ts'
import { diff, show } from '../../core/matching/diff.ts'
import { checkCount, checkGiven } from '../../core/matching/expected.ts'
import { list, nearest, paragraphs, times } from '../../core/matching/words.ts'
import { traceAround, traceOfWorld, worldOf, type Outcome } from '../outcome.ts'
import { countOf } from './table.ts'
import {
  isFunction,
  isInvocationRecord,
  refuse,
  requestBehind,
  toFunction,
  type FunctionSubject,
  type InvocationSubject,
} from '../subject.ts'

export function toHaveBeenInvoked(subject: unknown): Outcome {
  const fn = toFunction('toHaveBeenInvoked', subject)
  const count = fn.invocations.length
  return {
    pass: count > 0,
    message: (negated) =>
      negated
        ? paragraphs(
            `Expected ${fn.name} not to have been invoked, but it was, ${times(count)}.`,
            traceAround(fn.invocations[0]),
          )
        : paragraphs(
            `Expected ${fn.name} to have been invoked, but it was not.`,
            others(fn),
            traceOfWorld(fn),
          ),
  }
}

export function toHaveBeenInvokedTimes(subject: unknown, expected: unknown): Outcome {
  const fn = toFunction('toHaveBeenInvokedTimes', subject)
  checkCount('toHaveBeenInvokedTimes', expected)
  const count = fn.invocations.length
  return {
    pass: contains(count, expected),
    message: (negated) =>
      paragraphs(
        `Expected ${fn.name} ${negated ? 'not ' : ''}to have been invoked ${countOf(expected)}, but it was invoked ${times(count)}.`,
        count === 0 ? others(fn) : list(fn.invocations.map(oneLine)),
        traceOfWorld(fn),
      ),
  }
}

export function toHaveBeenInvokedWith(subject: unknown, expected: unknown): Outcome {
  const fn = toFunction('toHaveBeenInvokedWith', subject)
  checkGiven('toHaveBeenInvokedWith', expected, 'the expected part of an event')
  const { invocations } = fn
  const match = invocations.find(({ event }) => contains(event, expected))
  return {
    pass: match !== undefined,
    message(negated, paint) {
      if (negated) {
        return paragraphs(
          `Expected ${fn.name} not to have been invoked with ${show(expected)}, but it was.`,
          traceAround(match),
        )
      }
      const near = nearest(invocations, ({ event }) => countDifferences(event, expected))
      return near
        ? paragraphs(
            `Expected ${fn.name} to have been invoked with an event that contains the lines marked '-'. It was invoked ${times(invocations.length)}. The nearest event:`,
            diff(expected, near.event, paint),
            traceAround(near),
          )
        : paragraphs(
            `Expected ${fn.name} to have been invoked with ${show(expected)}, but it was not invoked.`,
            others(fn),
            traceOfWorld(fn),
          )
    },
  }
}

/** Lists the functions that were invoked instead. */
function others(fn: FunctionSubject): string | undefined {
  const counts = new Map<string, number>()
  for (const record of worldOf(fn)?.journal.records ?? []) {
    if (!isInvocationRecord(record)) continue
    counts.set(record.functionName, (counts.get(record.functionName) ?? 0) + 1)
  }
  if (counts.size === 0) return 'No function was invoked.'
  return `Invoked functions:\n${list([...counts].map(([name, count]) => `${name} ${times(count)}`))}`
}

export function toHaveTimedOut(subject: unknown): Outcome {
  const { name, invocations } = toRuns('toHaveTimedOut', subject)
  const timedOut = invocations.filter((run) => run.unobservedStatus === 'timedOut')
  for (const run of timedOut) markSeen(run)
  return {
    pass: timedOut.length > 0,
    message: (negated) =>
      paragraphs(
        negated
          ? `Expected ${name} not to have timed out, but it did.`
          : `Expected ${name} to have timed out, but it did not.`,
        endings(invocations),
        traceAround(timedOut[0] ?? invocations.at(-1)),
      ),
  }
}

export function toHaveFailedWith(subject: unknown, type: unknown, message?: unknown): Outcome {
  if (typeof type !== 'string' && !isAsymmetric(type)) {
    throw new MisuseError(
      `toHaveFailedWith received ${show(type)} as the type of the error.`,
      "its name, such as 'TypeError', and optionally a part of its message, a RegExp, or a matcher",
    )
  }
  const { name, invocations } = toRuns('toHaveFailedWith', subject)
  const matching = invocations.filter(
    ({ unobservedError: error }) =>
      error && contains(error.errorType, type) && messageMatches(error.errorMessage, message),
  )
  for (const run of matching) markSeen(run)
  const wanted = message === undefined ? show(type) : `${show(type)} and message ${show(message)}`
  return {
    pass: matching.length > 0,
    message: (negated) =>
      paragraphs(
        `Expected ${name} ${negated ? 'not ' : ''}to have failed with ${wanted}${negated ? ', but it did' : ', but it did not'}.`,
        endings(invocations),
        traceAround(
          matching[0] ??
            [...invocations].reverse().find(({ unobservedError }) => unobservedError) ??
            invocations.at(-1),
        ),
      ),
  }
}

function messageMatches(actual: string, expected: unknown): boolean {
  if (expected === undefined) return true
  if (expected instanceof RegExp) return expected.test(actual)
  return typeof expected === 'string' ? actual.includes(expected) : contains(actual, expected)
}

/** Returns a function's invocations, a record's own, or the one behind a response. */
function toRuns(
  matcher: string,
  subject: unknown,
): { name: string; invocations: readonly InvocationSubject[] } {
  if (isFunction(subject)) return subject
  const run = isInvocationRecord(subject) ? subject : requestBehind(subject)?.invocation
  return run
    ? { name: run.functionName, invocations: [run] }
    : refuse(matcher, subject, 'a function of the region, or the record of an invocation')
}

const endings = (invocations: readonly InvocationSubject[]): string =>
  invocations.length === 0
    ? 'It was not invoked.'
    : `Its ${invocations.length === 1 ? 'invocation' : `${invocations.length} invocations`}:\n${list(invocations.map(endingOf))}`

function endingOf({ unobservedStatus: status, unobservedError: error }: InvocationSubject): string {
  return error
    ? `${status}: ${error.errorType ? `${error.errorType}: ` : ''}${error.errorMessage}`
    : status
}

const oneLine = (run: InvocationSubject): string => {
  const event = show(run.event).replace(/\s*\n\s*/g, ' ')
  return `${endingOf(run)}, event ${event.length > 60 ? `${event.slice(0, 59)}…` : event}`
}

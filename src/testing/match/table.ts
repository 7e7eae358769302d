/**
 * Matchers on a table's items and received operations: toHaveItem, toHaveItemCount, toHaveReceived,
 * toHaveReceivedTimes.
 */
import { isMisuseError, MisuseError } from '../../core/errors.ts'
import type { CallRecord } from '../../core/journal.ts'
import { contains, countDifferences, isAsymmetric, isMembers } from '../../core/compare.ts'
import { diff, show, showBriefly } from '../../core/matching/diff.ts'
import { checkCount } from '../../core/matching/expected.ts'
import { checkOperation, operationsOf } from '../expected.ts'
import { list, nearest, paragraphs, plural, times } from '../../core/matching/words.ts'
import { traceOfWorld, worldOf, type Outcome } from '../outcome.ts'
import type { Paint } from '../../core/matching/paint.ts'
import { toPlainInput } from '../plain-input.ts'
import { isStub, isTable, refuse, toTable, type TableSubject } from '../subject.ts'

export function toHaveItem(subject: unknown, key: object, expected?: unknown): Outcome {
  const table = toTable('toHaveItem', subject)
  const item = findItem(table, key, expected)
  const pass = item !== undefined && (expected === undefined || contains(item, expected))
  const wanted = `an item ${show(key)}`
  return {
    pass,
    message(negated, paint) {
      if (negated) {
        const which = expected === undefined ? wanted : `${wanted} that contains ${show(expected)}`
        return paragraphs(
          `Expected ${table.name} not to have ${which}, but it has:`,
          show(item),
          traceOfWorld(table),
        )
      }
      return item === undefined
        ? paragraphs(
            `Expected ${table.name} to have ${wanted}, but it has none.`,
            nearItems(table, { ...key, ...asked(expected) }, key),
            traceOfWorld(table),
          )
        : paragraphs(
            `Expected ${table.name} to have ${wanted} that contains the lines marked '-':`,
            diff(expected, item, paint),
            traceOfWorld(table),
          )
    },
  }
}

/** Finds the item of a key. If the key contains asymmetric matchers: the item that fits best. */
function findItem(table: TableSubject, key: object, expected: unknown): object | undefined {
  const members = Object.entries(Object(key) as object)
  if (!members.some(([, value]) => isAsymmetric(value))) return quietly(table, () => table.get(key))
  checkNamesOf(table, members)
  return nearest(
    table.items.filter((item) => contains(item, key)),
    (item) => (expected === undefined ? 0 : countDifferences(item, expected)),
  )
}

/**
 * Checks the names in a key before a look-up, because matchers in place of its values may have the
 * wrong type.
 */
function checkNamesOf(table: TableSubject, members: readonly [string, unknown][]): void {
  const key = Object.fromEntries(
    members.map(([name, value]) => [name, isAsymmetric(value) ? name : (value as string)]),
  )
  try {
    quietly(table, () => table.get(key))
  } catch (error) {
    if (isMisuseError(error)) throw error
  }
}

/** Reads without a record, because an assertion must not appear in the table's calls. */
function quietly<Result>(table: TableSubject, look: () => Result): Result {
  const journal = worldOf(table)?.journal
  const mark = journal?.mark()
  try {
    return look()
  } catch (error) {
    if (!isMisuseError(error)) throw error
    throw new MisuseError(error.message.replace(`${table.name}.get`, 'toHaveItem'))
  } finally {
    if (mark) journal?.rewind(mark)
  }
}

/** The members that a test asked about: of many they are shown first. */
const asked = (expected: unknown): object =>
  isMembers(expected) && !isAsymmetric(expected) ? expected : {}

/** Lists the items whose keys are most similar to the wanted one. */
function nearItems(table: TableSubject, asked: object, key: object): string {
  if (table.size === 0) return 'The table is empty.'
  const near = table.items
    .map((item) => ({ item, away: countDifferences(item, key) }))
    .sort((a, b) => a.away - b.away)
    .map(({ item }) => showBriefly(item, asked))
  return `Its ${plural(table.size, 'item')}, the nearest first:\n${list(near, 3)}`
}

export function toHaveItemCount(subject: unknown, expected: unknown): Outcome {
  const table = toTable('toHaveItemCount', subject)
  checkCount('toHaveItemCount', expected)
  const { size } = table
  const wanted = typeof expected === 'number' ? plural(expected, 'item') : `${show(expected)} items`
  return {
    pass: contains(size, expected),
    message: (negated) =>
      paragraphs(
        `Expected ${table.name} ${negated ? 'not ' : ''}to have ${wanted}, but it has ${size}.`,
        size > 0 && list(table.items.map((item) => showBriefly(item))),
        traceOfWorld(table),
      ),
  }
}

interface CallsSubject {
  readonly name: string
  readonly calls: readonly CallRecord[]
}

/** Accepts a table or a stub. */
function toReceiver(matcher: string, subject: unknown, operation: unknown): CallsSubject {
  if (isStub(subject)) {
    checkOperation(matcher, operation, [subject.operation])
    return { name: `the stub of ${subject.operation}`, calls: subject.calls }
  }
  if (!isTable(subject)) refuse(matcher, subject, 'a table or a stub')
  checkOperation(matcher, operation, operationsOf(subject))
  return subject
}

export function toHaveReceived(subject: unknown, operation: string, expected?: unknown): Outcome {
  const { name, calls } = toReceiver('toHaveReceived', subject, operation)
  const named = calls.filter((call) => call.operation === operation)
  const pass = named.some((call) => expected === undefined || inputContains(call, expected))
  const withWhat = expected === undefined ? '' : ` with ${show(expected)}`
  return {
    pass,
    message(negated, paint) {
      if (negated) {
        return paragraphs(
          `Expected ${name} not to have received ${operation}${withWhat}, but it did.`,
          traceOfWorld(subject),
        )
      }
      return paragraphs(
        `Expected ${name} to have received ${operation}${withWhat}, but it did not.`,
        named.length > 0 ? nearCall(named, operation, expected, paint) : received(calls),
        traceOfWorld(subject),
      )
    },
  }
}

/**
 * Whether an input contains the expectation, in DynamoDB's JSON or in plain values: `{ Item: { id:
 * 'o1' } }`.
 */
const inputContains = (call: CallRecord, expected: unknown): boolean =>
  contains(call.input, expected) || contains(toPlainInput(call.input), expected)

function nearCall(
  calls: readonly CallRecord[],
  operation: string,
  expected: unknown,
  paint: Paint | undefined,
): string {
  const candidates = calls.flatMap(({ input }) => [input, toPlainInput(input)])
  const near = nearest(candidates, (input) => countDifferences(input, expected))
  return paragraphs(
    `It received ${operation} ${times(calls.length)}. The nearest:`,
    diff(expected, near, paint),
  )
}

function received(calls: readonly CallRecord[]): string {
  if (calls.length === 0) return 'It received nothing.'
  const counts = new Map<string, number>()
  for (const call of calls) counts.set(call.operation, (counts.get(call.operation) ?? 0) + 1)
  const lines = [...counts].map(([name, count]) => `${name} ${times(count)}`)
  return `It received:\n${list(lines, 10)}`
}

export function toHaveReceivedTimes(
  subject: unknown,
  operation: string,
  expected: unknown,
): Outcome {
  const { name, calls } = toReceiver('toHaveReceivedTimes', subject, operation)
  checkCount('toHaveReceivedTimes', expected)
  const named = calls.filter((call) => call.operation === operation)
  return {
    pass: contains(named.length, expected),
    message: (negated) =>
      paragraphs(
        `Expected ${name} ${negated ? 'not ' : ''}to have received ${operation} ${countOf(expected)}, but it received it ${times(named.length)}.`,
        named.length === 0 && received(calls),
        traceOfWorld(subject),
      ),
  }
}

export const countOf = (expected: unknown): string =>
  typeof expected === 'number' ? times(expected) : `${show(expected)} times`

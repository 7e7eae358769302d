/** What a table holds and which operations reached it: toHaveItem, toHaveItemCount, toHaveReceived, toHaveReceivedTimes. */
import { didYouMean } from '../core/errors.ts'
import type { CallRecord } from '../core/journal.ts'
import { contains, countDifferences } from './compare.ts'
import { diff, show } from './diff.ts'
import {
  list,
  nearest,
  paragraphs,
  plural,
  times,
  traceOfWorld,
  worldOf,
  type Outcome,
} from './outcome.ts'
import { toPlainInput } from './plain-input.ts'
import { isFunction, refuse, toTable, type TableSubject } from './subject.ts'

export function toHaveItem(subject: unknown, key: object, expected?: unknown): Outcome {
  const table = toTable('toHaveItem', subject)
  const item = quietly(table, () => table.get(key))
  const pass = item !== undefined && (expected === undefined || contains(item, expected))
  const wanted = `${table.name} to have an item ${show(key)}`
  return {
    pass,
    message(negated) {
      if (negated) {
        return paragraphs(
          `Expected ${table.name} not to have an item ${show(key)}, but it has:`,
          show(item),
        )
      }
      return item === undefined
        ? paragraphs(
            `Expected ${wanted}, but it has none.`,
            nearItems(table, key),
            traceOfWorld(table),
          )
        : paragraphs(
            `Expected ${wanted} that contains what stands at '-':`,
            diff(expected, item),
            traceOfWorld(table),
          )
    },
  }
}

/** An assertion leaves no record: it would show up in the table's calls. */
function quietly<Result>(table: TableSubject, look: () => Result): Result {
  const journal = worldOf(table)?.journal
  const mark = journal?.mark()
  try {
    return look()
  } finally {
    if (mark) journal?.rewind(mark)
  }
}

/** The items whose keys differ least from the one that was looked for. */
function nearItems(table: TableSubject, key: object): string {
  if (table.size === 0) return 'The table is empty.'
  const names = Object.keys(key)
  const distance = (item: object): number =>
    names.reduce((sum, name) => sum + Number(Reflect.get(item, name) !== Reflect.get(key, name)), 0)
  const near = table.items
    .map((item) => ({ item, away: distance(item) }))
    .sort((a, b) => a.away - b.away)
    .map(({ item }) => show(item))
  return `Its ${plural(table.size, 'item')}, the nearest first:\n${list(near, 3)}`
}

export function toHaveItemCount(subject: unknown, expected: unknown): Outcome {
  const table = toTable('toHaveItemCount', subject)
  const { size } = table
  return {
    pass: contains(size, expected),
    message: (negated) =>
      paragraphs(
        `Expected ${table.name} ${negated ? 'not ' : ''}to have ${show(expected)} items, but it has ${size}.`,
        size > 0 && list(table.items.map(show)),
        traceOfWorld(table),
      ),
  }
}

interface CallsSubject {
  readonly name: string
  readonly calls: readonly CallRecord[]
}

/** A table; or a function: then the calls are those its invocations made. */
function toCaller(matcher: string, subject: unknown): CallsSubject {
  if (isFunction(subject)) refuse(matcher, subject, 'a table')
  return toTable(matcher, subject)
}

export function toHaveReceived(subject: unknown, operation: string, expected?: unknown): Outcome {
  const { name, calls } = toCaller('toHaveReceived', subject)
  const named = calls.filter((call) => call.operation === operation)
  const pass = named.some((call) => expected === undefined || inputContains(call, expected))
  const withWhat = expected === undefined ? '' : ` with ${show(expected)}`
  return {
    pass,
    message(negated) {
      if (negated) {
        return paragraphs(
          `Expected ${name} not to have received ${operation}${withWhat}, but it did.`,
          traceOfWorld(subject),
        )
      }
      return paragraphs(
        `Expected ${name} to have received ${operation}${withWhat}, but it did not.`,
        named.length > 0 ? nearCall(named, operation, expected) : received(calls, operation),
        traceOfWorld(subject),
      )
    },
  }
}

/** As DynamoDB's JSON shows it, or with plain values: `{ Item: { id: 'o1' } }`. */
const inputContains = (call: CallRecord, expected: unknown): boolean =>
  contains(call.input, expected) || contains(toPlainInput(call.input), expected)

function nearCall(calls: readonly CallRecord[], operation: string, expected: unknown): string {
  const candidates = calls.flatMap(({ input }) => [input, toPlainInput(input)])
  const near = nearest(candidates, (input) => countDifferences(input, expected))
  return paragraphs(
    `It received ${operation} ${times(calls.length)}. The nearest:`,
    diff(expected, near),
  )
}

function received(calls: readonly CallRecord[], operation: string): string {
  if (calls.length === 0) return 'It received nothing.'
  const counts = new Map<string, number>()
  for (const call of calls) counts.set(call.operation, (counts.get(call.operation) ?? 0) + 1)
  const lines = [...counts].map(([name, count]) => `${name} ${times(count)}`)
  return [`It received:\n${list(lines, 10)}`, didYouMean(operation, counts.keys())]
    .filter(Boolean)
    .join('\n')
}

export function toHaveReceivedTimes(
  subject: unknown,
  operation: string,
  expected: unknown,
): Outcome {
  const { name, calls } = toCaller('toHaveReceivedTimes', subject)
  const named = calls.filter((call) => call.operation === operation)
  return {
    pass: contains(named.length, expected),
    message: (negated) =>
      paragraphs(
        `Expected ${name} ${negated ? 'not ' : ''}to have received ${operation} ${countOf(expected)}, but it received it ${times(named.length)}.`,
        named.length === 0 && received(calls, operation),
        traceOfWorld(subject),
      ),
  }
}

export const countOf = (expected: unknown): string =>
  typeof expected === 'number' ? times(expected) : `${show(expected)} times`

/** `toHaveLogged`, for functions, their invocations, log groups and regions. */
import { contains, countDifferences, isAsymmetric, isMembers } from '../core/compare.ts'
import { MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import type { JournalRecord } from '../core/journal.ts'
import { diff, show } from '../core/matching/diff.ts'
import { described } from '../core/matching/expected.ts'
import { list, nearest, paragraphs, plural } from '../core/matching/words.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { LogEvent, LogGroup } from '../core/world/log-ports.ts'
import type { Outcome, World } from '../core/world/world.ts'

/** A line of a log, as the matcher compares it. */
interface Line {
  readonly text: string
  /** Its members, where it is a JSON object; of a function's line also `level` and `message`. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly causedBy: JournalRecord
}

interface Subject {
  readonly name: string
  readonly lines: readonly Line[]
}

/** An invocation, as this room sees it. */
interface Run extends JournalRecord {
  readonly functionName: string
  readonly logs: readonly {
    readonly level: string | undefined
    readonly message: string
    readonly fields?: Readonly<Record<string, unknown>>
    readonly raw?: string
  }[]
}

const linesOfRun = (run: Run): Line[] =>
  run.logs.map(({ level, message, fields, raw }) => ({
    text: raw ?? message,
    fields: { level, message, ...(fields ?? jsonFields(message)) },
    causedBy: run,
  }))

const lineOfEvent = ({ message, json, causedBy }: LogEvent): Line => ({
  text: message,
  fields: { message, ...(isMembers(json) ? json : {}) },
  causedBy,
})

/** `console.log(JSON.stringify(...))` logs a text. */
function jsonFields(message: string): object {
  if (!message.startsWith('{')) return {}
  try {
    return JSON.parse(message) as object
  } catch {
    // Any text is a message.
    return {}
  }
}

function toSubject(subject: unknown): Subject {
  const handle = handleOf(subject)
  const home = handle && resolveWorld(handle.home)
  switch (handle?.kind) {
    case 'function': {
      const { name, invocations } = subject as { name: string; invocations: readonly Run[] }
      return { name, lines: invocations.flatMap(linesOfRun) }
    }
    case 'log-group': {
      const { name, events } = subject as LogGroup
      return { name, lines: events.map(lineOfEvent) }
    }
    case 'region':
      return { name: 'the region', lines: home ? linesOfWorld(home) : [] }
    default:
  }
  const run = subject as Run | null | undefined
  if (typeof run === 'object' && run?.kind === 'invocation') {
    return { name: run.functionName, lines: linesOfRun(run) }
  }
  throw new MisuseError(
    `toHaveLogged received ${described(subject)}.`,
    'a function, an invocation, a log group, or a region',
  )
}

/** What functions logged, and what was put into log groups. */
const linesOfWorld = (world: World): Line[] => [
  ...world.journal.of<Run>('invocation').flatMap(linesOfRun),
  ...(world.ports.logs?.written() ?? []).map(lineOfEvent),
]

type Expected = string | RegExp | object

function checkExpected(expected: unknown): asserts expected is Expected {
  if (typeof expected === 'string' && expected !== '') return
  if (typeof expected === 'object' && expected !== null) return
  throw new MisuseError(
    `toHaveLogged received ${described(expected)}.`,
    "a part of a line, a RegExp, or members of its JSON such as { level: 'ERROR' }",
  )
}

function fits({ text, fields }: Line, expected: Expected): boolean {
  if (typeof expected === 'string') return text.includes(expected)
  if (expected instanceof RegExp) return new RegExp(expected).test(text)
  return isAsymmetric(expected)
    ? contains(text, expected) || contains(fields, expected)
    : contains(fields, expected)
}

/** How far a line is from an expectation. For texts: how many of its words are missing. */
function distance({ text, fields }: Line, expected: Expected): number {
  if (typeof expected !== 'string') return countDifferences(fields, expected)
  const words = expected.toLowerCase().split(/\W+/).filter(Boolean)
  const line = text.toLowerCase()
  return words.filter((word) => !line.includes(word)).length
}

export function toHaveLogged(subject: unknown, expected: unknown): Outcome {
  const { name, lines } = toSubject(subject)
  checkExpected(expected)
  const found = lines.find((line) => fits(line, expected))
  const isObject = isMembers(expected) && !isAsymmetric(expected)
  return {
    pass: found !== undefined,
    trace: found ? { around: found.causedBy } : { of: subject },
    message(negated, paint) {
      if (negated) {
        return paragraphs(
          `Expected ${name} not to have logged ${show(expected)}, but it did:`,
          found?.text,
        )
      }
      const near = nearest(lines, (line) => distance(line, expected))
      if (!near) return `Expected ${name} to have logged ${show(expected)}, but it logged nothing.`
      const logged = `It logged ${plural(lines.length, 'line')}, the nearest first:`
      const sorted = [...lines].sort((a, b) => distance(a, expected) - distance(b, expected))
      return paragraphs(
        isObject
          ? `Expected ${name} to have logged a line with the members marked '-':`
          : `Expected ${name} to have logged ${show(expected)}.`,
        isObject && diff(expected, near.fields, paint),
        `${logged}\n${list(sorted.map(({ text }) => short(text)))}`,
      )
    },
  }
}

const LONGEST = 200
const short = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text

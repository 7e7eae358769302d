/**
 * A trace as a tree that fits a terminal of 80 columns and one screen. A tree of many levels is wider.
 *
 * POST /orders                                                 201      4 ms
 * └─ place-order (cold start)                            succeeded      3 ms
 *    ├─ PutItem orders                                         200
 *    └─ Query orders ×3                                        200
 */
import { foldAlike, type Group } from './trace-groups.ts'
import type { TraceNode, Words } from './trace-words.ts'

const WIDTH = 80
/** Deep in a tree, lines are longer than WIDTH rather than cut to less than this. */
const LEAST_WORDS = 40
const MAX_LINES = 40
const MOST_FAILED_LINES = 8

interface Line {
  readonly left: string
  /** How many characters of `left` draw the tree. */
  readonly rail: number
  /** Kept when `left` has to be cut: a number, a mark. */
  readonly tail: string
  readonly right: string
  readonly failed: boolean
}

export function treeText(roots: readonly TraceNode[], marked?: TraceNode): string {
  const [first] = roots
  if (!first) return '(nothing happened)'
  const lines: Line[] = []
  const start = first.record.at
  const add = ({ node, words, count, nodes, children }: Group, lead: string, below: string) => {
    lines.push({
      left: `${lead}${count > 1 ? words.common : words.label}`,
      rail: lead.length,
      tail: `${count > 1 ? ` ×${count}` : ''}${marked && nodes.includes(marked) ? '  ◄' : ''}`,
      right: columns(words, node.record.at - start, count),
      failed: words.failed,
    })
    const groups = foldAlike(children)
    const rail = `${below}${groups.length > 0 ? '│ ' : '  '}`
    for (const reason of words.reason) {
      for (const line of wrapped(reason, Math.max(WIDTH - rail.length, LEAST_WORDS))) {
        const left = `${rail}${line}`
        lines.push({ left, rail: rail.length, tail: '', right: '', failed: true })
      }
    }
    groups.forEach((group, index) => {
      const last = index === groups.length - 1
      const [branch, inner] = last ? ['└─ ', '   '] : ['├─ ', '│  ']
      add(group, below + branch, below + inner)
    })
  }
  for (const group of foldAlike(roots)) add(group, '', '')
  const shown = shorten(lines)
  const answered = shown.filter(({ right }) => right !== '')
  const width = Math.max(Math.min(WIDTH, widest(shown)), ...answered.map(least))
  return shown.map((line) => render(line, width)).join('\n')
}

/** Longer reasons end in an ellipsis. */
const MOST_REASON_LINES = 5

function wrapped(reason: string, width: number): string[] {
  const lines = reason.split('\n').flatMap((line) => wrapLine(line.trimEnd(), width))
  if (lines.length <= MOST_REASON_LINES) return lines
  return [...lines.slice(0, MOST_REASON_LINES - 1), '…']
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = []
  let rest = text
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width)
    // A word that fills the line is cut.
    const cut = space > width / 3 ? space : width
    lines.push(rest.slice(0, cut))
    rest = rest.slice(cut).trimStart()
  }
  return [...lines, rest]
}

/**
 * Right-aligned: the start time (if noticeably later than the first), the outcome, the duration.
 */
function columns({ status, duration }: Words, offset: number, count: number): string {
  if (status === undefined) return offset >= 1000 ? `+${span(offset)}` : ''
  const took = duration !== undefined && count === 1 ? span(duration) : ''
  const later = offset >= 1000 ? `+${span(offset)}  ` : ''
  return `${later}${status} ${took.padStart(8)}`
}

function span(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 120_000) return `${trimmed(milliseconds / 1000)} s`
  if (milliseconds < 7_200_000) return `${trimmed(milliseconds / 60_000)} min`
  return `${trimmed(milliseconds / 3_600_000)} h`
}

const trimmed = (value: number): string => String(Math.round(value * 10) / 10)

/** Keeps the beginning, the end, and every failure between them. */
function shorten(lines: readonly Line[]): readonly Line[] {
  if (lines.length <= MAX_LINES) return lines
  const head = lines.slice(0, MAX_LINES - MOST_FAILED_LINES - 6)
  const tail = lines.slice(-5)
  const between = lines.slice(head.length, -5)
  const failures = between.filter((line) => line.failed).slice(0, MOST_FAILED_LINES)
  const left = between.length - failures.length
  return [
    ...head,
    ...failures,
    { left: `… ${left} more lines …`, rail: 0, tail: '', right: '', failed: false },
    ...tail,
  ]
}

const widest = (lines: readonly Line[]): number =>
  Math.max(
    ...lines.map(({ left, tail, right }) =>
      right === '' ? 0 : left.length + tail.length + right.length + 2,
    ),
  )

/** The columns that a line needs. */
const least = ({ left, rail, tail, right }: Line): number =>
  rail +
  Math.min(left.length - rail, LEAST_WORDS) +
  tail.length +
  (right === '' ? 0 : right.length + 1)

function render(line: Line, width: number): string {
  const { left, tail, right } = line
  const room =
    (right === '' ? Math.max(WIDTH, least(line)) : width - right.length - 1) - tail.length
  const label = (left.length > room ? `${left.slice(0, room - 1)}…` : left) + tail
  return right === '' ? label : `${label.padEnd(room + tail.length)} ${right}`.trimEnd()
}

/**
 * A trace as a tree that fits a terminal of 80 columns and one screen:
 *
 * POST /orders                                                 201      4 ms
 * └─ place-order (cold start)                            succeeded      3 ms
 *    ├─ PutItem orders                                         200
 *    └─ Query orders ×3                                        200
 */
import { foldAlike } from './trace-groups.ts'
import type { TraceNode, Words } from './trace-words.ts'

const WIDTH = 80
const MAX_LINES = 40

interface Line {
  readonly left: string
  readonly right: string
  readonly failed: boolean
}

export function treeText(roots: readonly TraceNode[], marked?: TraceNode): string {
  if (roots.length === 0) return '(nothing happened)'
  const lines: Line[] = []
  const start = roots[0]!.record.at
  const add = (node: TraceNode, words: Words, count: number, lead: string, below: string): void => {
    lines.push({
      left: `${lead}${words.label}${count > 1 ? ` ×${count}` : ''}${node === marked ? '  ◄' : ''}`,
      right: columns(words, node.record.at - start, count),
      failed: words.failed,
    })
    const groups = foldAlike(node.children)
    for (const reason of words.reason.flatMap((line) => line.split('\n'))) {
      const rail = groups.length > 0 ? '│ ' : '  '
      lines.push({ left: `${below}${rail}${reason}`, right: '', failed: true })
    }
    groups.forEach((group, index) => {
      const last = index === groups.length - 1
      const [branch, rail] = last ? ['└─ ', '   '] : ['├─ ', '│  ']
      add(group.node, group.words, group.count, below + branch, below + rail)
    })
  }
  for (const { node, words, count } of foldAlike(roots)) add(node, words, count, '', '')
  const shown = shorten(lines)
  const width = Math.min(WIDTH, widest(shown))
  return shown.map((line) => render(line, width)).join('\n')
}

/** Right-aligned: when it began (if noticeably later than the first), how it ended, how long it took. */
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

/** The beginning, the end, and every failure between them. */
function shorten(lines: readonly Line[]): readonly Line[] {
  if (lines.length <= MAX_LINES) return lines
  const head = lines.slice(0, MAX_LINES - 10)
  const tail = lines.slice(-5)
  const between = lines.slice(head.length, -5)
  const failures = between.filter((line) => line.failed).slice(0, 4)
  const left = between.length - failures.length
  return [
    ...head,
    ...failures,
    { left: `… ${left} more lines …`, right: '', failed: false },
    ...tail,
  ]
}

const widest = (lines: readonly Line[]): number =>
  Math.max(...lines.map(({ left, right }) => (right === '' ? 0 : left.length + right.length + 2)))

function render({ left, right }: Line, width: number): string {
  const room = right === '' ? WIDTH : width - right.length - 1
  const label = left.length > room ? `${left.slice(0, room - 1)}…` : left
  return right === '' ? label : `${label.padEnd(room)} ${right}`.trimEnd()
}

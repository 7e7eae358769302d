/** The figures of README.md as a table: rounded, without the spread of docs/benchmarks.md. */
import { pairedRatio, type Measure } from './measure.js'

export interface ReadmeFigures {
  /** Fifty small suites, in milliseconds. */
  readonly suites: Compared
  /** Calls through the SDK, each next to the SDK with a canned answer. */
  readonly calls: readonly (Compared & { readonly name: string })[]
  /** Forks of a region with a small and a large table, in microseconds. */
  readonly forks: { readonly small: Fork; readonly large: Fork }
}

interface Fork {
  readonly items: number
  readonly time: Measure
}

interface Compared {
  readonly ours: Measure
  readonly other: Measure
}

export function toReadmeLines({ suites, calls, forks }: ReadmeFigures): string[] {
  const ratio = pairedRatio(suites.other, suites.ours)
  return [
    `| measured on Node ${process.versions.node} | Miniregion | compared with |`,
    '|---|---|---|',
    row(
      'fifty small suites: create a table, put ten items, query, update, drop',
      milliseconds(suites.ours),
      `${milliseconds(suites.other)} on dynalite over loopback, ${ratio.toFixed(0)} times as long`,
    ),
    ...calls.map(({ name, ours, other }) =>
      row(
        `a ${name} through the SDK`,
        microseconds(ours),
        `${percent(pairedRatio(ours, other))} the SDK alone, with a canned answer`,
      ),
    ),
    row(
      `a fork of a region with ${itemsOf(forks.large)}`,
      microseconds(forks.large.time),
      `${microseconds(forks.small.time)} with ${itemsOf(forks.small)}`,
    ),
  ]
}

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`

const itemsOf = ({ items }: Fork): string => `${items.toLocaleString('en')} items`

const milliseconds = ({ median }: Measure): string =>
  `${Math.round(median).toLocaleString('en')} ms`

const microseconds = ({ median }: Measure): string =>
  `${median < 10 ? median.toFixed(1) : Math.round(median)} µs`

/** Returns `13 % more than` or `2 % less than`. */
function percent(ratio: number): string {
  const difference = Math.round((ratio - 1) * 100)
  return `${Math.abs(difference)} % ${difference < 0 ? 'less' : 'more'} than`
}

/** Prints a benchmark as Markdown, and writes figures between the markers of a page. */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { wrapMarkdown } from '../scripts/wrap-markdown.js'
import { pairedRatio, type Measure } from './measure.js'

export interface Report {
  readonly lines: string[]
  say(line?: string): void
  row(...cells: string[]): void
  head(...cells: string[]): void
}

export function createReport(): Report {
  const lines: string[] = []
  const say = (line = ''): void => {
    const wrapped = wrapMarkdown(line)
    lines.push(...wrapped)
    console.log(wrapped.join('\n'))
  }
  const row = (...cells: string[]): void => say(`| ${cells.join(' | ')} |`)
  const head = (...cells: string[]): void => {
    row(...cells)
    row(...cells.map(() => '---'))
  }
  return { lines, say, row, head }
}

export const times = (ratio: number): string => `${ratio.toFixed(2)}x`

export const ratioOf = (a: Measure | undefined, b: Measure | undefined): string =>
  a && b ? times(pairedRatio(a, b)) : '-'

export const machine = (): string =>
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()})`

/**
 * Replaces the lines between `<!-- name: ... -->` and `<!-- /name -->` in a file of the repository.
 */
export function replaceBlock(path: string, name: string, lines: readonly string[]): void {
  const file = new URL(`../${path}`, import.meta.url)
  const block = new RegExp(`(<!-- ${name}\\b[^>]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`)
  const text = readFileSync(file, 'utf8')
  if (!block.test(text)) throw new Error(`${path} has no place for ${name}.`)
  // A function, because the lines may contain `$1`.
  writeFileSync(
    file,
    text.replace(block, (_, start: string, end: string) => `${start}${lines.join('\n')}\n${end}`),
  )
}

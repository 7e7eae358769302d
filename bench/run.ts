// npm run bench: everyone in one run, interleaved; prints ratios and writes docs/benchmarks.md. `-- --quick` for a short look.
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { contestants, type Contestant } from './contestants.js'
import { measureImport } from './import.js'
import { show, type Measure } from './measure.js'
import { measureCreateRegion, measureRequest } from './request.js'
import { measureSuites, measureTasks } from './sdk.js'
import { measureMemory, measureTable, type Growth } from './table.js'

const quick = process.argv.includes('--quick')
const rounds = quick ? 5 : 15
const sizes = quick ? [1000, 100_000] : [1000, 100_000, 1_000_000]

const lines: string[] = []
const say = (line = ''): void => {
  lines.push(line)
  console.log(line)
}
const row = (...cells: string[]): void => say(`| ${cells.join(' | ')} |`)
const head = (...cells: string[]): void => {
  row(...cells)
  row(...cells.map(() => '---'))
}
const ratio = (a: Measure | undefined, b: Measure | undefined): string =>
  a && b ? `${(a.median / b.median).toFixed(2)}x` : '-'

const everyone = await contestants()
const [ours, floor, dynalite] = everyone as [Contestant, Contestant, Contestant]

say('# Benchmarks')
say()
say(
  'Written by `npm run bench`. Medians of interleaved rounds, with the middle half of them in brackets.',
)
say(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}). Ratios within a run mean more than its microseconds.`,
)
say()
say('## Through the SDK (µs per call)')
say()
say(
  'The floor is the same client configuration answered with bytes made beforehand; aws-sdk-client-mock stubs `send()` and runs none of the SDK.',
)
say()
head('', ...everyone.map(({ name }) => name), 'to the floor', 'dynalite to us')
const measured = await measureTasks(everyone, rounds)
for (const [task, measures] of measured) {
  const us = measures.get(ours)
  row(
    task,
    ...everyone.map((who) => (measures.has(who) ? show(measures.get(who)!) : '-')),
    ratio(us, measures.get(floor)),
    ratio(measures.get(dynalite), us),
  )
}
say()
say('## Fifty small suites (ms)')
say()
say('Create a table, put ten items, query, update, drop.')
say()
const suites = await measureSuites(everyone, quick ? 3 : 7)
head(...everyone.map(({ name }) => name), 'dynalite to us')
row(...everyone.map((who) => show(suites.get(who)!)), ratio(suites.get(dynalite), suites.get(ours)))
say()
say('## A whole request (µs)')
say()
const request = await measureRequest(floor, rounds)
head(...request.keys(), 'ratio')
const [whole, alone] = [...request.values()]
row(show(whole!), show(alone!), ratio(whole, alone))
for (const who of everyone) await who.stop()
say()
say('## Table, directly, as it grows (µs)')
say()
const growth: Growth[] = []
for (const size of sizes) growth.push(await measureTable(size))
head('', ...growth.map(({ size }) => `${size.toLocaleString('en')} items`), 'largest to smallest')
for (const name of growth[0]!.measures.keys()) {
  const measures = growth.map((g) => g.measures.get(name)!)
  row(name, ...measures.map(show), ratio(measures.at(-1), measures[0]))
}
say()
say('## Start and memory')
say()
const { sdk, ours: own } = measureImport(quick ? 3 : 9)
head('what', 'measured')
row(
  'importing `miniregion` after `@aws-sdk/client-dynamodb`',
  `${show(own)} ms (the SDK itself: ${show(sdk)} ms)`,
)
row('`createRegion()`', `${show([...(await measureCreateRegion()).values()][0]!)} µs`)
const count = quick ? 100_000 : 1_000_000
row(`${count.toLocaleString('en')} small items`, `${(measureMemory(count) / 1e6).toFixed(0)} MB`)

/** The figures in README.md, between its markers. */
function writeReadme(): void {
  const of = (task: string): string =>
    ratio(measured.get(task)?.get(ours), measured.get(task)?.get(floor))
  const largest = growth.at(-1)!
  const figures = [
    `Measured on Node ${process.version}: fifty small suites (create a table, put ten items, query, update, drop) take`,
    `${show(suites.get(ours)!)} ms here and ${show(suites.get(dynalite)!)} ms on dynalite over loopback`,
    `(${ratio(suites.get(dynalite), suites.get(ours))}). A PutItem through the SDK costs ${of('PutItem')} of what the SDK costs with a canned answer,`,
    `a Query of 25 items ${of('Query of 25')}. With ${largest.size.toLocaleString('en')} items in a table, a fork of the region takes`,
    `${show(largest.measures.get('fork and end')!)} µs.`,
  ]
  const readme = new URL('../README.md', import.meta.url)
  const text = readFileSync(readme, 'utf8').replace(
    /(<!-- figures[^>]*-->\n)[\s\S]*(<!-- \/figures -->)/,
    `$1${figures.join('\n')}\n$2`,
  )
  writeFileSync(readme, text)
}

if (!quick) {
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), `${lines.join('\n')}\n`)
  writeReadme()
}
process.exit(0)

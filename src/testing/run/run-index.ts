/** The index of a run: `index.html` in the directory of its reports. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Use } from '../../core/reporting/use.ts'
import { policyOf, printPage, type NavEntry } from '../../pages/document.ts'
import { html, type Html } from '../../pages/html.ts'
import { chip, FILTER, section, table, took, usesOf, wordsOf } from '../../pages/parts.ts'
import { SCRIPT } from '../../pages/script.ts'
import { clearTestData, readTestData, type TestData } from './run-data.ts'

/** A test, as the runner's main process knows it. */
export interface RunTest {
  readonly name: string
  readonly file: string
  readonly state: 'passed' | 'failed' | 'skipped'
  /** In milliseconds of the host. */
  readonly duration: number
}

export { clearTestData } from './run-data.ts'

/** Writes the index. `hook`: what gives tests a hook, which leaves the data of a test. */
export function writeRunIndex(
  directory: string,
  tests: readonly RunTest[],
  hook: string,
): { readonly file: string; readonly hasData: boolean } {
  const data = readTestData(directory)
  clearTestData(directory)
  mkdirSync(directory, { recursive: true })
  const file = path.join(directory, 'index.html')
  writeFileSync(file, printRunIndex(tests, data, hook))
  return { file, hasData: data.length > 0 || tests.length === 0 }
}

const MOST_ROWS = 1000
const SLOWEST = 25

function printRunIndex(tests: readonly RunTest[], data: readonly TestData[], hook: string): string {
  const failed = tests.filter(({ state }) => state === 'failed')
  const skipped = tests.filter(({ state }) => state === 'skipped').length
  const refused = totals(data.map((each) => each.refused))
  const permissions = totals(data.map(({ permissions: actions }) => actions))
  const kinds = mergedKinds(data)
  const isMissing = data.length === 0 && tests.length > 0
  const sections: Section[] = [
    ['missing', 'What is missing', isMissing ? missingData(hook) : undefined, undefined],
    ['failed', 'Failed tests', failedTests(failed, data), failed.length],
    ['slowest', 'Slowest tests', slowestTests(tests), undefined],
    ['refused', 'Calls that are not simulated', refusedCalls(refused, isMissing), sum(refused)],
    ...kinds.map(([plural, uses]): Section => {
      const id = `kind-${plural.toLowerCase().replace(/\W+/g, '-')}`
      return [
        id,
        `Coverage of ${wordsOf(plural)}`,
        usesOf(plural, unusedFirst(uses), MOST_ROWS),
        uses.length,
      ]
    }),
    [
      'permissions',
      'Permissions that calls need',
      countTable('Action', permissions),
      permissions.length,
    ],
  ]
  const shown = sections.filter(([, , body]) => body !== undefined)
  return printPage(
    {
      title: 'Test run',
      subtitle: html`${chip(`${tests.length - failed.length - skipped} passed`, 'good')}
      ${failed.length > 0 && chip(`${failed.length} failed`, 'bad')}
      ${skipped > 0 && chip(`${skipped} skipped`)}`,
      failed: failed.length > 0,
      nav: shown.map(([id, text, , count]): NavEntry => ({ href: `#${id}`, text, count })),
      navName: 'Sections',
      tools: FILTER,
      body: shown.map(([id, title, body, count]) =>
        section(id, title, body, { ...(count !== undefined && { count }) }),
      ),
      footer: html`<p>
        Written by <code>miniregion/reporter</code>. Calls, coverage and permissions are those of
        the tests with a hook of miniregion: ${data.length} of ${tests.length - skipped}.
      </p>`,
      script: SCRIPT,
    },
    policyOf(SCRIPT),
  )
}

type Section = readonly [
  id: string,
  title: string,
  body: Html | undefined,
  count: number | undefined,
]

const missingData = (hook: string): Html =>
  html`<p>
      Calls that are not simulated, coverage, permissions and reports of failed tests come from a
      hook in the tests. No test of this run had it, or <code>configure({ report })</code> names
      another directory than this one, or is false. The hook:
    </p>
    <pre tabindex="0">${hook}</pre>`

function failedTests(failed: readonly RunTest[], data: readonly TestData[]): Html | undefined {
  if (failed.length === 0) return undefined
  const reports = new Map(data.map(({ test, file, reports: names }) => [keyOf(test, file), names]))
  return html`${failed.slice(0, MOST_ROWS).map(({ name, file, duration }) => {
    // Old versions of Node do not tell a test its file.
    const pages = reports.get(keyOf(name, file)) ?? reports.get(keyOf(name, undefined)) ?? []
    return html`<div class="entry">
      <p>
        ${chip('failed', 'bad')} <bdi>${name}</bdi>
        <span class="took">${took(Math.round(duration))}</span><br /><span class="hint"
          >${file}</span
        >
        ${pages.map((page, at) => html`<a href="${encodeURIComponent(page)}">Report${at > 0 && ` ${at + 1}`}</a> `)}
      </p>
    </div>`
  })}`
}

const keyOf = (test: string, file: string | undefined): string => `${file ?? ''}\0${test}`

function slowestTests(tests: readonly RunTest[]): Html | undefined {
  const run = tests.filter(({ state }) => state !== 'skipped')
  if (run.length === 0) return undefined
  const slowest = [...run].sort((a, b) => b.duration - a.duration).slice(0, SLOWEST)
  const most = Math.max(1, slowest[0]?.duration ?? 1)
  return table(
    'The slowest tests',
    ['Test', 'File', '#Time', ''],
    slowest.map(({ name, file, duration }) => [
      html`<bdi>${name}</bdi>`,
      html`<span class="hint">${file}</span>`,
      took(Math.round(duration)),
      html`<meter
        min="0"
        max="${most}"
        value="${duration}"
        aria-label="${took(Math.round(duration))}"
      ></meter>`,
    ]),
  )
}

type Count = readonly [name: string, count: number]

/** Adds counts by name, the largest first. */
function totals(counts: readonly Readonly<Record<string, number>>[]): Count[] {
  const all = new Map<string, number>()
  for (const each of counts) {
    for (const [name, count] of Object.entries(each)) all.set(name, (all.get(name) ?? 0) + count)
  }
  return [...all].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
}

const sum = (counts: readonly Count[]): number => counts.reduce((all, [, count]) => all + count, 0)

const countTable = (noun: string, counts: readonly Count[]): Html | undefined =>
  counts.length === 0
    ? undefined
    : table(
        `${noun}s`,
        [noun, '#Calls'],
        counts.slice(0, MOST_ROWS).map(([name, count]) => [html`<bdi>${name}</bdi>`, count]),
      )

const refusedCalls = (refused: readonly Count[], isMissing: boolean): Html | undefined =>
  countTable('Call', refused) ??
  (isMissing ? undefined : html`<p class="hint">None: tests made no call that was refused.</p>`)

/** The uses of each kind in all tests, by the number of uses; routes and tables come first. */
function mergedKinds(data: readonly TestData[]): (readonly [string, readonly Use[]])[] {
  const kinds = new Map<string, Map<string, number>>()
  for (const { coverage } of data) {
    for (const { plural, uses } of coverage) {
      const known = kinds.get(plural) ?? new Map<string, number>()
      kinds.set(plural, known)
      for (const use of uses) known.set(use.name, (known.get(use.name) ?? 0) + use.uses)
    }
  }
  const first = ['routes', 'tables']
  const rank = (plural: string): number =>
    (first.indexOf(plural) + first.length + 1) % (first.length + 1)
  return [...kinds]
    .filter(([, uses]) => uses.size > 0)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([plural, uses]) => [plural, [...uses].map(([name, count]) => ({ name, uses: count }))])
}

/** The definitions without a use come first: they are what a reader looks for. */
const unusedFirst = (uses: readonly Use[]): Use[] =>
  [...uses].sort((a, b) => a.uses - b.uses || (a.name < b.name ? -1 : 1))

/** The end of a test with `configure({ report })`: a report if it failed, and its line of the run. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { JournalPosition, JournalRecord } from '../../core/journal.ts'
import type { EndedFork } from '../../core/reporting/run-report.ts'
import { keepEndedFork, notedRegions, takeEndedForks } from '../../core/reporting/run-report.ts'
import { printToConsole } from '../../core/reporting/print-to-console.ts'
import type { World } from '../../core/world/world.ts'
import { currentScope } from '../../core/world/context.ts'
import { peekDefaultWorld, Region, type RegionWorld } from '../../region/index.ts'
import { rooms as regionRooms } from '../../region/rooms.ts'
import { appendTestData, type KindOfUses, type TestData } from './run-data.ts'
import { permissionsOf } from './permissions.ts'

/** What a runner's hook knows of a test. */
export interface TestFacts {
  /** With the names of its suites: `orders > places an order`. */
  readonly name: string
  /** The path of its file. */
  readonly file: string | undefined
}

/** Where a region was before a test. */
interface Mark {
  readonly position: JournalPosition
  readonly refused: number
}

export type Marks = ReadonlyMap<World, Mark>

/** Notes where all regions are before a test. */
export function markRegions(): Marks {
  const world = peekDefaultWorld()
  const worlds = [...(world ? [world] : []), ...notedRegions()] as RegionWorld[]
  return new Map(worlds.map((each) => [each, markOf(each)]))
}

const markOf = ({ journal, account }: RegionWorld): Mark => ({
  position: journal.since(undefined).position,
  refused: account.refusals.length,
})

/** A region that took part in the test. */
interface Part {
  readonly world: RegionWorld
  /** Its records since the test began. */
  readonly records: readonly JournalRecord[]
  readonly refused: readonly string[]
}

export interface EndOfTest {
  readonly directory: string
  readonly test: TestFacts
  readonly failed: boolean
  readonly errors: readonly unknown[]
  readonly marks: Marks
  /** No other test runs. */
  readonly isAlone: boolean
}

export function endOfTest(end: EndOfTest): void {
  const forks = takeEndedForks().filter((fork) => {
    const isOwn = end.isAlone || isOfTest(fork, end)
    if (!isOwn) keepEndedFork(fork)
    return isOwn
  })
  const parts = partsOf(end, forks)
  const reports = end.failed ? writeReports(end, parts) : []
  appendTestData(end.directory, toData(end, parts, reports))
}

/** Tests at the same time: the failure tells whose fork it is. */
function isOfTest({ failure }: EndedFork, { failed, errors }: EndOfTest): boolean {
  if (!failure) return !failed
  const message = messageOf(failure.error)
  return failed && errors.some((error) => messageOf(error) === message)
}

const messageOf = (error: unknown): unknown =>
  // Jest keeps pairs of errors.
  Array.isArray(error)
    ? messageOf(error[0])
    : typeof error === 'object' && error !== null
      ? Reflect.get(error, 'message')
      : error

/** The forks of the test first: a definition's test says little to the default region. */
function partsOf({ marks }: EndOfTest, forks: readonly EndedFork[]): Part[] {
  const running = currentScope()?.world
  const own = peekDefaultWorld()
  const worlds = new Set<World>([
    ...forks.map(({ world }) => world),
    ...(running ? [running] : []),
    ...(own ? [own] : []),
    ...notedRegions(),
  ])
  return ([...worlds] as RegionWorld[])
    .map((world) => toPart(world, marks.get(world)))
    .filter(({ records, refused }) => records.length > 0 || refused.length > 0)
}

function toPart(world: RegionWorld, mark: Mark | undefined): Part {
  const { records } = world.journal.since(mark?.position)
  const refused = world.account.refusals.slice(mark?.refused ?? 0).map(({ message }) => message)
  return { world, records, refused }
}

const MOST_REPORTS = 5

/** One for each region that took part; one of nothing if none did. */
function writeReports({ directory, test, errors }: EndOfTest, parts: readonly Part[]): string[] {
  const [first] = parts
  if (!first) return []
  mkdirSync(directory, { recursive: true })
  const shown = parts.slice(0, MOST_REPORTS)
  return shown.map(({ world }, at) => {
    const name = `${nameOf(test)}${at > 0 ? `-${at + 1}` : ''}.html`
    const title = at > 0 ? `${test.name} (another region)` : test.name
    const page = new Region(world).report({ title, error: at > 0 ? [] : errors })
    writeFileSync(path.join(directory, name), page)
    const shownPath = path.relative(process.cwd(), path.join(directory, name))
    printToConsole(`[miniregion] Report of '${test.name}': ${shownPath}`)
    return name
  })
}

/** `places-an-order-1a2b3c4d`: readable, and different for equal names in other files. */
function nameOf({ name, file = '' }: TestFacts): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  const hash = createHash('sha256').update(`${file}\0${name}`).digest('hex').slice(0, 8)
  return [words.slice(0, 80), hash].filter(Boolean).join('-')
}

function toData(
  { test, failed }: EndOfTest,
  parts: readonly Part[],
  reports: readonly string[],
): TestData {
  const refused: Record<string, number> = {}
  const permissions: Record<string, number> = {}
  for (const { world, records, refused: messages } of parts) {
    for (const message of messages) refused[message] = (refused[message] ?? 0) + 1
    for (const action of permissionsOf(world, records))
      permissions[action] = (permissions[action] ?? 0) + 1
  }
  const coverage = parts.flatMap(({ world, records }): KindOfUses[] => {
    const { kinds, permissions: granted } = regionRooms.coverage().coverageOf(world, records)
    const defined = kinds.map(({ plural, uses }) => ({ plural, uses }))
    return [...defined, { plural: 'granted permissions', uses: granted }]
  })
  const file = test.file === undefined ? undefined : path.relative(process.cwd(), test.file)
  return { test: test.name, file, failed, reports, coverage, permissions, refused }
}

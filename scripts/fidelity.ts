// npm run fidelity writes docs/fidelity.md from the registered operations and a run of the
// conformance cases.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { services } from '../src/region/service-list.ts'
import type { Case } from '../test/conformance/case.ts'
import { coded } from '../test/conformance/coded.ts'
import { groups } from '../test/conformance/dynamodb/index.ts'
import { runCase } from '../test/conformance/run.ts'
import { wrapMarkdown } from './wrap-markdown.ts'

const at = (path: string): URL => new URL(`../${path}`, import.meta.url)
const lines: string[] = []
const say = (line = ''): void => void lines.push(...wrapMarkdown(line))

/** Returns the operations of a client, by its commands. */
const operationsOf = (client: object): string[] =>
  Object.keys(client)
    .filter((name) => /^[A-Z]\w+Command$/.test(name) && name !== '$Command')
    .map((name) => name.replace(/Command$/, ''))
    .sort()

async function operations(): Promise<void> {
  say('## Operations')
  say()
  say(
    'Refused operations throw `UnsupportedError` with the name of the operation, and are listed in `region.unsupported`.',
  )
  for (const service of services) {
    if (!service.client) continue
    const client = (await import(service.client.package)) as object
    const all = operationsOf(client)
    const simulated = all.filter((name) => Object.hasOwn(service.room().operations, name))
    const refused = all.filter((name) => !Object.hasOwn(service.room().operations, name))
    say()
    say(`### ${service.title}: ${simulated.length} of ${all.length}`)
    say()
    say(`Simulated: ${simulated.join(', ')}.`)
    if (refused.length > 0) {
      say()
      say(`Refused: ${refused.join(', ')}.`)
    }
  }
}

/** Lists the resource types of templates, by service. */
function resourceTypes(): void {
  say()
  say('## Templates')
  say()
  say('Resource types that `fromTemplate` and CreateStack make. `stack.skipped` lists all others.')
  say()
  for (const service of services) {
    const types = Object.keys(service.room().resourceTypes ?? {}).sort()
    if (types.length > 0) say(`- ${service.title}: ${types.join(', ')}`)
  }
}

interface Manifest {
  readonly reason: string
  readonly cases: readonly string[]
}

async function cases(): Promise<void> {
  const manifest = JSON.parse(
    readFileSync(at('test/conformance/expected-failures.json'), 'utf8'),
  ) as Manifest[]
  const reasons = new Map(manifest.flatMap(({ reason, cases }) => cases.map((id) => [id, reason])))
  const failed = new Map<string, number>()
  say()
  say('## Cases')
  say()
  say('| group | passed | expected to fail | source |')
  say('| --- | --- | --- | --- |')
  let total = 0
  const row = (
    name: string,
    outcomes: readonly { id: string; ok: boolean }[],
    source: string,
  ): void => {
    const passed = outcomes.filter(({ ok }) => ok).length
    total += passed
    for (const { id, ok } of outcomes) {
      if (ok) continue
      const reason = reasons.get(id) ?? 'Not in the manifest.'
      failed.set(reason, (failed.get(reason) ?? 0) + 1)
    }
    say(`| ${name} | ${passed} | ${outcomes.length - passed} | ${source} |`)
  }
  for (const file of readdirSync(at('test/conformance/cases')).sort()) {
    const list = JSON.parse(readFileSync(at(`test/conformance/cases/${file}`), 'utf8')) as (Case & {
      recorded?: boolean
    })[]
    const outcomes = []
    for (const one of list) outcomes.push({ id: one.id, ok: (await runCase(one)).length === 0 })
    const recorded = list.filter((one) => one.recorded).length
    row(
      file.replace('.json', ''),
      outcomes,
      `${recorded} recorded on AWS, ${list.length - recorded} documented`,
    )
  }
  const byId = new Map(coded.map((one) => [one.id, one]))
  for (const [name, group] of Object.entries(groups)) {
    const outcomes = []
    for (const { id } of group) {
      outcomes.push({ id, ok: (await byId.get(id)!.failures()).length === 0 })
    }
    row(`DynamoDB: ${name}`, outcomes, 'documentation, API model, peers; through the SDK')
  }
  say()
  say(`${total} cases pass.`)
  if (failed.size > 0) {
    say()
    say('Expected to fail, because:')
    say()
    for (const [reason, count] of failed) say(`- ${reason} (${count})`)
  }
}

/** `25-11-2025` and `04-2025` as `2025-11-25` and `2025-04`. */
const toIso = (date: string): string => date.split('-').reverse().join('-')

const DATED = /^Recorded: (?<what>.*), by peers on AWS, (?<when>.*)$/
const MEASURED = /^Recorded: (?<what>.*) \(measured on AWS, (?<when>[\d-]+)\)$/
/** Cases that name the test of a snapshot of DynamoDB. */
const SNAPSHOT = /^Recorded: test_/

interface RecordedCase {
  readonly recorded?: boolean
  readonly source?: { readonly recordedDate?: string }
}

/** Lists the observations of AWS that the recorded cases rest on, and when they were made. */
function observations(): void {
  say()
  say('## Observations')
  say()
  say('The recorded cases rest on these observations of AWS.')
  say()
  say('| observation | when | cases |')
  say('| --- | --- | --- |')
  const counts = new Map<string, number>()
  for (const { source } of Object.values(groups).flat()) {
    if (!source.startsWith('Recorded: ')) continue
    const key = SNAPSHOT.test(source) ? 'Recorded: test_' : source
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  for (const [source, count] of [...counts].sort()) {
    const found = (DATED.exec(source) ?? MEASURED.exec(source))?.groups
    const { what = source.replace('Recorded: ', ''), when = 'not dated' } = found ?? {}
    say(
      SNAPSHOT.test(source)
        ? `| DynamoDB: snapshots | October 2025 to January 2026 | ${count} |`
        : `| DynamoDB: ${what} | ${when} | ${count} |`,
    )
  }
  for (const file of readdirSync(at('test/conformance/cases')).sort()) {
    const text = readFileSync(at(`test/conformance/cases/${file}`), 'utf8')
    const list = (JSON.parse(text) as RecordedCase[]).filter(({ recorded }) => recorded)
    if (list.length > 0) say(`| ${file.replace('.json', '')} | ${datesOf(list)} | ${list.length} |`)
  }
}

function datesOf(list: readonly RecordedCase[]): string {
  const dates = list.flatMap(({ source }) => source?.recordedDate ?? [])
  const [first, ...more] = dates.map(toIso).sort()
  const last = more.at(-1)
  if (first === undefined) return 'not dated'
  return last === undefined || last === first ? first : `${first} to ${last}`
}

/** Lists the assumptions without a recording or page behind them: the backlog. */
function unverified(): void {
  const counts = new Map<string, number>()
  for (const entry of readdirSync(at('src'), { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.ts') || entry.name.endsWith('.test.ts')) continue
    const path = `${entry.parentPath}/${entry.name}`
    const found = readFileSync(path, 'utf8').match(/Unverified:/g)?.length ?? 0
    const room = path.slice(path.indexOf('/src/') + 5).split('/')[0]!
    if (found > 0) counts.set(room, (counts.get(room) ?? 0) + found)
  }
  say()
  say('## Unverified')
  say()
  say('Assumptions marked `// Unverified:` in the source, by room:')
  say()
  for (const [room, count] of [...counts].sort()) say(`- ${room}: ${count}`)
}

say('# Fidelity')
say()
say(
  'Written by `npm run fidelity` from the registered operations and a run of `npm run conformance`.',
)
say()
await operations()
resourceTypes()
await cases()
observations()
unverified()
writeFileSync(at('docs/fidelity.md'), `${lines.join('\n')}\n`)
console.log(lines.join('\n'))
process.exit(0)

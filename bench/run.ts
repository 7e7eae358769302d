// npm run bench measures all contestants in one run, interleaved. Prints ratios and writes
// docs/benchmarks.md. `-- --quick` for a short run.
import { writeFileSync } from 'node:fs'
import { DYNALITE, FLOOR, MOCK, OURS } from './contestants.js'
import type { Evaluations } from './evaluation.js'
import { reportFirstUse } from './first-use.js'
import { reportGateways } from './gateways.js'
import { reportImports } from './import.js'
import type { Invocations } from './invocations.js'
import type { Compared } from './messages.js'
import type { PermissionCalls } from './permissions.js'
import type { UserCalls } from './users.js'
import type { QueueCalls } from './queue.js'
import { interleave, show, summarize, type Measure } from './measure.js'
import { toReadmeLines } from './readme-figures.js'
import { createReport, machine, ratioOf as ratio, replaceBlock, times } from './report.js'
import { scheduleNames } from './schedules.js'
import { tasks } from './sdk.js'
import type { StackTimes } from './stacks.js'
import type { Growth } from './table.js'
import { QUICK, reportFiles } from './test-files.js'
import { Worker } from './worker.js'

const quick = process.argv.includes('--quick')
const rounds = quick ? 5 : 15
const sizes = quick ? [1000, 100_000] : [1000, 100_000, 1_000_000]

const report = createReport()
const { say, row, head } = report

// Miniregion and the floor differ by microseconds, so both run on the same core at the same time.
const everyone = [OURS, FLOOR, DYNALITE, MOCK]
const together = new Worker('contestant.ts', OURS, FLOOR)
const workers = new Map([
  [OURS, together],
  [FLOOR, together],
  [DYNALITE, new Worker('contestant.ts', DYNALITE)],
  [MOCK, new Worker('contestant.ts', MOCK)],
])
const ask = (name: string, job: string, ...given: unknown[]): Promise<number> =>
  workers.get(name)!.ask(job, name, ...given) as Promise<number>

/** Measures something without a contestant, in a separate process. */
async function alone<Answer>(job: string, ...given: unknown[]): Promise<Answer> {
  const worker = new Worker('growth.ts')
  try {
    return (await worker.ask(job, ...given)) as Answer
  } finally {
    worker.stop()
  }
}

say('# Benchmarks')
say()
say(
  'Written by `npm run bench`. Contestants take turns in rounds. A figure is the median round, by its median call; brackets show the middle half of the rounds. Ratios are medians of the ratios within a round.',
)
say(`${machine()}. Ratios within a run mean more than its microseconds.`)
say()
say('## Through the SDK (µs per call)')
say()
say(
  'The floor is the same client configuration with a handler that answers with prepared bytes, in the same process. It lacks the work of our handler for the configuration (docs/decisions/0010). The others run in separate processes. aws-sdk-client-mock stubs `send()` and runs none of the SDK.',
)
say()
head('', ...everyone, 'to the floor', 'dynalite to us')
for (const name of everyone) {
  await ask(name, 'prepare')
  await ask(name, 'warmUp')
}
const measured = new Map<string, Map<string, Measure>>()
for (const { name: task, skip } of tasks) {
  const able = everyone.filter((name) => !skip?.includes(name))
  const measures = await interleave(able, rounds, (name, n) => ask(name, 'task', task, n))
  measured.set(task, measures)
  const us = measures.get(OURS)
  row(
    task,
    ...everyone.map((who) => (measures.has(who) ? show(measures.get(who)!) : '-')),
    ratio(us, measures.get(FLOOR)),
    ratio(measures.get(DYNALITE), us),
  )
}
say()
say('## Fifty small suites (ms)')
say()
say('Create a table, put ten items, query, update, drop.')
say()
const suites = await interleave(everyone, quick ? 3 : 7, (name, n) => ask(name, 'suites', n))
head(...everyone, 'dynalite to us')
row(...everyone.map((who) => show(suites.get(who)!)), ratio(suites.get(DYNALITE), suites.get(OURS)))
say()
say('## A whole request (µs)')
say()
const requests = await interleave([OURS, FLOOR], rounds, (name) => ask(name, 'request'))
const [whole, put] = [requests.get(OURS)!, requests.get(FLOOR)!]
head('HTTP request to PutItem to response', 'SDK floor, PutItem', 'ratio')
row(show(whole), show(put), ratio(whole, put))
for (const worker of workers.values()) worker.stop()
say()
await reportGateways(report, (peer) => alone('gateways', peer))
say()
say('## Table, directly, as it grows (µs)')
say()
const growth: Map<string, Measure>[] = []
for (const size of sizes) growth.push(new Map(await alone<Growth>('table', size)))
head('', ...sizes.map((size) => `${size.toLocaleString('en')} items`), 'largest to smallest')
for (const name of growth[0]!.keys()) {
  const measures = growth.map((measuredAt) => measuredAt.get(name)!)
  row(name, ...measures.map(show), times(measures.at(-1)!.median / measures[0]!.median))
}
say()
say('## Searches of vectors with 384 dimensions (µs)')
say()
const vectorSizes = quick ? [1000, 10_000] : [1000, 10_000, 100_000]
const searches: Map<string, Measure>[] = []
for (const size of vectorSizes) searches.push(new Map(await alone<Growth>('vectors', size)))
head(
  'SearchVectors, ten results',
  ...vectorSizes.map((size) => `${size.toLocaleString('en')} vectors`),
)
for (const name of searches[0]!.keys()) {
  row(name, ...searches.map((measuredAt) => show(measuredAt.get(name)!)))
}
say()
say('## Permissions (µs)')
say()
say(
  "One GetItem of a role with ten statements. `iam: 'record'` keeps what it needs in the records that exist anyway. `enforce` remembers decisions while the condition keys that they depend on keep their values.",
)
say()
const permissions = await alone<PermissionCalls>('permissions')
head("`iam: 'off'`", "`'record'`", "`'enforce'`", '`enforce`, with a condition')
row(
  show(permissions.off),
  show(permissions.record),
  show(permissions.enforce),
  show(permissions.conditional),
)
say()
say(
  'The same decisions alone, without the call that they are about, beside an evaluation of ten policies with thirty statements, of another resource each time.',
)
say()
const evaluations = await alone<Evaluations>('evaluations')
head('ten policies', "`'record'`", "`'enforce'`", '`enforce`, with a condition')
row(
  show(evaluations.evaluation),
  show(evaluations.record),
  show(evaluations.enforce),
  show(evaluations.conditional),
)
say()
say('## Users (µs)')
say()
say(
  'A sign-in signs two tokens by RSA with 2,048 bits, which no double can do faster. Beside it, a request whose token the authorizer has seen before.',
)
say()
const users = await alone<UserCalls>('users')
head('', 'measured', 'floor', 'ratio')
row(
  'sign-in by password, beside two signatures',
  show(users.signIn),
  show(users.signatures),
  ratio(users.signIn, users.signatures),
)
row(
  'the same through the SDK',
  show(users.client),
  show(users.signatures),
  ratio(users.client, users.signatures),
)
row(
  'a request with a token, beside one without an authorizer',
  show(users.guarded),
  show(users.open),
  ratio(users.guarded, users.open),
)
say()
say('## Queues (µs)')
say()
const queueCalls = await alone<QueueCalls>('queueCalls')
head('send, receive and delete through the SDK', 'SDK floor', 'ratio')
row(show(queueCalls.ours), show(queueCalls.floor), ratio(queueCalls.ours, queueCalls.floor))
say()
const queues: Map<string, Measure>[] = []
for (const size of sizes) queues.push(new Map(await alone<Growth>('queue', size)))
head('', ...sizes.map((size) => `${size.toLocaleString('en')} messages`), 'largest to smallest')
for (const name of queues[0]!.keys()) {
  const measures = queues.map((measuredAt) => measuredAt.get(name)!)
  row(name, ...measures.map(show), times(measures.at(-1)!.median / measures[0]!.median))
}
say()
say('## Buckets (µs)')
say()
head('through the SDK', 'Miniregion', 'SDK floor', 'ratio')
for (const { name, ours, floor } of await alone<readonly Compared[]>('bucketCalls')) {
  row(name, show(ours), show(floor), ratio(ours, floor))
}
say()
const large = await alone<{ upAndBack: Measure; digests: Measure }>('largeObject')
head('a stream of 100 MB up and back', 'one MD5 and one CRC32 of the bytes', 'ratio')
row(show(large.upAndBack), show(large.digests), ratio(large.upAndBack, large.digests))
say()
const buckets: Map<string, Measure>[] = []
for (const size of sizes) buckets.push(new Map(await alone<Growth>('bucket', size)))
head('', ...sizes.map((size) => `${size.toLocaleString('en')} objects`), 'largest to smallest')
for (const name of buckets[0]!.keys()) {
  const measures = buckets.map((measuredAt) => measuredAt.get(name)!)
  row(name, ...measures.map(show), times(measures.at(-1)!.median / measures[0]!.median))
}
say()
say('## Topics, buses, parameters, secrets, logs, metrics and connections (µs)')
say()
head('through the SDK', 'Miniregion', 'SDK floor', 'ratio')
for (const { name, ours, floor } of await alone<readonly Compared[]>('messageCalls')) {
  row(name, show(ours), show(floor), ratio(ours, floor))
}
say()
const deliveries = await alone<number>('deliveries')
head('what', 'measured')
row('10,000 messages of a topic, each to ten queues', `${(deliveries / 1000).toFixed(1)} s`)
const fanOut = await alone<number>('fanOut')
row('messages per second to 1,000 WebSocket clients', `${Math.round(fanOut / 1000)},000`)
for (const name of scheduleNames) {
  const year = await alone<number>('year', name)
  row(`a year of ${name}, every minute`, `${(year / 1000).toFixed(1)} s`)
}
for (const others of [1, 299]) {
  const time = await alone<Measure>('rules', others)
  row(`an event on a bus with ${others + 1} rules, of which none matches`, `${show(time)} µs`)
}
say()
await reportImports(report, quick ? 3 : 11)
say()
await reportFirstUse(report, quick ? 3 : 11)
say('## Invocations (µs)')
say()
const invocations = new Map(await alone<Invocations>('invocations'))
head('an empty handler', 'measured', 'to the floor')
row('through its handle', show(invocations.get('handle')!), '-')
row(
  'through a LambdaClient',
  show(invocations.get('client')!),
  ratio(invocations.get('client'), invocations.get('floor')),
)
row('SDK floor, Invoke', show(invocations.get('floor')!), '-')
say()
say('## Other regions, caches and processes')
say()
const [writes, replications] = quick ? [10_000, 3] : [100_000, 7]
const replication = await alone<Measure>('replication', writes, replications)
head('what', 'measured')
row(
  `replication of ${writes.toLocaleString('en')} writes to one region, through \`idle()\``,
  `${show(replication)} ms of processor time`,
)
row('GetItem through `cache.documents`, a hit', `${show(await alone<Measure>('cachedRead'))} µs`)
row(
  'an invocation of a warm process in Node, with what the process itself takes',
  `${show(await alone<Measure>('process'))} µs`,
)
say()
say('## Stacks')
say()
say(
  'A parsed template of 200 resources: tables, queues, topics with subscriptions, buckets, roles, functions and mappings. The first stack of a process loads the rooms of all these services.',
)
say()
const stacks: StackTimes[] = []
for (let n = 0; n < (quick ? 1 : 5); n++) stacks.push(await alone<StackTimes>('stacks'))
head('what', 'measured')
row('the first of a process', `${show(summarize(stacks.map(({ first }) => first)))} ms`)
row('a later one', `${show(summarize(stacks.map(({ later }) => later.median)))} ms`)
row('fork and end', `${show(summarize(stacks.map(({ fork }) => fork.median)))} µs`)
say()
say('## Event source mappings')
say()
const { median } = await alone<Measure>('streamRecords')
head('what', 'records per second')
row(
  '10,000 records of a stream, in batches of 100 to an empty handler',
  `${Math.round(median / 1000)},000`,
)
say()
say('## Memory')
say()
head('what', 'measured')
row('`createRegion()`', `${show(await alone<Measure>('createRegion'))} µs`)
const count = quick ? 100_000 : 1_000_000
const memory = await alone<number>('memory', count)
row(`${count.toLocaleString('en')} small items`, `${(memory / 1e6).toFixed(0)} MB`)
say()
say('<!-- files: written by `npm run bench:files` too -->')
const { settings } = await reportFiles(report, quick ? QUICK : { count: 30, rounds: 3 })
say('<!-- /files -->')

/** The figures between the markers of README.md. */
function readmeFigures(): string[] {
  const compared = (
    from: Map<string, Measure>,
    who: string,
  ): { ours: Measure; other: Measure } => ({
    ours: from.get(OURS)!,
    other: from.get(who)!,
  })
  const fork = (at: number): { items: number; time: Measure } => ({
    items: sizes[at]!,
    time: growth[at]!.get('fork and end')!,
  })
  return toReadmeLines({
    suites: compared(suites, DYNALITE),
    calls: [
      { name: 'PutItem', ...compared(measured.get('PutItem')!, FLOOR) },
      { name: 'Query of 25 items', ...compared(measured.get('Query of 25')!, FLOOR) },
    ],
    forks: { small: fork(0), large: fork(sizes.length - 1) },
  })
}

if (!quick) {
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), `${report.lines.join('\n')}\n`)
  replaceBlock('README.md', 'figures', readmeFigures())
  replaceBlock('docs/guide/fast-suites.md', 'figures', settings)
}
process.exit(0)

/**
 * The cost of the import and of the first use in a fresh process. Code compiles and rooms load when
 * they are first needed, so a cheaper import can make the first use dearer: the sum decides.
 */
import { execFileSync } from 'node:child_process'
import { interleaveAll, pairedRatio, show, summarize } from './measure.js'
import { BASELINE, makeProject } from './project.js'
import { times, type Report } from './report.js'

/** Steps of one process, each timed. */
const SDK_CALL = `
  import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
  let createRegion, region, orders
  await timed('import', async () => { ({ createRegion } = await import('miniregion')) })
  await timed('createRegion', () => { region = createRegion() })
  await timed('createTable', () => { orders = region.createTable('orders', { partitionKey: 'id' }) })
  await timed('put', () => orders.put({ id: 'o1', amount: 9 }))
  const client = new DynamoDBClient(region.sdk)
  const put = new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'o2' } } })
  await timed('SDK call', () => client.send(put))
`
const REQUEST = `
  let createRegion
  await timed('import', async () => { ({ createRegion } = await import('miniregion')) })
  const region = createRegion()
  let api
  await timed('function and gateway', () => {
    const place = region.registerFunction('place', async () => ({ statusCode: 201, body: '{}' }))
    api = region.createGateway({ 'POST /orders': place })
  })
  await timed('request', async () => {
    const response = await api.post('/orders', { id: 'o1' })
    if (response.status !== 201) throw new Error(String(response.status))
    await response.json()
  })
`
const TIMED = `
  const times = {}
  async function timed(name, run) {
    const start = process.hrtime.bigint()
    await run()
    times[name] = Number(process.hrtime.bigint() - start) / 1e6
  }
`

function run(cwd: string, steps: string): Readonly<Record<string, number>> {
  const script = `${TIMED}${steps}\nconsole.log(JSON.stringify(times))`
  const output = execFileSync(
    process.execPath,
    ['--no-warnings', '--input-type=module', '-e', script],
    { cwd, encoding: 'utf8' },
  )
  return JSON.parse(output) as Record<string, number>
}

export async function reportFirstUse({ say, head, row }: Report, rounds: number): Promise<void> {
  const projects = [
    makeProject('bench-first'),
    ...(BASELINE ? [makeProject('bench-first-before', {}, BASELINE)] : []),
  ]
  const everyone = [SDK_CALL, REQUEST].flatMap((steps) => projects.map((cwd) => ({ cwd, steps })))
  const samples = await interleaveAll(everyone, rounds, async ({ cwd, steps }) => run(cwd, steps))
  say('## First use in a fresh process (ms)')
  say()
  say('The first steps come after the import of `@aws-sdk/client-dynamodb`, the others without it.')
  say()
  head('', 'first time', ...(BASELINE ? ['to the baseline'] : []))
  for (const steps of [SDK_CALL, REQUEST]) {
    const [now, before] = everyone.filter((each) => each.steps === steps)
    const of = (who: (typeof everyone)[number], names: readonly string[]) =>
      summarize(
        samples.get(who)!.map((times) => names.reduce((sum, name) => sum + times[name]!, 0)),
      )
    const names = Object.keys(samples.get(now!)![0]!)
    const afterImport = names.filter((name) => name !== 'import')
    for (const [title, parts] of [
      ...names.map((name) => [name, [name]] as const),
      [`together (${afterImport.join(', ')})`, afterImport] as const,
      ['import and first use together', names] as const,
    ]) {
      const measure = of(now!, parts)
      row(title, show(measure), ...(before ? [times(pairedRatio(measure, of(before, parts)))] : []))
    }
  }
  say()
}

/** Measures what other regions, a cache in front of a table, and a process as a handler take. */
import { fileURLToPath } from 'node:url'
import { childProcess, createRegion } from 'miniregion'
import { summarize, timeAsync, type Measure } from './measure.js'

const ROUNDS = 15
const WARM_UP = 10

/**
 * Returns ms of processor time, garbage collection included, for the replication of `count` writes
 * to another region, without the writes.
 */
export async function measureReplication(count: number, rounds: number): Promise<Measure> {
  const samples: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id', replicas: ['eu-west-1'] })
    for (let n = 0; n < count; n++) orders.put({ id: `o${n}`, amount: n })
    const start = process.cpuUsage()
    await region.idle()
    const { user, system } = process.cpuUsage(start)
    const { size } = region.in('eu-west-1').table('orders')
    if (size !== count) throw new Error(`${size} of ${count} items were replicated.`)
    if (round > 0) samples.push((user + system) / 1000)
  }
  return summarize(samples)
}

/** Returns µs for a read that the cache answers. */
export async function measureCachedRead(): Promise<Measure> {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  for (let n = 0; n < 1000; n++) orders.put({ id: `o${n}`, amount: n })
  const { documents } = orders.cache()
  const read = (n: number): Promise<unknown> =>
    documents.get({ TableName: 'orders', Key: { id: `o${n % 1000}` } })
  return inRounds(1000, read)
}

/**
 * Returns µs for an invocation of a warm process, with all that the process does. Its handler adds
 * one.
 */
export async function measureProcess(): Promise<Measure> {
  const region = createRegion()
  const cwd = fileURLToPath(new URL('../test/usage/processes/', import.meta.url))
  const command = childProcess(process.execPath, ['bootstrap.mjs'], { cwd })
  const add = region.registerFunction('add', command, { timeout: 30 })
  const measured = await inRounds(200, async (n) => {
    const { payload } = await add.invoke({ n })
    if ((payload as { n: number }).n !== n + 1) throw new Error('The process did not add.')
  })
  await region.end()
  return measured
}

async function inRounds(count: number, body: (n: number) => Promise<unknown>): Promise<Measure> {
  for (let n = 0; n < WARM_UP; n++) await timeAsync(count, body)
  const samples: number[] = []
  for (let n = 0; n < ROUNDS; n++) samples.push(await timeAsync(count, body))
  return summarize(samples)
}

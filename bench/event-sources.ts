/** Measures how fast a mapping brings the records of a table's stream to a function. */
import { createRegion } from 'miniregion'
import { summarize, type Measure } from './measure.js'

const RECORDS = 10_000
const BATCH = 100
const ROUNDS = 15
const WARM_UP = 5

/** Returns records per second, in batches of 100 to an empty handler. */
export async function measureStreamRecords(): Promise<Measure> {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
  for (let i = 0; i < RECORDS; i++) orders.put({ id: `o${i}`, amount: i })
  const samples: number[] = []
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const fn = region.registerFunction(`project-${round}`, async () => undefined)
    const begun = performance.now()
    const mapping = orders.on('stream', fn, { batchSize: BATCH })
    await region.idle()
    const seconds = (performance.now() - begun) / 1000
    if (fn.invocations.length !== RECORDS / BATCH) throw new Error('Records are missing.')
    if (round >= WARM_UP) samples.push(RECORDS / seconds)
    mapping.delete()
  }
  return summarize(samples)
}

/**
 * Measures `Table` directly at several sizes, and forks, snapshots and resets with that much data.
 */
import { DynamoDBClient, PutItemCommand, SearchVectorsCommand } from '@aws-sdk/client-dynamodb'
import { createRegion, type Region, type Table } from 'miniregion'
import { orderKey, plainItem, table } from './items.js'
import { interleave, summarize, timeAsync, timeSync, type Measure } from './measure.js'
import { tasks, wide } from './sdk.js'

const PARTITION = 100
const ROUNDS = 15
const WARM_UP = 100

const schema = table('Main', true)

function filled(size: number): { region: Region; main: Table } {
  const region = createRegion()
  const main = region.createTable(schema)
  const chunk = 10_000
  for (let start = 0; start < size; start += chunk) {
    const items = Array.from({ length: Math.min(chunk, size - start) }, (_, n) => {
      const i = start + n
      return plainItem(Math.floor(i / PARTITION), i % PARTITION)
    })
    main.seed(items)
  }
  return { region, main }
}

const rounds = (count: number, body: (i: number) => unknown): Measure => {
  for (let n = 0; n < WARM_UP; n++) timeSync(count, body)
  return summarize(Array.from({ length: ROUNDS }, () => timeSync(count, body)))
}

/** The figures at one size. */
export type Growth = readonly (readonly [name: string, measure: Measure])[]

/** Returns µs per call with `size` items in the table. */
export async function measureTable(size: number): Promise<Growth> {
  const { region, main } = filled(size)
  const partitions = Math.max(1, Math.floor(size / PARTITION))
  let seed = 42
  const any = (below: number): number =>
    (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % below
  const key = (): { pk: string; sk: string } => ({
    pk: `USER#${any(partitions)}`,
    sk: orderKey(any(PARTITION)),
  })
  const measures = new Map<string, Measure>()
  measures.set(
    'get',
    rounds(500, () => main.get(key())),
  )
  measures.set(
    'put',
    rounds(500, () => main.put(plainItem(any(partitions), any(PARTITION)))),
  )
  measures.set(
    'update',
    rounds(300, () => main.update(key(), 'SET age = age + :one', { values: { ':one': 1 } })),
  )
  measures.set(
    'update (recipe)',
    rounds(300, () =>
      main.update(key(), (draft) => {
        draft.total += 1
      }),
    ),
  )
  measures.set(
    'query of 25',
    rounds(200, () => main.query({ pk: `USER#${any(partitions)}` }, { limit: 25 })),
  )
  measures.set(
    'query of 25 by GSI',
    rounds(200, () =>
      main.query({ pk: `USER#${any(partitions)}` }, { index: 'byTime', limit: 25 }),
    ),
  )
  for (const [name, measure] of await throughSdk(region)) measures.set(name, measure)
  measures.set(
    'snapshot',
    rounds(100, () => region.snapshot()),
  )
  const before = region.snapshot()
  measures.set(
    'restore',
    rounds(100, () => region.restore(before)),
  )
  measures.set(
    'reset',
    rounds(100, () => region.reset()),
  )
  measures.set(
    'fork and end',
    rounds(100, () => region.fork().end()),
  )
  const afterSnapshot = Array.from({ length: ROUNDS }, () => {
    region.snapshot()
    return timeSync(1, () => main.put(plainItem(any(partitions), any(PARTITION))))
  })
  measures.set('first put after a snapshot', summarize(afterSnapshot))
  return [...measures]
}

const GROWING = [
  'TransactWriteItems of 4',
  'BatchWriteItem of 25',
  'Scan of 1,000',
  'PartiQL SELECT of one',
  'UpdateItem, 100 attributes',
]

/** Measures the larger operations through the SDK, on the same table. */
async function throughSdk(region: Region): Promise<Map<string, Measure>> {
  const client = new DynamoDBClient(region.sdk)
  const Item = { pk: { S: 'WIDE' }, sk: { S: '0' }, ...wide }
  await client.send(new PutItemCommand({ TableName: 'Main', Item }))
  const chosen = tasks.filter(({ name }) => GROWING.includes(name))
  const measured = await interleave(chosen, ROUNDS, ({ count, run }, n) =>
    timeAsync(count, (i) => run(client, n * count + i)),
  )
  return new Map([...measured].map(([{ name }, measure]) => [`${name} (SDK)`, measure]))
}

const DIMENSIONS = 384

/** Returns µs per SearchVectors of ten results among `size` vectors of 384 dimensions. */
export async function measureVectors(size: number): Promise<Growth> {
  const collect = (globalThis as { gc?: () => void }).gc
  const region = createRegion()
  const index = { attribute: 'v', dimensions: DIMENSIONS }
  const docs = region.createTable('docs', {
    partitionKey: 'id',
    vectorIndexes: {
      cosine: index,
      euclidean: { ...index, distance: 'EUCLIDEAN' },
      partitioned: { ...index, partitionKey: 'part' },
    },
  })
  let seed = 42
  const vector = (): number[] =>
    Array.from(
      { length: DIMENSIONS },
      () => ((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % 1000) / 1000,
    )
  for (let start = 0; start < size; start += 1000) {
    docs.seed(
      Array.from({ length: 1000 }, (_, n) => ({
        id: String(start + n),
        part: `p${n % 10}`,
        v: vector(),
      })),
    )
  }
  const client = new DynamoDBClient(region.sdk)
  const query = vector()
  const SearchVector = query.map((component) => ({ N: String(component) }))
  const throughSdk = (): Promise<unknown> =>
    client.send(
      new SearchVectorsCommand({ TableName: 'docs', IndexName: 'cosine', SearchVector, TopK: 10 }),
    )
  const few = (body: () => unknown): Measure => {
    for (let n = 0; n < 3; n++) body()
    // The items are gigabytes of small objects, and the first search of an index leaves its vectors
    // behind: their collection would be what is measured.
    collect?.()
    return summarize(Array.from({ length: ROUNDS }, () => timeSync(1, body)))
  }
  const sdk: number[] = []
  for (let n = 0; n < 3; n++) await throughSdk()
  collect?.()
  for (let n = 0; n < ROUNDS; n++) sdk.push(await timeAsync(1, throughSdk))
  return [
    ['COSINE', few(() => docs.search(query, { index: 'cosine' }))],
    ['EUCLIDEAN', few(() => docs.search(query, { index: 'euclidean' }))],
    [
      'one partition of ten',
      few(() => docs.search(query, { index: 'partitioned', filter: { part: 'p1' } })),
    ],
    ['COSINE (SDK)', summarize(sdk)],
  ]
}

/** Returns the heap of `size` small items, in bytes. */
export function measureMemory(size: number): number {
  const collect = (globalThis as { gc?: () => void }).gc
  collect?.()
  const before = process.memoryUsage()
  const region = createRegion()
  const main = region.createTable('small', { partitionKey: 'pk', sortKey: 'sk' })
  for (let start = 0; start < size; start += 10_000) {
    main.seed(
      Array.from({ length: 10_000 }, (_, n) => ({
        pk: `p${(start + n) >> 7}`,
        sk: `s${start + n}`,
        n,
      })),
    )
  }
  collect?.()
  const after = process.memoryUsage()
  if (main.size !== size) throw new Error('lost items')
  return after.heapUsed + after.external - before.heapUsed - before.external
}

// The examples of docs/guide/kinesis.md.
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordsCommand,
  UpdateShardCountCommand,
} from '@aws-sdk/client-kinesis'
import { createRegion, createStream, type Region } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('creates a stream on the default region', () => {
  const clicks = createStream('clicks', { shards: 2 })

  clicks.put({ page: '/' }, 'ann')
  clicks.put('plain text', 'bob')

  expect(clicks.records).toMatchObject([
    { json: { page: '/' }, partitionKey: 'ann', shardId: 'shardId-000000000000' },
    { text: 'plain text', partitionKey: 'bob' },
  ])
})

/** Code under test: retries the records that a shard did not take. */
async function putAll(client: KinesisClient, StreamName: string, texts: readonly string[]) {
  let left = texts.map((text) => ({ Data: Buffer.from(text), PartitionKey: text }))
  for (let tries = 0; left.length > 0 && tries < 3; tries++) {
    const { Records = [] } = await client.send(new PutRecordsCommand({ StreamName, Records: left }))
    left = left.filter((_, i) => Records[i]?.ErrorCode !== undefined)
  }
  return left.length
}

it('fails a part of PutRecords', async () => {
  const region = createRegion()
  const clicks = region.createStream('clicks')
  const client = new KinesisClient(region.sdk)

  clicks.unprocessed(2)
  expect(await putAll(client, 'clicks', ['a', 'b', 'c'])).toBe(0)

  expect(clicks.records.map(({ text }) => text)).toEqual(['a', 'b', 'c'])
  expect(clicks.calls).toHaveLength(2)
})

/** Code under test: reads a shard until it has caught up. */
async function readShard(client: KinesisClient, StreamName: string, ShardId: string) {
  const texts: string[] = []
  let { ShardIterator } = await client.send(
    new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  )
  while (ShardIterator) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator, Limit: 100 }))
    texts.push(...(page.Records ?? []).map(({ Data }) => Buffer.from(Data ?? []).toString()))
    ShardIterator = page.MillisBehindLatest === 0 ? undefined : page.NextShardIterator
  }
  return texts
}

it('answers consumers that poll', async () => {
  const region = createRegion()
  const clicks = region.createStream('clicks')
  const client = new KinesisClient(region.sdk)
  for (let i = 0; i < 250; i++) clicks.put(`click ${i}`, 'ann')

  expect(await readShard(client, 'clicks', 'shardId-000000000000')).toHaveLength(250)
})

it('reshards', async () => {
  const region = createRegion()
  const clicks = region.createStream('clicks', { shards: 2 })
  const client = new KinesisClient(region.sdk)
  await client.send(
    new UpdateShardCountCommand({
      StreamName: 'clicks',
      TargetShardCount: 4,
      ScalingType: 'UNIFORM_SCALING',
    }),
  )
  expect(clicks.shards.filter(({ status }) => status === 'open')).toHaveLength(4)
  const { Shards } = await client.send(new ListShardsCommand({ StreamName: 'clicks' }))
  expect(Shards?.at(-1)?.ParentShardId).toBe('shardId-000000000001')
})

it('receives the changes of a table', async () => {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const changes = region.createStream('changes')
  orders.streamTo(changes)

  orders.put({ id: 'o1', amount: 9 })
  await region.idle()

  expect(changes.records[0]?.json).toMatchObject({
    eventName: 'INSERT',
    tableName: 'orders',
    dynamodb: { Keys: { id: { S: 'o1' } }, NewImage: { amount: { N: '9' } } },
  })
})

it('keeps records for the retention period', async () => {
  const region: Region = createRegion()
  const clicks = region.createStream('clicks', { retentionPeriod: '2d' })
  clicks.put('old', 'ann')
  await region.clock.advance('47h')
  clicks.put('new', 'ann')
  expect(clicks.size).toBe(2)
  await region.clock.advance('1h')
  expect(clicks.records).toMatchObject([{ text: 'new' }])
})

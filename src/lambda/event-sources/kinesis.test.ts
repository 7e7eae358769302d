import { expect, it } from 'vitest'
import { KinesisClient, MergeShardsCommand, SplitShardCommand } from '@aws-sdk/client-kinesis'
import type { StreamMappingOptions } from '../../core/world/event-source-ports.ts'
import { createRegion } from '../../region/index.ts'

function create(options: StreamMappingOptions = {}, shards = 1) {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00.250Z')
  const clicks = region.createStream('clicks', { shards })
  const log: string[] = []
  const textOf = ({ kinesis }: any): string => Buffer.from(kinesis.data, 'base64').toString()
  const fn = region.registerFunction('count', async (event: any) => {
    log.push(event.Records.map(textOf).join(' '))
  })
  const map = () => clicks.on('records', fn, options)
  return { region, clicks, fn, log, map }
}

it('delivers records as Kinesis shows them', async () => {
  const { region, clicks, fn, map } = create()
  map()
  clicks.put('hello', 'test')
  await region.idle()
  const [record] = fn.lastInvocation?.event.Records
  const { sequenceNumber } = record.kinesis
  expect(Object.keys(record)).toEqual([
    'kinesis',
    'eventSource',
    'eventVersion',
    'eventID',
    'eventName',
    'invokeIdentityArn',
    'awsRegion',
    'eventSourceARN',
  ])
  expect(record).toEqual({
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: 'test',
      sequenceNumber,
      data: 'aGVsbG8=',
      approximateArrivalTimestamp: Date.parse('2026-01-01T00:00:00.250Z') / 1000,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `shardId-000000000000:${sequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: 'arn:aws:iam::123456789012:role/count',
    awsRegion: 'us-east-1',
    eventSourceARN: clicks.arn,
  })
})

it('filters by the decoded data and by the metadata', async () => {
  const { region, clicks, log, map } = create({
    filters: [{ data: { page: ['/'] } }, { partitionKey: ['special'] }],
  })
  map()
  clicks.put({ page: '/' }, 'a')
  clicks.put({ page: '/x' }, 'a')
  clicks.put('no JSON', 'a')
  clicks.put('no JSON', 'special')
  await region.idle()
  expect(log).toEqual(['{"page":"/"} no JSON'])
})

it('begins at a time', async () => {
  const { region, clicks, fn, log } = create()
  clicks.put('early', 'a')
  await region.clock.advance('10s')
  const startingPosition = new Date(region.clock.now())
  await region.clock.advance('10s')
  clicks.put('late', 'a')
  clicks.on('records', fn, { startingPosition })
  await region.idle()
  expect(log).toEqual(['late'])
})

it('reads a shard before those that came from it', async () => {
  const { region, clicks, log, map } = create({ batchSize: 1 })
  const client = new KinesisClient(region.sdk)
  const StreamName = 'clicks'
  clicks.put('parent', 'a')
  await client.send(
    new SplitShardCommand({
      StreamName,
      ShardToSplit: 'shardId-000000000000',
      NewStartingHashKey: String(2n ** 127n),
    }),
  )
  clicks.put('left', 'a', { explicitHashKey: '0' })
  clicks.put('right', 'a', { explicitHashKey: String(2n ** 128n - 1n) })
  await client.send(
    new MergeShardsCommand({
      StreamName,
      ShardToMerge: 'shardId-000000000001',
      AdjacentShardToMerge: 'shardId-000000000002',
    }),
  )
  clicks.put('merged', 'a')
  map()
  await region.idle()
  expect(log[0]).toBe('parent')
  expect(log.slice(1, 3).sort()).toEqual(['left', 'right'])
  expect(log[3]).toBe('merged')
  clicks.put('more', 'b')
  await region.idle()
  expect(log).toHaveLength(5)
})

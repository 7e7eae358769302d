import {
  DeleteStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  SplitShardCommand,
  type GetShardIteratorCommandInput,
} from '@aws-sdk/client-kinesis'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'

const SHARD = 'shardId-000000000000'

function setUp() {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const client = new KinesisClient({ ...region.sdk, maxAttempts: 1 })
  const clicks = region.createStream('clicks')
  const iterator = async (input: Partial<GetShardIteratorCommandInput> = {}) => {
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({
        StreamName: 'clicks',
        ShardId: SHARD,
        ShardIteratorType: 'TRIM_HORIZON',
        ...input,
      }),
    )
    return ShardIterator
  }
  const read = (ShardIterator: string | undefined, Limit?: number) =>
    client.send(new GetRecordsCommand({ ShardIterator, Limit }))
  const texts = async (ShardIterator: string | undefined) =>
    (await read(ShardIterator)).Records?.map(({ Data }) => Buffer.from(Data!).toString())
  return { region, client, clicks, iterator, read, texts }
}

const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => new Error('accepted'),
    (caught: Error) => caught,
  )
  return `${error.name}: ${error.message}`
}

describe('GetRecords', () => {
  it('reads records in pages, and says how far it is behind', async () => {
    const { region, clicks, iterator, read } = setUp()
    for (const text of ['a', 'b', 'c']) clicks.put(text, 'k')
    await region.clock.advance('10s')
    const first = await read(await iterator(), 2)
    expect(first).toMatchObject({
      MillisBehindLatest: 10_000,
      NextShardIterator: expect.any(String),
    })
    expect(first.Records?.[0]).toEqual({
      SequenceNumber: clicks.records[0]?.sequenceNumber,
      ApproximateArrivalTimestamp: new Date('2026-01-01T00:00:00Z'),
      Data: Uint8Array.from(Buffer.from('a')),
      PartitionKey: 'k',
    })
    const second = await read(first.NextShardIterator)
    expect(second).toMatchObject({ MillisBehindLatest: 0 })
    expect(second.Records).toHaveLength(1)
    clicks.put('d', 'k')
    const third = await read(second.NextShardIterator)
    expect(third.Records).toHaveLength(1)
  })

  it('is never at the end before the end, also on a clock that stands still', async () => {
    const { clicks, iterator, read } = setUp()
    clicks.put('a', 'k')
    clicks.put('b', 'k')
    expect((await read(await iterator(), 1)).MillisBehindLatest).toBeGreaterThan(0)
  })

  it('answers at most 10 MB', async () => {
    const { clicks, iterator, read } = setUp()
    for (let i = 0; i < 11; i++) clicks.put(Buffer.alloc(1024 * 1024), 'k')
    const first = await read(await iterator())
    expect(first.Records).toHaveLength(10)
    expect((await read(first.NextShardIterator)).Records).toHaveLength(1)
  })

  it('continues in the children of a closed shard', async () => {
    const { client, clicks, iterator, read } = setUp()
    clicks.put('a', 'k')
    const latest = await iterator({ ShardIteratorType: 'LATEST' })
    const NewStartingHashKey = String(2n ** 127n)
    await client.send(
      new SplitShardCommand({ StreamName: 'clicks', ShardToSplit: SHARD, NewStartingHashKey }),
    )
    const last = await read(await iterator())
    expect(last.Records).toHaveLength(1)
    expect(last.NextShardIterator).toBeUndefined()
    expect(last.ChildShards).toMatchObject([
      { ShardId: 'shardId-000000000001', ParentShards: [SHARD] },
      { ShardId: 'shardId-000000000002', ParentShards: [SHARD] },
    ])
    expect((await read(latest)).ChildShards).toHaveLength(2)
  })

  it('begins at the oldest kept record', async () => {
    const { region, clicks, iterator, read } = setUp()
    clicks.put('a', 'k')
    await region.clock.advance('23h')
    clicks.put('b', 'k')
    const ShardIterator = await iterator()
    expect((await read(ShardIterator)).Records).toHaveLength(2)
    await region.clock.advance('1h')
    const { Records } = await read(await iterator())
    expect(Records?.map(({ Data }) => Buffer.from(Data!).toString())).toEqual(['b'])
  })
})

describe('iterators', () => {
  it('start at each kind of position', async () => {
    const { region, clicks, iterator, texts } = setUp()
    const a = clicks.put('a', 'k')
    await region.clock.advance('1s')
    const b = clicks.put('b', 'k')
    const at = (input: Partial<GetShardIteratorCommandInput>) => iterator(input).then(texts)
    const numberOf = (record: typeof a) => ({ StartingSequenceNumber: record.sequenceNumber })
    expect(await at({ ShardIteratorType: 'TRIM_HORIZON' })).toEqual(['a', 'b'])
    expect(await at({ ShardIteratorType: 'LATEST' })).toEqual([])
    expect(await at({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', ...numberOf(b) })).toEqual(['b'])
    expect(await at({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', ...numberOf(a) })).toEqual(['b'])
    const Timestamp = new Date(a.at + 1)
    expect(await at({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp })).toEqual(['b'])
    expect(await at({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(0) })).toEqual([
      'a',
      'b',
    ])
    expect(await at({ ShardId: '0' })).toEqual(['a', 'b'])
  })

  it('are refused in AWS’s words', async () => {
    const { region, clicks, iterator } = setUp()
    const { sequenceNumber } = clicks.put('a', 'k')
    const refused = (input: Partial<GetShardIteratorCommandInput>) => refusal(iterator(input))
    const rule =
      'InvalidArgumentException: Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified '
    expect(await refused({ ShardIteratorType: 'AT_SEQUENCE_NUMBER' })).toBe(
      `${rule}AT_SEQUENCE_NUMBER and no StartingSequenceNumber.`,
    )
    expect(
      await refused({ ShardIteratorType: 'LATEST', StartingSequenceNumber: sequenceNumber }),
    ).toBe(`${rule}LATEST and also a StartingSequenceNumber.`)
    const at = (StartingSequenceNumber: string) =>
      refused({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber })
    expect(await at('7')).toBe(
      `InvalidArgumentException: StartingSequenceNumber 7 used in GetShardIterator on shard ${SHARD} in stream clicks under account 123456789012 is invalid.`,
    )
    const wide = region.createStream('wide', { shards: 2 })
    expect(await at(wide.put('x', 'b').sequenceNumber)).toBe(
      `InvalidArgumentException: Invalid StartingSequenceNumber. It encodes shardId-000000000001, while it was used in a call to a shard with ${SHARD}`,
    )
    await region.clock.advance('1s')
    const other = region.createStream('other').put('x', 'k').sequenceNumber
    expect(await at(other)).toBe(
      `InvalidArgumentException: StartingSequenceNumber ${other} used in GetShardIterator on shard ${SHARD} in stream clicks under account 123456789012 is invalid because it did not come from this stream.`,
    )
    expect(await refused({ ShardId: 'shardId-000000000001' })).toBe(
      'ResourceNotFoundException: Shard shardId-000000000001 in stream clicks under account 123456789012 does not exist',
    )
    expect(await refused({ ShardId: 'x' })).toBe(
      'ResourceNotFoundException: Could not find shard x in stream clicks under account 123456789012.',
    )
    expect(await refused({ ShardIteratorType: 'AT_TIMESTAMP' })).toBe(
      'InvalidArgumentException: Must specify timestamp parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.',
    )
    const Timestamp = new Date('2027-01-01T00:00:00Z')
    expect(await refused({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp })).toMatch(
      /^InvalidArgumentException: The timestampInMillis parameter cannot be greater than/,
    )
  })

  it('expire after five minutes', async () => {
    const { region, iterator, read } = setUp()
    const ShardIterator = await iterator()
    await region.clock.advance('301s')
    expect(await refusal(read(ShardIterator))).toBe(
      'ExpiredIteratorException: Iterator expired. The iterator was created at time Thu Jan 01 00:00:00 UTC 2026 while right now it is Thu Jan 01 00:05:01 UTC 2026 which is further in the future than the tolerated delay of 300000 milliseconds.',
    )
    expect(await refusal(read('x'))).toBe('InvalidArgumentException: Invalid ShardIterator.')
  })

  it('do not survive their stream', async () => {
    const { region, client, iterator, read } = setUp()
    const ShardIterator = await iterator()
    await client.send(new DeleteStreamCommand({ StreamName: 'clicks' }))
    const gone = `ResourceNotFoundException: Shard ${SHARD} in stream clicks under account 123456789012 does not exist`
    expect(await refusal(read(ShardIterator))).toBe(gone)
    await region.clock.advance('1s')
    region.createStream('clicks')
    expect(await refusal(read(ShardIterator))).toBe(gone)
  })
})

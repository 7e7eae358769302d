import {
  AddTagsToStreamCommand,
  CreateStreamCommand,
  DecreaseStreamRetentionPeriodCommand,
  DeleteStreamCommand,
  DescribeLimitsCommand,
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  DisableEnhancedMonitoringCommand,
  EnableEnhancedMonitoringCommand,
  IncreaseStreamRetentionPeriodCommand,
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
  ListTagsForResourceCommand,
  ListTagsForStreamCommand,
  MergeShardsCommand,
  PutRecordCommand,
  PutRecordsCommand,
  RegisterStreamConsumerCommand,
  RemoveTagsFromStreamCommand,
  SplitShardCommand,
  StartStreamEncryptionCommand,
  StopStreamEncryptionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateShardCountCommand,
  UpdateStreamModeCommand,
} from '@aws-sdk/client-kinesis'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'

const ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks'
const HALF = 2n ** 127n
const LAST = 2n ** 128n - 1n

function setUp(): { region: Region; client: KinesisClient } {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return { region, client: new KinesisClient({ ...region.sdk, maxAttempts: 1 }) }
}

const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => new Error('accepted'),
    (caught: Error) => caught,
  )
  return `${error.name}: ${error.message}`
}

describe('streams', () => {
  it('are created, described, listed and deleted', async () => {
    const { client } = setUp()
    await client.send(new CreateStreamCommand({ StreamName: 'clicks', ShardCount: 2 }))
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamARN: ARN }))
    expect(StreamDescription).toEqual({
      StreamName: 'clicks',
      StreamARN: ARN,
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      Shards: [
        {
          ShardId: 'shardId-000000000000',
          HashKeyRange: { StartingHashKey: '0', EndingHashKey: String(HALF - 1n) },
          SequenceNumberRange: { StartingSequenceNumber: expect.stringMatching(/^49\d{54}$/) },
        },
        {
          ShardId: 'shardId-000000000001',
          HashKeyRange: { StartingHashKey: String(HALF), EndingHashKey: String(LAST) },
          SequenceNumberRange: { StartingSequenceNumber: expect.stringMatching(/^49\d{54}$/) },
        },
      ],
      HasMoreShards: false,
      RetentionPeriodHours: 24,
      StreamCreationTimestamp: new Date('2026-01-01T00:00:00Z'),
      EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
      EncryptionType: 'NONE',
    })
    const summary = await client.send(new DescribeStreamSummaryCommand({ StreamName: 'clicks' }))
    expect(summary.StreamDescriptionSummary).toMatchObject({ OpenShardCount: 2, ConsumerCount: 0 })
    const listed = await client.send(new ListStreamsCommand({}))
    expect(listed).toMatchObject({ StreamNames: ['clicks'], HasMoreStreams: false })
    await client.send(new DeleteStreamCommand({ StreamName: 'clicks' }))
    expect(await refusal(client.send(new DescribeStreamCommand({ StreamName: 'clicks' })))).toBe(
      'ResourceNotFoundException: Stream clicks under account 123456789012 not found.',
    )
  })

  it('are listed in pages', async () => {
    const { region, client } = setUp()
    for (const name of ['c', 'a', 'b']) region.createStream(name)
    const first = await client.send(new ListStreamsCommand({ Limit: 2 }))
    expect(first).toMatchObject({ StreamNames: ['a', 'b'], HasMoreStreams: true })
    const { NextToken } = first
    const second = await client.send(new ListStreamsCommand({ Limit: 2, NextToken }))
    expect(second).toMatchObject({ StreamNames: ['c'], HasMoreStreams: false })
    const after = await client.send(new ListStreamsCommand({ ExclusiveStartStreamName: 'a' }))
    expect(after.StreamNames).toEqual(['b', 'c'])
  })

  it('refuse wrong creations in AWS’s words', async () => {
    const { region, client } = setUp()
    region.createStream('clicks')
    const create = (input: object) =>
      refusal(client.send(new CreateStreamCommand({ StreamName: 'clicks', ...input })))
    expect(await create({ ShardCount: 1 })).toBe(
      'ResourceInUseException: Stream clicks under account 123456789012 already exists.',
    )
    expect(await create({ StreamName: 'a b', ShardCount: 1 })).toMatch(
      /^ValidationException: 1 validation error detected: Value 'a b' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern/,
    )
    expect(await create({ StreamName: 'x', ShardCount: 0 })).toMatch(
      /^ValidationException: .*'shardCount'.* greater than or equal to 1$/,
    )
    expect(await create({ StreamName: 'x' })).toMatch(/^ValidationException/)
    const StreamModeDetails = { StreamMode: 'ON_DEMAND' }
    expect(await create({ StreamName: 'x', ShardCount: 1, StreamModeDetails })).toMatch(
      /^ValidationException/,
    )
    expect(await create({ StreamName: 'x', StreamModeDetails })).toBe('Error: accepted')
    expect(region.stream('x').shards).toHaveLength(4)
  })

  it('need a name or an ARN, of the same stream', async () => {
    const { region, client } = setUp()
    region.createStream('clicks')
    const describe_ = (input: object) => refusal(client.send(new DescribeStreamCommand(input)))
    expect(await describe_({})).toMatch(/^InvalidArgumentException: /)
    expect(await describe_({ StreamName: 'clicks', StreamARN: ARN })).toBe('Error: accepted')
    expect(await describe_({ StreamName: 'other', StreamARN: ARN })).toMatch(
      /^InvalidArgumentException: /,
    )
  })

  it('keep retention, mode, encryption, metrics and tags', async () => {
    const { region, client } = setUp()
    region.createStream('clicks', { tags: { team: 'a' } })
    const StreamName = 'clicks'
    const retain = (hours: number, up = true) =>
      refusal(
        client.send(
          new (up ? IncreaseStreamRetentionPeriodCommand : DecreaseStreamRetentionPeriodCommand)({
            StreamName,
            RetentionPeriodHours: hours,
          }),
        ),
      )
    expect(await retain(48)).toBe('Error: accepted')
    expect(await retain(24)).toBe(
      'InvalidArgumentException: Requested retention period (24 hours) for stream clicks can not be shorter than existing retention period (48 hours). Use DecreaseRetentionPeriod API.',
    )
    expect(await retain(9000)).toBe(
      'InvalidArgumentException: Maximum allowed retention period is 8760 hours. Requested retention period (9000 hours) is too long.',
    )
    expect(await retain(1, false)).toBe(
      'InvalidArgumentException: Minimum allowed retention period is 24 hours. Requested retention period (1 hours) is too short.',
    )
    await client.send(
      new UpdateStreamModeCommand({
        StreamARN: ARN,
        StreamModeDetails: { StreamMode: 'ON_DEMAND' },
      }),
    )
    const key = { StreamName, EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' } as const
    await client.send(new StartStreamEncryptionCommand(key))
    const metrics = await client.send(
      new EnableEnhancedMonitoringCommand({ StreamName, ShardLevelMetrics: ['ALL'] }),
    )
    expect(metrics.DesiredShardLevelMetrics).toHaveLength(7)
    await client.send(
      new DisableEnhancedMonitoringCommand({ StreamName, ShardLevelMetrics: ['IncomingBytes'] }),
    )
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamName }))
    expect(StreamDescription).toMatchObject({
      RetentionPeriodHours: 48,
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
      EncryptionType: 'KMS',
      KeyId: 'alias/aws/kinesis',
    })
    expect(StreamDescription?.EnhancedMonitoring?.[0]?.ShardLevelMetrics).toHaveLength(6)
    const put = new PutRecordCommand({ StreamName, Data: Buffer.from('x'), PartitionKey: 'a' })
    expect(await client.send(put)).toMatchObject({ EncryptionType: 'KMS' })
    await client.send(new StopStreamEncryptionCommand(key))

    await client.send(new AddTagsToStreamCommand({ StreamName, Tags: { env: 'test' } }))
    await client.send(new TagResourceCommand({ ResourceARN: ARN, Tags: { x: 'y' } }))
    await client.send(new RemoveTagsFromStreamCommand({ StreamName, TagKeys: ['team'] }))
    const tags = await client.send(new ListTagsForStreamCommand({ StreamName, Limit: 1 }))
    expect(tags).toMatchObject({ Tags: [{ Key: 'env', Value: 'test' }], HasMoreTags: true })
    await client.send(new UntagResourceCommand({ ResourceARN: ARN, TagKeys: ['env'] }))
    const left = await client.send(new ListTagsForResourceCommand({ ResourceARN: ARN }))
    expect(left.Tags).toEqual([{ Key: 'x', Value: 'y' }])
    region.reset()
    expect(region.stream('clicks').shards).toHaveLength(1)
    const again = await client.send(new DescribeStreamCommand({ StreamName }))
    expect(again.StreamDescription).toMatchObject({ RetentionPeriodHours: 24 })
  })

  it('refuse enhanced fan-out by name', async () => {
    const { region } = setUp()
    const client = new KinesisClient(region.sdk)
    const register = new RegisterStreamConsumerCommand({ StreamARN: ARN, ConsumerName: 'c' })
    await expect(client.send(register)).rejects.toThrow(
      'Kinesis RegisterStreamConsumer is not simulated.',
    )
  })

  it('count towards the limits of the account', async () => {
    const { region, client } = setUp()
    region.createStream('clicks', { shards: 3 })
    region.createStream('views', { streamMode: 'ON_DEMAND' })
    expect(await client.send(new DescribeLimitsCommand({}))).toMatchObject({
      OpenShardCount: 7,
      OnDemandStreamCount: 1,
    })
  })
})

describe('records', () => {
  it('go to the shard of their partition key’s MD5, or of an explicit hash key', async () => {
    const { region, client } = setUp()
    const clicks = region.createStream('clicks', { shards: 2 })
    const put = (PartitionKey: string, ExplicitHashKey?: string) =>
      client.send(
        new PutRecordCommand({
          StreamName: 'clicks',
          Data: Buffer.from('hi'),
          PartitionKey,
          ExplicitHashKey,
        }),
      )
    // MD5 of 'a' begins with 0c, that of 'b' with 92.
    expect((await put('a')).ShardId).toBe('shardId-000000000000')
    expect((await put('b')).ShardId).toBe('shardId-000000000001')
    expect((await put('b', '0')).ShardId).toBe('shardId-000000000000')
    expect((await put('a', String(LAST))).ShardId).toBe('shardId-000000000001')
    expect(await refusal(put('a', String(LAST + 1n)))).toBe(
      `InvalidArgumentException: Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${LAST + 1n}`,
    )
    const numbers = clicks.records.map(({ sequenceNumber }) => BigInt(sequenceNumber))
    expect(clicks.shards.map(({ records }) => records.length)).toEqual([2, 2])
    expect(new Set(numbers).size).toBe(4)
    for (const { records } of clicks.shards) {
      const [first, second] = records.map(({ sequenceNumber }) => BigInt(sequenceNumber))
      expect(second! > first!).toBe(true)
    }
  })

  it('are checked as the API model says', async () => {
    const { region, client } = setUp()
    region.createStream('clicks')
    const put = (input: object) =>
      refusal(
        client.send(
          new PutRecordCommand({
            StreamName: 'clicks',
            Data: Buffer.from('x'),
            PartitionKey: 'a',
            ...input,
          }),
        ),
      )
    expect(await put({ PartitionKey: '' })).toBe(
      "ValidationException: 1 validation error detected: Value '' at 'partitionKey' failed to satisfy constraint: Member must have length greater than or equal to 1",
    )
    expect(await put({ Data: Buffer.alloc(1024 * 1024 + 1) })).toMatch(
      /^ValidationException: .*'data'.* less than or equal to 1048576$/,
    )
    expect(await put({ SequenceNumberForOrdering: '7' })).toBe(
      'InvalidArgumentException: ExclusiveMinimumSequenceNumber 7 used in PutRecord on stream clicks under account 123456789012 is invalid.',
    )
    expect(await put({ StreamName: 'missing' })).toMatch(/^ResourceNotFoundException/)
    expect(region.stream('clicks').size).toBe(0)
  })

  it('are put in batches, which may fail in part', async () => {
    const { region, client } = setUp()
    const clicks = region.createStream('clicks')
    const Records = ['1', '2', '3'].map((id) => ({ Data: Buffer.from(id), PartitionKey: id }))
    const put = () => client.send(new PutRecordsCommand({ StreamName: 'clicks', Records }))
    clicks.unprocessed(2)
    expect(await put()).toMatchObject({
      FailedRecordCount: 2,
      Records: [
        { ShardId: 'shardId-000000000000', SequenceNumber: expect.any(String) },
        {
          ErrorCode: 'ProvisionedThroughputExceededException',
          ErrorMessage:
            'Rate exceeded for shard shardId-000000000000 in stream clicks under account 123456789012.',
        },
        { ErrorCode: 'ProvisionedThroughputExceededException' },
      ],
    })
    expect(await put()).toMatchObject({ FailedRecordCount: 0 })
    expect(clicks.records.map(({ text }) => text)).toEqual(['1', '1', '2', '3'])
    const large = Array.from({ length: 6 }, () => ({
      Data: Buffer.alloc(1024 * 1024),
      PartitionKey: 'a',
    }))
    const send = client.send(new PutRecordsCommand({ StreamName: 'clicks', Records: large }))
    expect(await refusal(send)).toBe('InvalidArgumentException: Records size exceeds 5 MB limit')
  })

  it('disappear after the retention period', async () => {
    const { region } = setUp()
    const clicks = region.createStream('clicks', { retentionPeriod: '48h' })
    clicks.put('a', 'k')
    await region.clock.advance('47h')
    clicks.put('b', 'k')
    expect(clicks.size).toBe(2)
    await region.clock.advance('2h')
    expect(clicks.records.map(({ text }) => text)).toEqual(['b'])
  })

  it('are freed after the retention period', async () => {
    const { region } = setUp()
    const clicks = region.createStream('clicks')
    for (let i = 0; i < 3000; i++) clicks.put('a', 'k')
    await region.clock.advance('25h')
    for (let i = 0; i < 1100; i++) clicks.put('b', 'k')
    expect(clicks.size).toBe(1100)
    expect(clicks.records[0]?.text).toBe('b')
  })
})

describe('shards', () => {
  const idsOf = (region: Region) =>
    region.stream('clicks').shards.map(({ id, status }) => `${Number(id.slice(8))} ${status}`)

  it('are split, and keep their records', async () => {
    const { region, client } = setUp()
    const clicks = region.createStream('clicks')
    clicks.put('before', 'a')
    const split = (NewStartingHashKey: string, ShardToSplit = 'shardId-000000000000') =>
      client.send(new SplitShardCommand({ StreamName: 'clicks', ShardToSplit, NewStartingHashKey }))
    expect(await refusal(split('1'))).toBe(
      `InvalidArgumentException: NewStartingHashKey 1 used in SplitShard() on shard shardId-000000000000 in stream clicks under account 123456789012 is not both greater than one plus the shard's StartingHashKey 0 and less than the shard's EndingHashKey ${LAST}.`,
    )
    expect(await refusal(split('5', 'shardId-000000000009'))).toBe(
      'ResourceNotFoundException: Could not find shard shardId-000000000009 in stream clicks under account 123456789012.',
    )
    expect(await refusal(split('5', 'x'))).toBe(
      'ResourceNotFoundException: Could not find shard x in stream clicks under account 123456789012.',
    )
    await split(String(HALF))
    expect(await refusal(split(String(HALF)))).toMatch(/^InvalidArgumentException: .* is closed\.$/)
    expect(idsOf(region)).toEqual(['0 closed', '1 open', '2 open'])
    expect(clicks.put('after', 'a').shardId).toBe('shardId-000000000001')
    const { Shards } = await client.send(new ListShardsCommand({ StreamName: 'clicks' }))
    expect(Shards?.map((shard) => shard.ParentShardId)).toEqual([
      undefined,
      'shardId-000000000000',
      'shardId-000000000000',
    ])
    expect(Shards?.[0]?.SequenceNumberRange?.EndingSequenceNumber).toMatch(/^49\d{54}$/)
    await region.clock.advance('25h')
    expect(idsOf(region)).toEqual(['1 open', '2 open'])
  })

  it('are merged if they adjoin', async () => {
    const { region, client } = setUp()
    region.createStream('clicks', { shards: 3 })
    const merge = (a: number, b: number) =>
      client.send(
        new MergeShardsCommand({
          StreamName: 'clicks',
          ShardToMerge: `shardId-00000000000${a}`,
          AdjacentShardToMerge: `shardId-00000000000${b}`,
        }),
      )
    expect(await refusal(merge(0, 2))).toBe(
      'InvalidArgumentException: Shards shardId-000000000000 and shardId-000000000002 in stream clicks under account 123456789012 are not an adjacent pair of shards eligible for merging',
    )
    await merge(1, 0)
    expect(idsOf(region)).toEqual(['0 closed', '1 closed', '2 open', '3 open'])
    const { Shards } = await client.send(new ListShardsCommand({ StreamName: 'clicks' }))
    expect(Shards?.[3]).toMatchObject({
      ParentShardId: 'shardId-000000000001',
      AdjacentParentShardId: 'shardId-000000000000',
      HashKeyRange: { StartingHashKey: '0' },
    })
  })

  it('are scaled uniformly, within double and half', async () => {
    const { region, client } = setUp()
    region.createStream('clicks', { shards: 2 })
    const scale = (TargetShardCount: number) =>
      client.send(
        new UpdateShardCountCommand({
          StreamName: 'clicks',
          TargetShardCount,
          ScalingType: 'UNIFORM_SCALING',
        }),
      )
    expect(await refusal(scale(5))).toBe(
      'LimitExceededException: UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: 2 Target shard count: 5',
    )
    expect(await scale(3)).toMatchObject({ CurrentShardCount: 2, TargetShardCount: 3 })
    const third = 2n ** 128n / 3n
    const open = () => region.stream('clicks').shards.filter(({ status }) => status === 'open')
    expect(
      open()
        .map(({ startingHashKey }) => BigInt(startingHashKey))
        .sort((a, b) => (a < b ? -1 : 1)),
    ).toEqual([0n, third, third * 2n])
    await scale(6)
    await scale(3)
    expect(open()).toHaveLength(3)
    expect(await refusal(scale(1))).toMatch(/^LimitExceededException: .* down below half /)
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) region.stream('clicks').put('x', key)
    expect(region.stream('clicks').size).toBe(6)
    const StreamModeDetails = { StreamMode: 'ON_DEMAND' } as const
    await client.send(new UpdateStreamModeCommand({ StreamARN: ARN, StreamModeDetails }))
    expect(await refusal(scale(4))).toMatch(/^ValidationException/)
  })

  it('are listed in pages and by filter', async () => {
    const { region, client } = setUp()
    region.createStream('clicks', { shards: 3 })
    const first = await client.send(new ListShardsCommand({ StreamName: 'clicks', MaxResults: 2 }))
    expect(first.Shards).toHaveLength(2)
    const { NextToken } = first
    const list = (input: object) => client.send(new ListShardsCommand(input))
    const idsIn = async (input: object) => (await list(input)).Shards?.map(({ ShardId }) => ShardId)
    expect(await idsIn({ NextToken })).toEqual(['shardId-000000000002'])
    expect(await refusal(list({ NextToken, StreamName: 'clicks' }))).toBe(
      'InvalidArgumentException: NextToken and StreamName cannot be provided together.',
    )
    expect(await refusal(list({}))).toBe(
      'InvalidArgumentException: Either NextToken or StreamName should be provided.',
    )
    expect(await refusal(list({ NextToken: 'x' }))).toMatch(/^InvalidArgumentException/)
    await region.clock.advance('6m')
    expect(await refusal(list({ NextToken }))).toMatch(/^ExpiredNextTokenException/)

    const before = new Date(region.clock.now())
    await region.clock.advance('1m')
    await client.send(
      new MergeShardsCommand({
        StreamName: 'clicks',
        ShardToMerge: 'shardId-000000000000',
        AdjacentShardToMerge: 'shardId-000000000001',
      }),
    )
    const filtered = (ShardFilter: object) => idsIn({ StreamName: 'clicks', ShardFilter })
    const ids = (...numbers: number[]) => numbers.map((n) => `shardId-00000000000${n}`)
    expect(await filtered({ Type: 'AT_LATEST' })).toEqual(ids(2, 3))
    expect(await filtered({ Type: 'AT_TRIM_HORIZON' })).toEqual(ids(0, 1, 2))
    expect(await filtered({ Type: 'FROM_TRIM_HORIZON' })).toEqual(ids(0, 1, 2, 3))
    expect(await filtered({ Type: 'AT_TIMESTAMP', Timestamp: before })).toEqual(ids(0, 1, 2))
    expect(await filtered({ Type: 'FROM_TIMESTAMP', Timestamp: before })).toEqual(ids(0, 1, 2, 3))
    expect(await filtered({ Type: 'AFTER_SHARD_ID', ShardId: ids(1)[0] })).toEqual(ids(2, 3))
    const missing = list({ StreamName: 'clicks', ShardFilter: { Type: 'AFTER_SHARD_ID' } })
    expect(await refusal(missing)).toMatch(/^InvalidArgumentException: ShardId must be provided/)
  })
})

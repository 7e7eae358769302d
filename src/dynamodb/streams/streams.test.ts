import { describe, expect, it } from 'vitest'
import { room as dynamodb } from '../index.ts'
import { room as dynamodbStreams } from './index.ts'
import { testWorld, type TestWorld } from '../world.fixture.ts'

interface Streaming {
  readonly test: TestWorld
  call(name: string, input?: object): any
  refusal(name: string, input?: object): string
  put(item: object): void
  arn(): string
  shard(): any
  iterator(type: string, sequenceNumber?: string): string
  records(type?: string): any[]
}

const operationOf = (name: string) =>
  (name in dynamodb.operations ? dynamodb : dynamodbStreams).operations[name]!

function streaming(viewType: string, test = testWorld(), create = true): Streaming {
  const call = (name: string, input: object = {}): any =>
    test.run(operationOf(name), { TableName: 'orders', ...input })
  if (create) {
    call('CreateTable', {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: viewType },
    })
  }
  const self: Streaming = {
    test,
    call,
    refusal: (name, input = {}) =>
      test.refusal(operationOf(name), { TableName: 'orders', ...input }),
    put: (Item) => call('PutItem', { Item }),
    arn: () => call('DescribeTable').Table.LatestStreamArn,
    shard: () => call('DescribeStream', { StreamArn: self.arn() }).StreamDescription.Shards[0],
    iterator: (ShardIteratorType, SequenceNumber) =>
      call('GetShardIterator', {
        StreamArn: self.arn(),
        ShardId: self.shard().ShardId,
        ShardIteratorType,
        ...(SequenceNumber && { SequenceNumber }),
      }).ShardIterator,
    records: (type = 'TRIM_HORIZON') =>
      call('GetRecords', { ShardIterator: self.iterator(type) }).Records,
  }
  return self
}

describe('records', () => {
  it('have the shape of AWS’s records', () => {
    const { put, records } = streaming('NEW_AND_OLD_IMAGES')
    put({ id: { S: 'Fred' } })
    put({ id: { S: 'Fred' }, name: { S: 'Fred' } })
    expect(records()[1]).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      dynamodb: {
        ApproximateCreationDateTime: 1767225600,
        Keys: { id: { S: 'Fred' } },
        NewImage: { id: { S: 'Fred' }, name: { S: 'Fred' } },
        OldImage: { id: { S: 'Fred' } },
        SequenceNumber: expect.stringMatching(/^\d{21,40}$/),
        SizeBytes: 26,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    })
  })

  it('have the images of their view type', () => {
    const images = (viewType: string): string[] => {
      const { put, call, records } = streaming(viewType)
      put({ id: { S: 'a' } })
      put({ id: { S: 'a' }, n: { N: '1' } })
      call('DeleteItem', { Key: { id: { S: 'a' } } })
      return records().map(({ eventName, dynamodb: { NewImage, OldImage, SizeBytes } }) =>
        [eventName, NewImage && 'new', OldImage && 'old', SizeBytes].filter(Boolean).join(' '),
      )
    }
    expect(images('KEYS_ONLY')).toEqual(['INSERT 3', 'MODIFY 3', 'REMOVE 3'])
    expect(images('NEW_IMAGE')).toEqual(['INSERT new 6', 'MODIFY new 9', 'REMOVE 3'])
    expect(images('OLD_IMAGE')).toEqual(['INSERT 3', 'MODIFY old 6', 'REMOVE old 9'])
    expect(images('NEW_AND_OLD_IMAGES')).toEqual([
      'INSERT new 6',
      'MODIFY new old 12',
      'REMOVE old 9',
    ])
  })

  it('are not written for writes that change nothing', () => {
    const { put, call, records } = streaming('KEYS_ONLY')
    put({ id: { S: 'a' }, m: { M: { x: { S: '1' }, y: { S: '2' } } }, s: { SS: ['1', '2'] } })
    put({ id: { S: 'a' }, s: { SS: ['2', '1'] }, m: { M: { y: { S: '2' }, x: { S: '1' } } } })
    call('UpdateItem', {
      Key: { id: { S: 'a' } },
      UpdateExpression: 'SET m.x = :x',
      ExpressionAttributeValues: { ':x': { S: '1' } },
    })
    call('DeleteItem', { Key: { id: { S: 'missing' } } })
    expect(records()).toHaveLength(1)
  })

  it('come from batches and transactions, in order', () => {
    const { call, records } = streaming('KEYS_ONLY')
    const put = (id: string) => ({ PutRequest: { Item: { id: { S: id } } } })
    call('BatchWriteItem', { TableName: undefined, RequestItems: { orders: [put('a'), put('b')] } })
    call('TransactWriteItems', {
      TableName: undefined,
      TransactItems: [
        { Put: { TableName: 'orders', Item: { id: { S: 'c' } } } },
        { Delete: { TableName: 'orders', Key: { id: { S: 'a' } } } },
      ],
    })
    const all = records()
    expect(all.map(({ eventName, dynamodb: { Keys } }) => eventName + Keys.id.S)).toEqual([
      'INSERTa',
      'INSERTb',
      'INSERTc',
      'REMOVEa',
    ])
    const numbers = all.map((record) => record.dynamodb.SequenceNumber)
    expect(numbers).toEqual([...numbers].sort())
  })

  it('are trimmed after a day on the clock', async () => {
    const { put, records, iterator, call, refusal, arn, shard, test } = streaming('KEYS_ONLY')
    put({ id: { S: 'a' } })
    const [first] = records()
    await test.world.clock.advance('23h')
    put({ id: { S: 'b' } })
    const horizon = iterator('TRIM_HORIZON')
    expect(call('GetRecords', { ShardIterator: horizon }).Records).toHaveLength(2)
    await test.world.clock.advance('2h')
    expect(records().map((record) => record.dynamodb.Keys.id.S)).toEqual(['b'])
    expect(
      refusal('GetShardIterator', {
        StreamArn: arn(),
        ShardId: shard().ShardId,
        ShardIteratorType: 'AT_SEQUENCE_NUMBER',
        SequenceNumber: first.dynamodb.SequenceNumber,
      }),
    ).toMatch(/^TrimmedDataAccessException/)
  })

  it('are limited by journalLimit', () => {
    const { put, records, iterator, call, refusal } = streaming(
      'KEYS_ONLY',
      testWorld({ journalLimit: 3 }),
    )
    put({ id: { S: '0' } })
    const first = iterator('TRIM_HORIZON')
    for (let i = 1; i <= 3000; i++) put({ id: { S: String(i) } })
    expect(records().map((record) => record.dynamodb.Keys.id.S)).toEqual(['2998', '2999', '3000'])
    expect(refusal('GetRecords', { ShardIterator: first })).toMatch(/^TrimmedDataAccessException/)
    expect(call('GetRecords', { ShardIterator: iterator('LATEST') }).Records).toEqual([])
  })
})

describe('iterators', () => {
  it('start at the four positions', () => {
    const { put, iterator, call, records } = streaming('KEYS_ONLY')
    put({ id: { S: 'a' } })
    put({ id: { S: 'b' } })
    const latest = iterator('LATEST')
    const [, second] = records()
    const number = second.dynamodb.SequenceNumber
    const keys = (ShardIterator: string) =>
      call('GetRecords', { ShardIterator }).Records.map((r: any) => r.dynamodb.Keys.id.S)
    expect(keys(latest)).toEqual([])
    put({ id: { S: 'c' } })
    expect(keys(latest)).toEqual(['c'])
    expect(keys(iterator('TRIM_HORIZON'))).toEqual(['a', 'b', 'c'])
    expect(keys(iterator('AT_SEQUENCE_NUMBER', number))).toEqual(['b', 'c'])
    expect(keys(iterator('AFTER_SEQUENCE_NUMBER', number))).toEqual(['c'])
  })

  it('continue page by page and end with the shard', () => {
    const { put, iterator, call } = streaming('KEYS_ONLY')
    for (const id of ['a', 'b', 'c']) put({ id: { S: id } })
    const first = call('GetRecords', { ShardIterator: iterator('TRIM_HORIZON'), Limit: 2 })
    expect(first.Records).toHaveLength(2)
    expect(first.NextShardIterator).toMatch(/^arn:aws:dynamodb:.*\/stream\/.*\|1\|[\w+/=]+$/)
    call('UpdateTable', { StreamSpecification: { StreamEnabled: false } })
    const last = call('GetRecords', { ShardIterator: first.NextShardIterator })
    expect(last.Records).toHaveLength(1)
    expect(last).not.toHaveProperty('NextShardIterator')
  })

  it('expire after fifteen minutes', async () => {
    const { iterator, refusal, test } = streaming('KEYS_ONLY')
    const ShardIterator = iterator('LATEST')
    await test.world.clock.advance('16m')
    expect(refusal('GetRecords', { ShardIterator })).toMatch(/^ExpiredIteratorException/)
    expect(refusal('GetRecords', { ShardIterator: 'x' })).toMatch(/^ValidationException/)
  })
})

describe('streams', () => {
  it('stay listed for a day after the table is deleted', async () => {
    const { call, arn, refusal, test } = streaming('KEYS_ONLY')
    const StreamArn = arn()
    call('DeleteTable')
    const { Streams } = call('ListStreams')
    expect(Streams).toEqual([
      { StreamArn, TableName: 'orders', StreamLabel: '2026-01-01T00:00:00.000' },
    ])
    const { StreamDescription } = call('DescribeStream', { StreamArn })
    expect(StreamDescription).toMatchObject({
      StreamStatus: 'DISABLED',
      StreamViewType: 'KEYS_ONLY',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      Shards: [{ SequenceNumberRange: { EndingSequenceNumber: expect.any(String) } }],
    })
    await test.world.clock.advance('25h')
    expect(call('ListStreams').Streams).toEqual([])
    expect(refusal('DescribeStream', { StreamArn })).toBe(
      `ResourceNotFoundException: Requested resource not found: Stream: ${StreamArn} not found`,
    )
  })

  it('start empty for a new table of an earlier name', () => {
    const first = streaming('KEYS_ONLY')
    first.put({ id: { S: 'a' } })
    const [arn, iterator] = [first.arn(), first.iterator('TRIM_HORIZON')]
    first.call('DeleteTable')
    const second = streaming('NEW_IMAGE', first.test)
    expect(second.arn()).not.toBe(arn)
    expect(second.records()).toEqual([])
    second.put({ id: { S: 'b' } })
    const keys = (records: any[]) => records.map((r) => r.dynamodb.Keys.id.S)
    expect(keys(second.records())).toEqual(['b'])
    const old = first.call('GetRecords', { ShardIterator: iterator })
    expect(keys(old.Records)).toEqual(['a'])
    expect(old).not.toHaveProperty('NextShardIterator')
    expect(second.call('ListStreams').Streams).toHaveLength(2)
  })

  it('are paged', () => {
    const { call } = streaming('KEYS_ONLY')
    call('UpdateTable', { StreamSpecification: { StreamEnabled: false } })
    call('UpdateTable', {
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    })
    const first = call('ListStreams', { Limit: 1 })
    const second = call('ListStreams', {
      Limit: 1,
      ExclusiveStartStreamArn: first.LastEvaluatedStreamArn,
    })
    expect(first.Streams).toHaveLength(1)
    expect(second.Streams[0].StreamArn).not.toBe(first.Streams[0].StreamArn)
    expect(second).not.toHaveProperty('LastEvaluatedStreamArn')
  })

  it('are independent in a fork', () => {
    const parent = streaming('KEYS_ONLY')
    parent.put({ id: { S: 'a' } })
    const fork = streaming('KEYS_ONLY', parent.test.fork(), false)
    fork.put({ id: { S: 'b' } })
    parent.put({ id: { S: 'c' } })
    const keys = ({ records }: Streaming) => records().map((r) => r.dynamodb.Keys.id.S)
    expect(keys(fork)).toEqual(['a', 'b'])
    expect(keys(parent)).toEqual(['a', 'c'])
  })
})

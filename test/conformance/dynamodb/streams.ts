import assert from 'node:assert/strict'
import { api, guide, refused, S } from './case.ts'
import { onDemand } from './create-table.ts'
import { fails, scenarios, type Send } from './scenario.ts'

const GUIDE = guide('Streams')
const RECORD = api('streams_Record')
const TableName = 'made'

async function streaming(send: Send, StreamViewType = 'NEW_AND_OLD_IMAGES'): Promise<string> {
  const { TableDescription } = await send('CreateTable', {
    ...onDemand,
    StreamSpecification: { StreamEnabled: true, StreamViewType },
  })
  return TableDescription.LatestStreamArn
}
const put = (send: Send, pk: string, more: object = {}): Promise<unknown> =>
  send('PutItem', { TableName, Item: { pk: S(pk), ...more } })
const remove = (send: Send, pk: string): Promise<unknown> =>
  send('DeleteItem', { TableName, Key: { pk: S(pk) } })

async function shardOf(send: Send, StreamArn: string): Promise<string> {
  const { StreamDescription } = await send('DescribeStream', { StreamArn })
  return StreamDescription.Shards[0].ShardId
}
async function iterator(
  send: Send,
  StreamArn: string,
  ShardIteratorType: string,
  SequenceNumber?: string,
): Promise<string> {
  const input = { StreamArn, ShardId: await shardOf(send, StreamArn), ShardIteratorType }
  return (await send('GetShardIterator', { ...input, SequenceNumber })).ShardIterator
}
async function records(send: Send, StreamArn: string): Promise<any[]> {
  const ShardIterator = await iterator(send, StreamArn, 'TRIM_HORIZON')
  return (await send('GetRecords', { ShardIterator })).Records
}
const keysOf = (list: any[]): string[] => list.map(({ dynamodb }) => dynamodb.Keys.pk.S)

/** Which images the three kinds of records have, by view type. */
const VIEWS: readonly (readonly [viewType: string, images: readonly string[]])[] = [
  ['KEYS_ONLY', ['INSERT', 'MODIFY', 'REMOVE']],
  ['NEW_IMAGE', ['INSERT new', 'MODIFY new', 'REMOVE']],
  ['OLD_IMAGE', ['INSERT', 'MODIFY old', 'REMOVE old']],
  ['NEW_AND_OLD_IMAGES', ['INSERT new', 'MODIFY new old', 'REMOVE old']],
]

export const streams = scenarios('streams', [
  ...VIEWS.map(
    ([viewType, images]) =>
      [
        `view-${viewType.toLowerCase().replaceAll('_', '-')}`,
        `Records of ${viewType} have the images of that view.`,
        api('StreamSpecification'),
        async (send: Send) => {
          const arn = await streaming(send, viewType)
          await put(send, 'a')
          await put(send, 'a', { v: S('x') })
          await remove(send, 'a')
          const shown = (await records(send, arn)).map(({ eventName, dynamodb }) =>
            [eventName, dynamodb.NewImage && 'new', dynamodb.OldImage && 'old']
              .filter(Boolean)
              .join(' '),
          )
          assert.deepEqual(shown, images)
        },
      ] as const,
  ),
  [
    'record',
    'A record names its source, its kind, its place and its size.',
    RECORD,
    async (send) => {
      const arn = await streaming(send)
      await put(send, 'abc', { v: S('x') })
      const [record] = await records(send, arn)
      assert.equal(record.eventVersion, '1.1')
      assert.equal(record.eventSource, 'aws:dynamodb')
      assert.match(record.eventID, /^[0-9a-f]{32}$/)
      assert.equal(record.eventName, 'INSERT')
      assert.deepEqual(record.dynamodb.Keys, { pk: S('abc') })
      assert.deepEqual(record.dynamodb.NewImage, { pk: S('abc'), v: S('x') })
      // pk: 2 + 3 bytes as the key; the image again, with v: 1 + 1.
      assert.equal(record.dynamodb.SizeBytes, 12)
      assert.match(record.dynamodb.SequenceNumber, /^\d{21,40}$/)
      assert.equal(record.dynamodb.StreamViewType, 'NEW_AND_OLD_IMAGES')
      assert.ok(record.dynamodb.ApproximateCreationDateTime instanceof Date)
      assert.equal(record.userIdentity, undefined)
    },
  ],
  [
    'identical-overwrite',
    'A write that leaves the item as it was gives no record.',
    GUIDE,
    async (send) => {
      const arn = await streaming(send)
      await put(send, 'a', { v: S('x') })
      await put(send, 'a', { v: S('x') })
      await send('UpdateItem', {
        TableName,
        Key: { pk: S('a') },
        UpdateExpression: 'SET v = :v',
        ExpressionAttributeValues: { ':v': S('x') },
      })
      await remove(send, 'missing')
      assert.equal((await records(send, arn)).length, 1)
    },
  ],
  [
    'failed-write',
    'A write whose condition fails gives no record.',
    GUIDE,
    async (send) => {
      const arn = await streaming(send)
      await fails(
        send('PutItem', {
          TableName,
          Item: { pk: S('a') },
          ConditionExpression: 'attribute_exists(pk)',
        }),
        refused(undefined, 'ConditionalCheckFailedException'),
      )
      assert.deepEqual(await records(send, arn), [])
    },
  ],
  [
    'transaction',
    'Each item of a transaction gives a record of its own.',
    guide('transaction-apis'),
    async (send) => {
      const arn = await streaming(send)
      await put(send, 'a')
      await send('TransactWriteItems', {
        TransactItems: [
          { Put: { TableName, Item: { pk: S('b') } } },
          { Delete: { TableName, Key: { pk: S('a') } } },
        ],
      })
      const names = (await records(send, arn)).map(({ eventName }) => eventName)
      assert.deepEqual(names.sort(), ['INSERT', 'INSERT', 'REMOVE'])
    },
  ],
  [
    'order',
    'Sequence numbers of one item grow.',
    GUIDE,
    async (send) => {
      const arn = await streaming(send)
      for (const v of ['1', '2', '3']) await put(send, 'a', { v: S(v) })
      const list = await records(send, arn)
      const numbers = list.map(({ dynamodb }) => BigInt(dynamodb.SequenceNumber))
      assert.ok(numbers[0]! < numbers[1]! && numbers[1]! < numbers[2]!)
      assert.deepEqual(
        list.map(({ dynamodb }) => dynamodb.NewImage.v.S),
        ['1', '2', '3'],
      )
    },
  ],
  [
    'iterators',
    'An iterator begins at, after, before or behind all records.',
    api('streams_GetShardIterator'),
    async (send) => {
      const arn = await streaming(send, 'KEYS_ONLY')
      for (const pk of ['a', 'b']) await put(send, pk)
      const latest = await iterator(send, arn, 'LATEST')
      await put(send, 'c')
      const [, second] = await records(send, arn)
      const number = second.dynamodb.SequenceNumber
      const read = async (ShardIterator: string): Promise<string[]> =>
        keysOf((await send('GetRecords', { ShardIterator })).Records)
      assert.deepEqual(await read(latest), ['c'])
      assert.deepEqual(await read(await iterator(send, arn, 'TRIM_HORIZON')), ['a', 'b', 'c'])
      assert.deepEqual(await read(await iterator(send, arn, 'AT_SEQUENCE_NUMBER', number)), [
        'b',
        'c',
      ])
      assert.deepEqual(await read(await iterator(send, arn, 'AFTER_SEQUENCE_NUMBER', number)), [
        'c',
      ])
    },
  ],
  [
    'pages',
    'A limit cuts records into pages; an open shard always has a next iterator.',
    api('streams_GetRecords'),
    async (send) => {
      const arn = await streaming(send, 'KEYS_ONLY')
      for (const pk of ['a', 'b', 'c']) await put(send, pk)
      const first = await send('GetRecords', {
        ShardIterator: await iterator(send, arn, 'TRIM_HORIZON'),
        Limit: 2,
      })
      const second = await send('GetRecords', { ShardIterator: first.NextShardIterator, Limit: 2 })
      const third = await send('GetRecords', { ShardIterator: second.NextShardIterator })
      assert.deepEqual(
        [first, second, third].map(({ Records }) => keysOf(Records)),
        [['a', 'b'], ['c'], []],
      )
      assert.ok(third.NextShardIterator)
    },
  ],
  [
    'closed',
    'A disabled stream can be read to its end, where there is no next iterator.',
    GUIDE,
    async (send) => {
      const StreamArn = await streaming(send, 'KEYS_ONLY')
      await put(send, 'a')
      await send('UpdateTable', { TableName, StreamSpecification: { StreamEnabled: false } })
      await put(send, 'b')
      const { StreamDescription } = await send('DescribeStream', { StreamArn })
      assert.equal(StreamDescription.StreamStatus, 'DISABLED')
      assert.ok(StreamDescription.Shards[0].SequenceNumberRange.EndingSequenceNumber)
      const last = await send('GetRecords', {
        ShardIterator: await iterator(send, StreamArn, 'TRIM_HORIZON'),
      })
      assert.deepEqual(keysOf(last.Records), ['a'])
      assert.equal(last.NextShardIterator, undefined)
    },
  ],
  [
    'listed',
    'Streams are listed and described.',
    api('streams_ListStreams'),
    async (send) => {
      const StreamArn = await streaming(send, 'NEW_IMAGE')
      const { Streams } = await send('ListStreams', { TableName })
      assert.equal(Streams.length, 1)
      assert.equal(Streams[0].StreamArn, StreamArn)
      const { StreamDescription } = await send('DescribeStream', { StreamArn })
      assert.equal(StreamDescription.StreamStatus, 'ENABLED')
      assert.equal(StreamDescription.StreamViewType, 'NEW_IMAGE')
      assert.equal(StreamDescription.TableName, TableName)
      assert.equal(StreamDescription.StreamLabel, StreamArn.split('/stream/')[1])
      assert.deepEqual(StreamDescription.KeySchema, onDemand.KeySchema)
      assert.deepEqual((await send('ListStreams', { TableName: 'other' })).Streams, [])
    },
  ],
  [
    'no-shard',
    'A shard that is not there has no iterator.',
    api('streams_GetShardIterator'),
    async (send) => {
      const StreamArn = await streaming(send)
      await fails(
        send('GetShardIterator', {
          StreamArn,
          ShardId: 'shardId-00000000000000000001-00000001',
          ShardIteratorType: 'LATEST',
        }),
        refused('Requested resource not found: Shard does not exist', 'ResourceNotFoundException'),
      )
    },
  ],
])

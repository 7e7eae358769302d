/** The sizes of stream records as recorded on AWS. */
import assert from 'node:assert/strict'
import { N, S } from '../case.ts'
import { scenarios, type Send } from '../scenario.ts'

const TableName = 'sized'

type Values = Readonly<Record<string, object>>

interface Sized {
  readonly id: string
  readonly source: string
  readonly view: string
  readonly key: Values
  /** The attributes beside the key, write by write. Undefined: the item is deleted. */
  readonly writes: readonly (Values | undefined)[]
  /** The SizeBytes of each record. */
  readonly sizes: readonly number[]
}

const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html'
const value1 = { id: S('id_value_1') }

const SIZED: readonly Sized[] = [
  {
    id: 'keys-only',
    source: 'Recorded: test_dynamodb_stream_stream_view_type',
    view: 'KEYS_ONLY',
    key: { Username: S('Fred') },
    writes: [{ note: S('not in the record') }],
    sizes: [12],
  },
  {
    id: 'insert-and-modify',
    source: 'Recorded: test_batch_write_items_streaming',
    view: 'NEW_AND_OLD_IMAGES',
    key: { id: S('Fred') },
    writes: [{}, { name: S('Fred') }],
    sizes: [12, 26],
  },
  {
    id: 'remove',
    source: 'Recorded: test_batch_write_items_streaming',
    view: 'NEW_AND_OLD_IMAGES',
    key: { id: S('NewKey') },
    writes: [{}, undefined],
    sizes: [16, 16],
  },
  {
    id: 'binary',
    source: 'Recorded: test_dynamodb_event_source_mapping',
    view: 'NEW_IMAGE',
    key: { my_partition_key: S('hello world') },
    writes: [{ binary_key: { B: Buffer.from('foobar') } }],
    sizes: [70],
  },
  {
    id: 'number',
    source: 'Recorded: test_dynamodb_event_filter',
    view: 'NEW_AND_OLD_IMAGES',
    key: value1,
    writes: [{ numericFilter: N('42') }],
    sizes: [39],
  },
  {
    id: 'string',
    source: 'Recorded: test_dynamodb_event_filter',
    view: 'NEW_AND_OLD_IMAGES',
    key: value1,
    writes: [{ prefix: S('us-1-other-suffix') }],
    sizes: [47],
  },
  {
    id: 'lambda-sample',
    source: LAMBDA,
    view: 'NEW_AND_OLD_IMAGES',
    key: { Id: N('101') },
    writes: [{ Message: S('New item!') }, { Message: S('This item has changed') }, undefined],
    sizes: [26, 59, 38],
  },
]

async function records(send: Send, StreamArn: string): Promise<any[]> {
  const { StreamDescription } = await send('DescribeStream', { StreamArn })
  const [{ ShardId }] = StreamDescription.Shards
  const { ShardIterator } = await send('GetShardIterator', {
    StreamArn,
    ShardId,
    ShardIteratorType: 'TRIM_HORIZON',
  })
  return (await send('GetRecords', { ShardIterator })).Records
}

export const streamSizes = scenarios(
  'stream-sizes',
  SIZED.map(({ id, source, view, key, writes, sizes }) => [
    id,
    'SizeBytes is the size of the key and of the images in the record.',
    source,
    async (send) => {
      const [[AttributeName = '', value = {}] = []] = Object.entries(key)
      const { TableDescription } = await send('CreateTable', {
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName, AttributeType: Object.keys(value)[0] }],
        KeySchema: [{ AttributeName, KeyType: 'HASH' }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: view },
      })
      for (const more of writes) {
        if (more) await send('PutItem', { TableName, Item: { ...key, ...more } })
        else await send('DeleteItem', { TableName, Key: key })
      }
      const shown = await records(send, TableDescription.LatestStreamArn)
      assert.deepEqual(
        shown.map(({ dynamodb }) => dynamodb.SizeBytes),
        sizes,
      )
    },
  ]),
)

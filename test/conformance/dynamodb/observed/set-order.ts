/** Sets are shown bytewise or by value, whatever the order of writing. */
import { av, group, N, S, type DataCase, type Step } from '../case.ts'
import { SOURCES } from './sources.ts'

const TableName = 'simple'
const Key = av({ pk: 'a' })
const bytes = (...list: readonly number[][]): { BS: Uint8Array[] } => ({
  BS: list.map((each) => Uint8Array.from(each)),
})

interface Order {
  readonly id: string
  readonly title: string
  readonly written: object
  readonly shown: object
}

const ORDERS: readonly Order[] = [
  {
    id: 'strings',
    title: 'Strings are in the order of their bytes.',
    written: { SS: ['b', 'ab', '\u{1F600}', '\uffff', 'a', 'B', '', '10', '9'] },
    shown: { SS: ['', '10', '9', 'B', 'a', 'ab', 'b', '\uffff', '\u{1F600}'] },
  },
  {
    id: 'numbers',
    title: 'Numbers are in the order of their values.',
    written: { NS: ['10', '9', '2.5', '-1', '1e2', '-10', '0', '1E-130'] },
    shown: { NS: ['-10', '-1', '0', `0.${'0'.repeat(129)}1`, '2.5', '9', '10', '100'] },
  },
  {
    id: 'binaries',
    title: 'Binaries are in the order of their bytes, unsigned.',
    written: bytes([255], [1], [0, 1], [0], [128], [127, 1]),
    shown: bytes([0], [0, 1], [1], [127, 1], [128], [255]),
  },
]

const call = (operation: string, input: object): Step => ({
  operation,
  input: { TableName, ...input },
})
const put = (set: object): Step =>
  call('PutItem', { Item: { ...Key, set, deep: { L: [{ M: { set } }] } } })
const update = (more: object): Step => call('UpdateItem', { Key, ReturnValues: 'ALL_NEW', ...more })

const everywhere = ORDERS.flatMap(({ id, title, written, shown }): DataCase[] => {
  const item = { ...Key, set: shown, deep: { L: [{ M: { set: shown } }] } }
  const whole = { output: { Items: [item], Count: 1, ScannedCount: 1 } }
  const about = { source: SOURCES.updates, tables: ['simple'] } as const
  return [
    {
      ...about,
      id: `${id}-after-put`,
      title,
      steps: [put(written), { ...call('GetItem', { Key }), output: { Item: item } }],
    },
    {
      ...about,
      id: `${id}-in-pages`,
      title: `${title} In Query and Scan too.`,
      steps: [
        put(written),
        {
          ...call('Query', {
            KeyConditionExpression: 'pk = :a',
            ExpressionAttributeValues: { ':a': S('a') },
          }),
          ...whole,
        },
        { ...call('Scan', {}), ...whole },
        {
          operation: 'BatchGetItem',
          input: { RequestItems: { simple: { Keys: [Key] } } },
          output: { Responses: { simple: [item] }, UnprocessedKeys: {} },
        },
        {
          operation: 'TransactGetItems',
          input: { TransactItems: [{ Get: { TableName, Key } }] },
          output: { Responses: [{ Item: item }] },
        },
        {
          operation: 'ExecuteStatement',
          input: { Statement: `SELECT * FROM "simple" WHERE pk = 'a'` },
          output: { Items: [item] },
        },
      ],
    },
    {
      ...about,
      id: `${id}-returned`,
      title: `${title} In returned attributes too.`,
      steps: [
        {
          ...update({
            UpdateExpression: 'SET #set = :set',
            ExpressionAttributeNames: { '#set': 'set' },
            ExpressionAttributeValues: { ':set': written },
          }),
          output: { Attributes: { ...Key, set: shown } },
        },
        {
          ...call('DeleteItem', { Key, ReturnValues: 'ALL_OLD' }),
          output: { Attributes: { ...Key, set: shown } },
        },
      ],
    },
    {
      ...about,
      id: `${id}-in-condition-failure`,
      title: `${title} In the item of a failed condition too.`,
      steps: [
        put(written),
        {
          ...call('PutItem', {
            Item: Key,
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
          error: { name: 'ConditionalCheckFailedException', fields: { Item: item } },
        },
      ],
    },
    {
      ...about,
      id: `${id}-from-batch`,
      title: `${title} After BatchWriteItem and TransactWriteItems too.`,
      steps: [
        {
          operation: 'BatchWriteItem',
          input: { RequestItems: { simple: [{ PutRequest: { Item: { ...Key, set: written } } }] } },
        },
        { ...call('GetItem', { Key }), output: { Item: { ...Key, set: shown } } },
        {
          operation: 'TransactWriteItems',
          input: {
            TransactItems: [{ Put: { TableName, Item: { ...Key, other: written } } }],
          },
        },
        { ...call('GetItem', { Key }), output: { Item: { ...Key, other: shown } } },
      ],
    },
  ]
})

const changed: DataCase[] = [
  {
    id: 'strings-after-add',
    title: 'ADD keeps strings in order.',
    source: SOURCES.updates,
    tables: ['simple'],
    steps: [
      put({ SS: ['a'] }),
      {
        ...update({
          UpdateExpression: 'ADD #set :set',
          ExpressionAttributeNames: { '#set': 'set' },
          ExpressionAttributeValues: { ':set': { SS: [''] } },
        }),
        includes: { Attributes: { set: { SS: ['', 'a'] } } },
      },
    ],
  },
  {
    id: 'numbers-after-add',
    title: 'ADD keeps numbers in order.',
    source: SOURCES.updates,
    tables: ['simple'],
    steps: [
      put({ NS: ['10', '-1'] }),
      {
        ...update({
          UpdateExpression: 'ADD #set :set',
          ExpressionAttributeNames: { '#set': 'set' },
          ExpressionAttributeValues: { ':set': { NS: ['9', '2.5'] } },
        }),
        includes: { Attributes: { set: { NS: ['-1', '2.5', '9', '10'] } } },
      },
    ],
  },
  {
    id: 'numbers-after-legacy-add',
    title: 'The legacy ADD keeps numbers in order.',
    source: SOURCES.updates,
    tables: ['simple'],
    steps: [
      put({ NS: ['10', '-1'] }),
      {
        ...update({ AttributeUpdates: { set: { Action: 'ADD', Value: { NS: ['9', '2.5'] } } } }),
        includes: { Attributes: { set: { NS: ['-1', '2.5', '9', '10'] } } },
      },
    ],
  },
  {
    id: 'after-delete',
    title: 'DELETE keeps the rest in order.',
    source: SOURCES.updates,
    tables: ['simple'],
    steps: [
      put({ SS: ['c', 'b', 'a', ''] }),
      {
        ...update({
          UpdateExpression: 'DELETE #set :set',
          ExpressionAttributeNames: { '#set': 'set' },
          ExpressionAttributeValues: { ':set': { SS: ['b'] } },
        }),
        includes: { Attributes: { set: { SS: ['', 'a', 'c'] } } },
      },
    ],
  },
  {
    id: 'nested-in-update',
    title: 'Sets inside lists and maps of an update are in order.',
    source: SOURCES.updates,
    tables: ['simple'],
    steps: [
      {
        ...update({
          UpdateExpression: 'SET l = list_append(:l, :l)',
          ExpressionAttributeValues: { ':l': { L: [{ M: { s: { NS: ['10', '9'] } } }] } },
        }),
        output: {
          Attributes: {
            ...Key,
            l: { L: [0, 1].map(() => ({ M: { s: { NS: ['9', '10'] } } })) },
          },
        },
      },
    ],
  },
  {
    id: 'partiql',
    title: 'PartiQL writes sets in order.',
    source: SOURCES.updates,
    tables: ['simple'],
    steps: [
      {
        operation: 'ExecuteStatement',
        input: { Statement: `INSERT INTO "simple" VALUE {'pk': 'a', 'n': 1, 's': <<'b', 'a'>>}` },
      },
      {
        operation: 'ExecuteStatement',
        input: {
          Statement: `UPDATE "simple" SET t = <<10, 9>> SET u = ? WHERE pk = 'a'`,
          Parameters: [{ SS: ['y', 'x'] }],
        },
      },
      {
        ...call('GetItem', { Key }),
        output: {
          Item: {
            ...Key,
            n: N(1),
            s: { SS: ['a', 'b'] },
            t: { NS: ['9', '10'] },
            u: { SS: ['x', 'y'] },
          },
        },
      },
      {
        operation: 'ExecuteStatement',
        input: { Statement: `UPDATE "simple" SET s = set_add(s, <<'', 'A'>>) WHERE pk = 'a'` },
      },
      {
        ...call('GetItem', { Key, ProjectionExpression: 's' }),
        output: { Item: { s: { SS: ['', 'A', 'a', 'b'] } } },
      },
    ],
  },
]

export const setOrder = group('set-order', [...everywhere, ...changed])

import { api, av, group, guide, N, refused, S, type DataCase, type Step } from './case.ts'

const T_GET = api('TransactGetItems')
const T_WRITE = api('TransactWriteItems')

const get = (TableName: string, key: object, output: object): Step => ({
  operation: 'GetItem',
  input: { TableName, Key: av(key) },
  output,
})
const letters = (count: number): string[] => Array.from({ length: count }, (_, i) => `k${i}`)

const transact = (TransactItems: readonly object[], more: object = {}): Step => ({
  operation: 'TransactWriteItems',
  input: { TransactItems, ...more },
})
const read = (...keys: readonly object[]): Step => ({
  operation: 'TransactGetItems',
  input: { TransactItems: keys.map((key) => ({ Get: { TableName: 'simple', Key: av(key) } })) },
})
const tPut = (item: object, more: object = {}): object => ({
  Put: { TableName: 'simple', Item: av(item), ...more },
})
const tDelete = (key: object, more: object = {}): object => ({
  Delete: { TableName: 'simple', Key: av(key), ...more },
})
const tUpdate = (key: object, more: object = {}): object => ({
  Update: {
    TableName: 'simple',
    Key: av(key),
    UpdateExpression: 'SET n = :n',
    ExpressionAttributeValues: { ':n': N(7) },
    ...more,
  },
})
const tCheck = (
  key: object,
  ConditionExpression = 'attribute_exists(pk)',
  more: object = {},
): object => ({
  ConditionCheck: { TableName: 'simple', Key: av(key), ConditionExpression, ...more },
})
const cancelled = (...codes: readonly string[]): Pick<Step, 'error'> => ({
  error: {
    name: 'TransactionCanceledException',
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
    fields: { CancellationReasons: codes.map((Code) => ({ Code })) },
  },
})
const FAILED = 'ConditionalCheckFailed'
const ALL_OLD = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }

const transactWrites: DataCase[] = [
  {
    id: 'all-kinds',
    title: 'A transaction puts, updates, deletes and checks; its answer has no members.',
    source: 'Recorded: test_transaction_write_items',
    items: { simple: [{ pk: 'a' }, { pk: 'b' }, { pk: 'c' }] },
    steps: [
      {
        ...transact([
          tPut({ pk: 'new' }),
          tUpdate({ pk: 'a' }),
          tDelete({ pk: 'b' }),
          tCheck({ pk: 'c' }),
        ]),
        output: {},
      },
      {
        ...read({ pk: 'new' }, { pk: 'a' }, { pk: 'b' }),
        output: { Responses: [{ Item: av({ pk: 'new' }) }, { Item: av({ pk: 'a', n: 7 }) }, {}] },
      },
    ],
  },
  {
    id: 'all-or-nothing',
    title: 'When one condition fails nothing is written.',
    source: T_WRITE,
    items: { simple: [{ pk: 'a' }] },
    steps: [
      {
        ...transact([
          tPut({ pk: 'new' }),
          tPut({ pk: 'a', n: 1 }, { ConditionExpression: 'attribute_not_exists(pk)' }),
        ]),
        ...cancelled('None', FAILED),
      },
      get('simple', { pk: 'new' }, {}),
      get('simple', { pk: 'a' }, { Item: av({ pk: 'a' }) }),
    ],
  },
  {
    id: 'several-reasons',
    title: 'Every action has its reason, in order.',
    source: T_WRITE,
    tables: ['simple'],
    steps: [
      {
        ...transact([tCheck({ pk: 'a' }), tPut({ pk: 'b' }), tCheck({ pk: 'c' })]),
        ...cancelled(FAILED, 'None', FAILED),
      },
    ],
  },
  {
    id: 'reason-with-item',
    title: 'ReturnValuesOnConditionCheckFailure ALL_OLD puts the item into its reason.',
    source: T_WRITE,
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...transact([tCheck({ pk: 'a' }, 'attribute_not_exists(pk)', ALL_OLD)]),
        error: {
          name: 'TransactionCanceledException',
          fields: {
            CancellationReasons: [
              {
                Code: FAILED,
                Message: 'The conditional request failed',
                Item: av({ pk: 'a', n: 1 }),
              },
            ],
          },
        },
      },
    ],
  },
  {
    id: 'conditions-see-before',
    title: 'Conditions see the items as they were before the transaction.',
    source: guide('transaction-apis'),
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...transact([
          tUpdate(
            { pk: 'a' },
            {
              ConditionExpression: 'n = :one',
              ExpressionAttributeValues: { ':n': N(7), ':one': N(1) },
            },
          ),
          tPut({ pk: 'b' }),
        ]),
        output: {},
      },
    ],
  },
  {
    id: 'token',
    title: 'A transaction with the token of an earlier one is answered, not made again.',
    source: guide('transaction-apis.html#transaction-apis-txwriteitems'),
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...transact([tUpdate({ pk: 'a' }, { UpdateExpression: 'SET n = n + :n' })], {
          ClientRequestToken: 't1',
        }),
        output: {},
      },
      {
        ...transact([tUpdate({ pk: 'a' }, { UpdateExpression: 'SET n = n + :n' })], {
          ClientRequestToken: 't1',
        }),
        output: {},
      },
      get('simple', { pk: 'a' }, { Item: av({ pk: 'a', n: 8 }) }),
    ],
  },
  {
    id: 'token-mismatch',
    title: 'A token does not go with another request.',
    source: guide('transaction-apis.html#transaction-apis-txwriteitems'),
    tables: ['simple'],
    steps: [
      { ...transact([tPut({ pk: 'a' })], { ClientRequestToken: 't1' }), output: {} },
      {
        ...transact([tPut({ pk: 'b' })], { ClientRequestToken: 't1' }),
        ...refused(undefined, 'IdempotentParameterMismatchException'),
      },
    ],
  },
  {
    id: 'hundred',
    title: 'A transaction has at most 100 actions.',
    source: T_WRITE,
    tables: ['simple'],
    steps: [
      { ...transact(letters(100).map((pk) => tPut({ pk }))), output: {} },
      { ...transact(letters(101).map((pk) => tPut({ pk }))), ...refused() },
    ],
  },
  {
    id: 'capacity',
    title: 'Transactions take twice the units.',
    source: guide('read-write-operations'),
    tables: ['simple'],
    steps: [
      {
        ...transact([tPut({ pk: 'a' }), tPut({ pk: 'b' })], { ReturnConsumedCapacity: 'TOTAL' }),
        includes: { ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 4 }] },
      },
    ],
  },
  ...(
    [
      ['no actions', []],
      ['two actions on one item', [tPut({ pk: 'a' }), tDelete({ pk: 'a' })]],
      ['a check and a write of one item', [tCheck({ pk: 'a' }), tUpdate({ pk: 'a' })]],
      [
        'a check without condition',
        [{ ConditionCheck: { TableName: 'simple', Key: av({ pk: 'a' }) } }],
      ],
      ['an empty action', [{}]],
      ['an update without expression', [{ Update: { TableName: 'simple', Key: av({ pk: 'a' }) } }]],
      ['a condition that cannot be read', [tCheck({ pk: 'a' }, 'pk =')]],
    ] as const
  ).map(([what, actions]): DataCase => ({
    id: `refused-${what}`,
    title: `A transaction with ${what} is refused.`,
    source: T_WRITE,
    tables: ['simple'],
    steps: [{ ...transact(actions), ...refused() }],
  })),
  {
    id: 'several-operations-message',
    title: 'One item takes part in a transaction once, in the words of AWS.',
    source: T_WRITE,
    tables: ['simple'],
    steps: [
      {
        ...transact([tPut({ pk: 'a' }), tDelete({ pk: 'a' })]),
        ...refused('Transaction request cannot include multiple operations on one item'),
      },
    ],
  },
  {
    id: 'no-table',
    title: 'A table that does not exist is not found.',
    source: 'Recorded: test_batch_write_not_existing_table',
    steps: [
      { ...transact([tPut({ pk: 'a' })]), ...refused(undefined, 'ResourceNotFoundException') },
    ],
  },
]

const transactGets: DataCase[] = [
  {
    id: 'in-order',
    title: 'Answers come in the order of the request, empty ones for items that are not there.',
    source: T_GET,
    items: { simple: [{ pk: 'a', n: 1 }, { pk: 'b' }] },
    steps: [
      {
        ...read({ pk: 'b' }, { pk: 'nothing' }, { pk: 'a' }),
        output: { Responses: [{ Item: av({ pk: 'b' }) }, {}, { Item: av({ pk: 'a', n: 1 }) }] },
      },
    ],
  },
  {
    id: 'projection',
    title: 'Each has a projection of its own.',
    source: T_GET,
    items: { simple: [{ pk: 'a', n: 1, m: 2 }] },
    steps: [
      {
        operation: 'TransactGetItems',
        input: {
          TransactItems: [
            { Get: { TableName: 'simple', Key: av({ pk: 'a' }), ProjectionExpression: 'm' } },
          ],
        },
        output: { Responses: [{ Item: av({ m: 2 }) }] },
      },
    ],
  },
  {
    id: 'by-arn',
    title: 'Tables may be named by their ARNs.',
    source: 'Recorded: test_transact_get_items',
    items: { simple: [{ pk: 'a' }] },
    steps: [
      {
        operation: 'TransactGetItems',
        input: {
          TransactItems: [
            {
              Get: {
                TableName: 'arn:aws:dynamodb:us-east-1:123456789012:table/simple',
                Key: av({ pk: 'a' }),
              },
            },
          ],
        },
        output: { Responses: [{ Item: av({ pk: 'a' }) }] },
      },
    ],
  },
  {
    id: 'capacity',
    title: 'A transactional read takes two units for 4 KB.',
    source: guide('read-write-operations'),
    items: { simple: [{ pk: 'a' }] },
    steps: [
      {
        operation: 'TransactGetItems',
        input: {
          TransactItems: [{ Get: { TableName: 'simple', Key: av({ pk: 'a' }) } }],
          ReturnConsumedCapacity: 'TOTAL',
        },
        includes: { ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 2 }] },
      },
    ],
  },
  {
    id: 'hundred',
    title: 'A transaction reads at most 100 items.',
    source: T_GET,
    tables: ['simple'],
    steps: [{ ...read(...letters(101).map((pk) => ({ pk }))), ...refused() }],
  },
  {
    id: 'none',
    title: 'A transaction reads at least one item.',
    source: T_GET,
    tables: ['simple'],
    steps: [{ ...read(), ...refused() }],
  },
  {
    id: 'duplicates',
    title: 'One item is read once.',
    source: T_GET,
    tables: ['simple'],
    steps: [{ ...read({ pk: 'a' }, { pk: 'a' }), ...refused() }],
  },
  {
    id: 'no-table',
    title: 'A table that does not exist is not found.',
    source: 'Recorded: test_batch_write_not_existing_table',
    steps: [{ ...read({ pk: S('a').S }), ...refused(undefined, 'ResourceNotFoundException') }],
  },
]

export const transactWriteItems = group('transact-write-items', transactWrites)
export const transactGetItems = group('transact-get-items', transactGets)

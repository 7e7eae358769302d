/** Functions in the wrong place, numbers out of range, and limits. */
import {
  av,
  group,
  N,
  refused,
  S,
  type ConformanceCase,
  type DataCase,
  type Step,
} from '../case.ts'
import { fails, scenarios } from '../scenario.ts'
import { OVERFLOW, UNDERFLOW } from './number-texts.ts'
import { SOURCES } from './sources.ts'
import assert from 'node:assert/strict'

const TableName = 'simple'
const Key = av({ pk: 'a' })

const misused = (parameter: string, name: string): Pick<Step, 'error'> =>
  refused(
    `Invalid ${parameter}: The function is not allowed to be used this way in an expression; function: ${name}`,
  )

const update = (UpdateExpression: string, values: object, more: object = {}): Step => ({
  operation: 'UpdateItem',
  input: {
    TableName,
    Key,
    UpdateExpression,
    ExpressionAttributeValues: values,
    ...more,
  },
})
const one = (id: string, title: string, steps: readonly Step[], region?: string): DataCase => ({
  id,
  title,
  source: SOURCES.limits,
  ...(region !== undefined && { region }),
  items: { simple: [{ pk: 'a', l: [1], big: 1e15 }] },
  steps,
})

const list = av({ ':l': [1] })
const CLASSIC = 'me-central-1'

const expressions: DataCase[] = [
  one(
    'nested-list-append',
    'list_append has no list_append among its operands.',
    [
      'list_append(list_append(l, :l), :l)',
      'list_append(:l, list_append(l, :l))',
      'if_not_exists(y, list_append(l, :l))',
    ].map((value) => ({
      ...update(`SET l = ${value}`, list),
      ...misused('UpdateExpression', 'list_append'),
    })),
    CLASSIC,
  ),
  one('nested-if-not-exists', 'if_not_exists may be nested.', [
    { ...update('SET l = list_append(if_not_exists(l, :l), :l)', list), output: {} },
    { ...update('SET x = if_not_exists(y, if_not_exists(z, :l))', list), output: {} },
  ]),
  one(
    'update-function-in-condition',
    'A condition has no functions of updates.',
    [
      ['if_not_exists(x, :l) = :l', 'if_not_exists'],
      ['x = if_not_exists(x, :l)', 'if_not_exists'],
      ['list_append(l, :l) = :l', 'list_append'],
    ].map(([ConditionExpression, name = '']) => ({
      operation: 'DeleteItem',
      input: { TableName, Key, ConditionExpression, ExpressionAttributeValues: list },
      ...misused('ConditionExpression', name),
    })),
    CLASSIC,
  ),
  one('update-function-in-filter', 'A filter has no functions of updates.', [
    {
      operation: 'Scan',
      input: {
        TableName,
        FilterExpression: 'if_not_exists(x, :l) = :l',
        ExpressionAttributeValues: list,
      },
      ...misused('FilterExpression', 'if_not_exists'),
    },
  ]),
  one('arithmetic-digits', 'A result with more than 38 digits overflows.', [
    { ...update('SET n = :a + :b', { ':a': N('1e50'), ':b': N(1) }), ...refused(OVERFLOW) },
    { ...update('SET n = :a - :b', { ':a': N('1e50'), ':b': N(1) }), ...refused(OVERFLOW) },
    { ...update('ADD big :b', { ':b': N('1e-30') }), ...refused(OVERFLOW) },
    { ...update('SET n = :a + :b', { ':a': N('9e125'), ':b': N('9e125') }), ...refused(OVERFLOW) },
    { ...update('SET n = :a + :b', { ':a': N('1e37'), ':b': N(1) }), output: {} },
  ]),
]

const put = (number: string): Step => ({
  operation: 'PutItem',
  input: { TableName, Item: { ...Key, n: N(number) } },
})
const batch = (number: string): Step => ({
  operation: 'BatchWriteItem',
  input: { RequestItems: { simple: [{ PutRequest: { Item: { ...Key, n: N(number) } } }] } },
})
const notANumber = (number: string): Pick<Step, 'error'> =>
  refused(`The parameter cannot be converted to a numeric value: ${number}`)

const numbers: DataCase[] = [
  one('zero-exponents', 'The exponent of a zero is limited, too.', [
    ...['0e-131', '0.0e-130', '-0e-131', '0e-2147483647'].map((n) => ({
      ...batch(n),
      ...refused(UNDERFLOW),
    })),
    ...['0e126', '0e2147483646'].map((n) => ({ ...batch(n), ...refused(OVERFLOW) })),
    ...['0e-130', '0e125', '0.000'].map((n) => put(n)),
  ]),
  one(
    'huge-exponents',
    'Beyond 32 bits, an exponent is not numeric; close to it, it wraps around.',
    [
      { ...batch('1e2147483646'), ...refused(OVERFLOW) },
      ...['1e2147483647', '1.5e2147483647', '-1e2147483647', '1e-2147483647'].map((n) => ({
        ...batch(n),
        ...refused(UNDERFLOW),
      })),
      ...[
        '1e2147483648',
        '1e-2147483648',
        '1.5e-2147483647',
        '1e99999999999',
        '-1e99999999999',
      ].map((n) => ({ ...batch(n), ...notANumber(n) })),
    ],
  ),
  one(
    'exponents-beyond-64-bits',
    'An exponent beyond 64 bits is not numeric.',
    [{ ...put('1e9223372036854775808'), ...notANumber('1e9223372036854775808') }],
    CLASSIC,
  ),
]

const deep = (levels: number): object => (levels === 0 ? S('x') : { L: [deep(levels - 1)] })
const TOO_DEEP =
  'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit'
const transact = (action: object): Step => ({
  operation: 'TransactWriteItems',
  input: { TransactItems: [action] },
})
const deepValue = { TableName, Key, ExpressionAttributeValues: { ':v': deep(33) } }

const nesting: DataCase[] = [
  {
    id: 'transaction-nesting',
    title: 'A value that is too deep cancels an Update; a ConditionCheck accepts it.',
    source: 'https://github.com/paritysuite/dynamodb-conformance/pull/178',
    items: { simple: [{ pk: 'a' }] },
    steps: [
      {
        ...transact({ Update: { ...deepValue, UpdateExpression: 'SET a = :v' } }),
        error: {
          name: 'TransactionCanceledException',
          fields: { CancellationReasons: [{ Code: 'ValidationError', Message: TOO_DEEP }] },
        },
      },
      {
        ...transact({ ConditionCheck: { ...deepValue, ConditionExpression: 'pk <> :v' } }),
        output: {},
      },
      {
        ...transact({ Put: { TableName, Item: { ...Key, a: deep(33) } } }),
        ...refused(TOO_DEEP),
      },
    ],
  },
]

const large = (i: number): object => ({ pk: S('p'), sk: S(String(i)), v: S('x'.repeat(400_000)) })
const keyOf = (i: number): object => ({ pk: S('p'), sk: S(String(i)) })
const LONG = 'n'.repeat(65_536)

const limits: DataCase[] = [
  {
    id: 'batch-get-partition',
    title: 'BatchGetItem reads at most 1 MB of a partition.',
    source: SOURCES.limits,
    tables: ['pairs'],
    steps: [
      ...[1, 2, 3].map((i) => ({
        operation: 'PutItem',
        input: { TableName: 'pairs', Item: large(i) },
      })),
      {
        operation: 'BatchGetItem',
        input: { RequestItems: { pairs: { Keys: [1, 2, 3].map(keyOf) } } },
        output: {
          Responses: { pairs: [large(1), large(2)] },
          UnprocessedKeys: { pairs: { Keys: [keyOf(3)] } },
        },
      },
    ],
  },
  one('long-names', 'The name of an attribute has at most 65,535 bytes.', [
    { operation: 'PutItem', input: { TableName, Item: { ...Key, [LONG]: N(1) } }, ...refused() },
    {
      operation: 'UpdateItem',
      input: { TableName, Key, AttributeUpdates: { [LONG]: { Action: 'PUT', Value: N(1) } } },
      ...refused(),
    },
    {
      ...update('SET #n = :v', { ':v': N(1) }, { ExpressionAttributeNames: { '#n': LONG } }),
      ...refused(),
    },
    {
      operation: 'PutItem',
      input: { TableName, Item: { ...Key, [LONG.slice(1)]: N(1) } },
      output: {},
    },
  ]),
]

export const expressionLimits: readonly ConformanceCase[] = [
  ...group('expression-limits', [...expressions, ...numbers, ...nesting, ...limits]),
  ...scenarios('expression-limits', [
    [
      'increase-at-once',
      'UpdateTable tells the time of an increase at once, with the old units.',
      SOURCES.limits,
      async (send) => {
        const throughput = (units: number): object => ({
          ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: units },
        })
        await send('CreateTable', {
          TableName: 'provisioned',
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          ...throughput(5),
        })
        const { TableDescription } = await send('UpdateTable', {
          TableName: 'provisioned',
          ...throughput(7),
        })
        const shown = TableDescription.ProvisionedThroughput
        assert.equal(shown.ReadCapacityUnits, 5)
        assert.ok(shown.LastIncreaseDateTime instanceof Date)
      },
    ],
    [
      'list-streams-malformed-start',
      'ListStreams refuses a start that is not the ARN of a stream.',
      SOURCES.limits,
      async (send) => {
        const start = (ExclusiveStartStreamArn: string): Promise<unknown> =>
          send('ListStreams', { ExclusiveStartStreamArn })
        await fails(start('a text that is long enough but not an ARN'), refused())
        await fails(start('arn:aws:dynamodb:us-east-1:123456789012:table/a'), refused())
        await fails(start('arn:aws:s3:us-east-1:123456789012:table/a/stream/b'), refused())
      },
    ],
  ]),
]

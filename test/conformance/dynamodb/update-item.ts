import {
  conditionFailed,
  api,
  av,
  group,
  guide,
  N,
  refused,
  S,
  type DataCase,
  type Step,
} from './case.ts'

const UPDATE = api('UpdateItem')
const EXPRESSIONS = guide('Expressions.UpdateExpressions')

const update = (
  UpdateExpression: string | undefined,
  values?: object,
  more: object = {},
): Step => ({
  operation: 'UpdateItem',
  input: {
    TableName: 'simple',
    Key: av({ pk: 'a' }),
    UpdateExpression,
    ...(values && { ExpressionAttributeValues: values }),
    ...more,
  },
})
const stored = (value: object): Step => ({
  operation: 'GetItem',
  input: { TableName: 'simple', Key: av({ pk: 'a' }) },
  output: { Item: av({ pk: 'a', ...value }) },
})

interface Change {
  readonly before?: object
  readonly expression: string
  readonly values?: Readonly<Record<string, object>>
  readonly names?: Readonly<Record<string, string>>
  readonly after: object
}

const V = {
  ':1': N(1),
  ':2': N(2),
  ':s': S('x'),
  ':l': { L: [N(9)] },
  ':m': { M: { z: N(1) } },
  ':ss': { SS: ['b', 'c'] },
  ':ns': { NS: ['2', '3'] },
} as const
const pick = (...names: (keyof typeof V)[]): Record<string, object> =>
  Object.fromEntries(names.map((name) => [name, V[name]]))

const CHANGES: readonly Change[] = [
  { expression: 'SET n = :1', values: pick(':1'), after: { n: 1 } },
  { expression: 'set n = :1', values: pick(':1'), after: { n: 1 } },
  { before: { n: 5 }, expression: 'SET n = :1', values: pick(':1'), after: { n: 1 } },
  { expression: 'SET n = :1, s = :s', values: pick(':1', ':s'), after: { n: 1, s: 'x' } },
  { before: { n: 5 }, expression: 'SET n = n + :1', values: pick(':1'), after: { n: 6 } },
  { before: { n: 5 }, expression: 'SET n = n - :1', values: pick(':1'), after: { n: 4 } },
  { before: { n: 5 }, expression: 'SET m = :1 + n', values: pick(':1'), after: { n: 5, m: 6 } },
  { before: { n: 5, m: 7 }, expression: 'SET n = m, m = n', after: { n: 7, m: 5 } },
  { expression: 'SET n = if_not_exists(n, :1)', values: pick(':1'), after: { n: 1 } },
  {
    before: { n: 5 },
    expression: 'SET n = if_not_exists(n, :1)',
    values: pick(':1'),
    after: { n: 5 },
  },
  { expression: 'SET n = if_not_exists(n, :1) + :2', values: pick(':1', ':2'), after: { n: 3 } },
  {
    before: { l: [1] },
    expression: 'SET l = list_append(l, :l)',
    values: pick(':l'),
    after: { l: [1, 9] },
  },
  {
    before: { l: [1] },
    expression: 'SET l = list_append(:l, l)',
    values: pick(':l'),
    after: { l: [9, 1] },
  },
  {
    expression: 'SET l = list_append(if_not_exists(l, :l), :l)',
    values: pick(':l'),
    after: { l: [9, 9] },
  },
  {
    before: { l: [1, 2] },
    expression: 'SET l[0] = :s',
    values: pick(':s'),
    after: { l: ['x', 2] },
  },
  {
    before: { l: [1, 2] },
    expression: 'SET l[7] = :s',
    values: pick(':s'),
    after: { l: [1, 2, 'x'] },
  },
  {
    before: { t: { a: 1 } },
    expression: 'SET t.b = :s',
    values: pick(':s'),
    after: { t: { a: 1, b: 'x' } },
  },
  {
    before: { t: { a: { b: 1 } } },
    expression: 'SET t.a.b = :2',
    values: pick(':2'),
    after: { t: { a: { b: 2 } } },
  },
  {
    before: { l: [{ a: 1 }] },
    expression: 'SET l[0].a = :2',
    values: pick(':2'),
    after: { l: [{ a: 2 }] },
  },
  {
    before: { n: 5 },
    expression: 'SET #n = :1',
    values: pick(':1'),
    names: { '#n': 'a.b' },
    after: { n: 5, 'a.b': 1 },
  },
  { before: { n: 5, s: 'x' }, expression: 'REMOVE n', after: { s: 'x' } },
  { before: { n: 5, s: 'x' }, expression: 'REMOVE n, s', after: {} },
  { before: { n: 5 }, expression: 'REMOVE nothing', after: { n: 5 } },
  { before: { t: { a: 1, b: 2 } }, expression: 'REMOVE t.a', after: { t: { b: 2 } } },
  { before: { l: [1, 2, 3] }, expression: 'REMOVE l[1]', after: { l: [1, 3] } },
  { before: { l: [1, 2, 3, 4] }, expression: 'REMOVE l[0], l[2]', after: { l: [2, 4] } },
  { before: { l: [1] }, expression: 'REMOVE l[5]', after: { l: [1] } },
  { before: { n: 5 }, expression: 'ADD n :2', values: pick(':2'), after: { n: 7 } },
  { expression: 'ADD n :2', values: pick(':2'), after: { n: 2 } },
  { before: { t: { n: 1 } }, expression: 'ADD t.n :2', values: pick(':2'), after: { t: { n: 3 } } },
  {
    before: { tags: new Set(['a', 'b']) },
    expression: 'ADD tags :ss',
    values: pick(':ss'),
    after: { tags: new Set(['a', 'b', 'c']) },
  },
  { expression: 'ADD tags :ss', values: pick(':ss'), after: { tags: new Set(['b', 'c']) } },
  {
    before: { nums: new Set([1, 2]) },
    expression: 'ADD nums :ns',
    values: pick(':ns'),
    after: { nums: new Set([1, 2, 3]) },
  },
  {
    before: { tags: new Set(['a', 'b']) },
    expression: 'DELETE tags :ss',
    values: pick(':ss'),
    after: { tags: new Set(['a']) },
  },
  {
    before: { tags: new Set(['b']) },
    expression: 'DELETE tags :ss',
    values: pick(':ss'),
    after: {},
  },
  { expression: 'DELETE tags :ss', values: pick(':ss'), after: {} },
  {
    before: { n: 5, s: 'y', tags: new Set(['a', 'b']) },
    expression: 'SET m = :1 REMOVE s ADD n :2 DELETE tags :ss',
    values: pick(':1', ':2', ':ss'),
    after: { m: 1, n: 7, tags: new Set(['a']) },
  },
]

const text = (value: object = {}): string =>
  JSON.stringify(value, (_, each: unknown) => (each instanceof Set ? [...each] : each))

const changes: DataCase[] = CHANGES.map((change) => ({
  id: `change-${change.expression}-${text(change.before)}`,
  title: `${change.expression} on ${text(change.before)} gives ${text(change.after)}.`,
  source: EXPRESSIONS,
  items: { simple: [{ pk: 'a', ...change.before }] },
  steps: [
    {
      ...update(change.expression, change.values, {
        ReturnValues: 'ALL_NEW',
        ...(change.names && { ExpressionAttributeNames: change.names }),
      }),
      output: { Attributes: av({ pk: 'a', ...change.after }) },
    },
    stored(change.after),
  ],
}))

const old = { n: 5, s: 'x', l: [1, 2], t: { a: 1, b: 2 } }
/** ReturnValues on `SET n = :1, t.a = :2, fresh = :1 REMOVE s`. */
const RETURNS: readonly (readonly [ReturnValues: string, output: object])[] = [
  ['NONE', {}],
  ['ALL_OLD', { Attributes: av({ pk: 'a', ...old }) }],
  ['ALL_NEW', { Attributes: av({ pk: 'a', n: 1, l: [1, 2], t: { a: 2, b: 2 }, fresh: 1 }) }],
  ['UPDATED_OLD', { Attributes: av({ n: 5, t: { a: 1 }, s: 'x' }) }],
  ['UPDATED_NEW', { Attributes: av({ n: 1, t: { a: 2 }, fresh: 1 }) }],
]

const returns: DataCase[] = [
  ...RETURNS.map(([ReturnValues, output]): DataCase => ({
    id: `returns-${ReturnValues}`,
    title: `ReturnValues ${ReturnValues} gives its view of an update.`,
    source: `${UPDATE}#DDB-UpdateItem-request-ReturnValues`,
    items: { simple: [{ pk: 'a', ...old }] },
    steps: [
      {
        ...update('SET n = :1, t.a = :2, fresh = :1 REMOVE s', pick(':1', ':2'), { ReturnValues }),
        output,
      },
    ],
  })),
  {
    id: 'returns-new-item',
    title: 'There are no old attributes of an item that was not there.',
    source: `${UPDATE}#DDB-UpdateItem-request-ReturnValues`,
    tables: ['simple'],
    steps: [{ ...update('SET n = :1', pick(':1'), { ReturnValues: 'ALL_OLD' }), output: {} }],
  },
]

const REFUSED: readonly (readonly [
  expression: string,
  values: readonly (keyof typeof V)[],
  before?: object,
])[] = [
  ['', []],
  ['n = :1', [':1']],
  ['SET n', []],
  ['SET n = :undefined', [':1']],
  ['SET n = :1 SET s = :s', [':1', ':s']],
  ['SET n = :1, n = :2', [':1', ':2']],
  ['SET t.a = :1, t = :m', [':1', ':m'], { t: {} }],
  ['SET n = :1 REMOVE n', [':1']],
  ['SET pk = :s', [':s']],
  ['REMOVE pk', []],
  ['SET n = n + :1', [':1']],
  ['SET n = m', []],
  ['SET n = s + :1', [':1'], { s: 'x' }],
  ['SET n = :1 + :s', [':1', ':s']],
  ['SET l = list_append(l, :1)', [':1'], { l: [] }],
  ['SET l = list_append(n, :l)', [':l'], { n: 1 }],
  ['SET t.a = :1', [':1']],
  ['SET t.a = :1', [':1'], { t: 'text' }],
  ['SET l[0] = :1', [':1']],
  ['SET t[0] = :1', [':1'], { t: {} }],
  ['SET n = :1 + :1 + :1', [':1']],
  ['SET n = attribute_exists(n)', []],
  ['ADD s :1', [':1'], { s: 'x' }],
  ['ADD n :s', [':s']],
  ['ADD tags :1', [':1'], { tags: new Set(['a']) }],
  ['ADD tags :ns', [':ns'], { tags: new Set(['a']) }],
  ['ADD l :l', [':l'], { l: [1] }],
  ['DELETE tags :s', [':s'], { tags: new Set(['a']) }],
  ['DELETE n :1', [':1'], { n: 1 }],
  ['DELETE tags :ns', [':ns'], { tags: new Set(['a']) }],
  ['SET name = :1', [':1']],
  ['REMOVE n,', []],
]

const refusals: DataCase[] = REFUSED.map(([expression, values, before]) => ({
  id: `refused-${expression}-${text(before)}`,
  title: `'${expression}' on ${text(before)} is refused and changes nothing.`,
  source: EXPRESSIONS,
  items: { simple: [{ pk: 'a', ...before }] },
  steps: [
    { ...update(expression, values.length > 0 ? pick(...values) : undefined), ...refused() },
    stored(before ?? {}),
  ],
}))

const legacy = (AttributeUpdates: object): Step =>
  update(undefined, undefined, { AttributeUpdates })
const LEGACY = guide('LegacyConditionalParameters.AttributeUpdates')

const others: DataCase[] = [
  {
    id: 'creates',
    title: 'An update creates the item when there is none.',
    source: UPDATE,
    tables: ['simple'],
    steps: [{ ...update('SET n = :1', pick(':1')), output: {} }, stored({ n: 1 })],
  },
  {
    id: 'creates-bare',
    title: 'Without an expression it creates an item of its key.',
    source: UPDATE,
    tables: ['simple'],
    steps: [{ ...update(undefined), output: {} }, stored({})],
  },
  {
    id: 'condition-fails',
    title: 'An update whose condition fails changes nothing and creates nothing.',
    source: guide('Expressions.ConditionExpressions'),
    tables: ['simple'],
    steps: [
      {
        ...update('SET n = :1', pick(':1'), { ConditionExpression: 'attribute_exists(pk)' }),
        ...conditionFailed,
      },
      { operation: 'GetItem', input: { TableName: 'simple', Key: av({ pk: 'a' }) }, output: {} },
    ],
  },
  {
    id: 'condition-sees-old',
    title: 'A condition sees the item as it was.',
    source: guide('Expressions.ConditionExpressions'),
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      { ...update('SET n = :2', pick(':1', ':2'), { ConditionExpression: 'n = :1' }), output: {} },
      {
        ...update('SET n = :2', pick(':1', ':2'), { ConditionExpression: 'n = :1' }),
        ...conditionFailed,
      },
    ],
  },
  {
    id: 'key-message',
    title: 'A key attribute cannot be updated, in the words of AWS.',
    source: `${UPDATE}#DDB-UpdateItem-request-UpdateExpression`,
    items: { simple: [{ pk: 'a' }] },
    steps: [
      {
        ...update('SET pk = :s', pick(':s')),
        ...refused(
          'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
        ),
      },
    ],
  },
  {
    id: 'index-follows',
    title: 'Indexes follow an update.',
    source: guide('GSI.html#GSI.Writes'),
    items: { orders: [{ customer: 'c', id: '1', note: 'old' }] },
    steps: [
      {
        operation: 'UpdateItem',
        input: {
          TableName: 'orders',
          Key: av({ customer: 'c', id: '1' }),
          UpdateExpression: 'SET note = :n',
          ExpressionAttributeValues: { ':n': S('new') },
        },
      },
      {
        operation: 'Query',
        input: {
          TableName: 'orders',
          IndexName: 'byNote',
          KeyConditionExpression: 'note = :n',
          ExpressionAttributeValues: { ':n': S('new') },
        },
        output: { Items: [av({ customer: 'c', id: '1', note: 'new' })], Count: 1, ScannedCount: 1 },
      },
    ],
  },
  {
    id: 'item-too-large',
    title: 'An update cannot make an item larger than 400 KB.',
    source: guide('Constraints.html#limits-items'),
    items: { simple: [{ pk: 'a', x: 'x'.repeat(300_000) }] },
    steps: [{ ...update('SET y = :y', { ':y': S('y'.repeat(200_000)) }), ...refused() }],
  },
  {
    id: 'legacy-put',
    title: 'AttributeUpdates PUT sets, and is the default action.',
    source: LEGACY,
    items: { simple: [{ pk: 'a', n: 5 }] },
    steps: [
      legacy({ n: { Action: 'PUT', Value: N(1) }, s: { Value: S('x') } }),
      stored({ n: 1, s: 'x' }),
    ],
  },
  {
    id: 'legacy-delete',
    title: 'AttributeUpdates DELETE removes an attribute.',
    source: LEGACY,
    items: { simple: [{ pk: 'a', n: 5, s: 'x' }] },
    steps: [legacy({ n: { Action: 'DELETE' } }), stored({ s: 'x' })],
  },
  {
    id: 'legacy-add',
    title: 'AttributeUpdates ADD adds numbers and appends lists.',
    source: LEGACY,
    items: { simple: [{ pk: 'a', n: 5 }] },
    steps: [
      legacy({ n: { Action: 'ADD', Value: N(2) }, m: { Action: 'ADD', Value: N(1) } }),
      stored({ n: 7, m: 1 }),
    ],
  },
  {
    id: 'legacy-mixed',
    title: 'AttributeUpdates and UpdateExpression do not mix.',
    source: guide('LegacyConditionalParameters'),
    tables: ['simple'],
    steps: [
      {
        ...update('SET n = :1', pick(':1'), { AttributeUpdates: { s: { Value: S('x') } } }),
        ...refused(),
      },
    ],
  },
  ...(
    [
      ['larger', 100, 3000, 3],
      ['smaller', 3000, 100, 3],
      ['same', 100, 100, 1],
    ] as const
  ).map(([id, before, after, units]): DataCase => ({
    id: `capacity-${id}`,
    title: 'An update takes the units of the larger of the two items.',
    source: guide('read-write-operations'),
    items: { simple: [{ pk: 'a', x: 'x'.repeat(before) }] },
    steps: [
      {
        ...update(
          'SET x = :x',
          { ':x': S('y'.repeat(after)) },
          { ReturnConsumedCapacity: 'TOTAL' },
        ),
        output: { ConsumedCapacity: { TableName: 'simple', CapacityUnits: units } },
      },
    ],
  })),
]

export const updateItem = group('update-item', [...changes, ...returns, ...refusals, ...others])

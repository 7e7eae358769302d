/** Updates that only remove create no item. */
import { av, conditionFailed, group, guide, N, S, type DataCase, type Step } from '../case.ts'
import { SOURCES } from './sources.ts'

const LEGACY = guide('LegacyConditionalParameters.AttributeUpdates')
const Key = av({ pk: 'a' })

const update = (more: object): Step => ({
  operation: 'UpdateItem',
  input: { TableName: 'simple', Key, ...more },
})
const stored = (item?: object): Step => ({
  operation: 'GetItem',
  input: { TableName: 'simple', Key },
  output: item ? { Item: av({ pk: 'a', ...item }) } : {},
})
const tags = { ':tags': { SS: ['x'] } }
const missing = { AttributeUpdates: { x: { Action: 'DELETE' } } }

/** Updates of a missing item, and what they create. */
const UPDATES: readonly (readonly [
  id: string,
  title: string,
  input: object,
  created: object | undefined,
  source?: string,
])[] = [
  ['remove', 'REMOVE creates nothing.', { UpdateExpression: 'REMOVE x' }, undefined],
  [
    'remove-several',
    'REMOVE of several attributes creates nothing.',
    { UpdateExpression: 'REMOVE x, y, z' },
    undefined,
  ],
  [
    'remove-nested',
    'REMOVE below an attribute is accepted where the whole item is missing.',
    { UpdateExpression: 'REMOVE x.y' },
    undefined,
  ],
  [
    'remove-element',
    'REMOVE of a list element is accepted where the whole item is missing.',
    { UpdateExpression: 'REMOVE x[0], y.z[1].w' },
    undefined,
  ],
  ['legacy-delete', 'The legacy DELETE creates nothing.', missing, undefined],
  [
    'legacy-delete-set',
    'The legacy DELETE from a set creates nothing.',
    { AttributeUpdates: { x: { Action: 'DELETE', Value: { SS: ['x'] } } } },
    undefined,
    LEGACY,
  ],
  [
    'delete-set',
    'DELETE from a set creates nothing.',
    { UpdateExpression: 'DELETE x :tags', ExpressionAttributeValues: tags },
    undefined,
  ],
  [
    'remove-and-delete',
    'REMOVE and DELETE together create nothing.',
    { UpdateExpression: 'REMOVE y DELETE x :tags', ExpressionAttributeValues: tags },
    undefined,
  ],
  [
    'condition',
    'A true condition changes nothing about it.',
    { UpdateExpression: 'REMOVE x', ConditionExpression: 'attribute_not_exists(pk)' },
    undefined,
  ],
  ['key-alone', 'A key alone creates an item.', {}, {}],
  ['empty-updates', 'Empty AttributeUpdates create an item.', { AttributeUpdates: {} }, {}],
  [
    'remove-and-set',
    'REMOVE beside SET creates an item.',
    { UpdateExpression: 'REMOVE x SET n = :n', ExpressionAttributeValues: { ':n': N(1) } },
    { n: 1 },
  ],
  [
    'remove-and-add',
    'REMOVE beside ADD creates an item.',
    { UpdateExpression: 'REMOVE x ADD n :n', ExpressionAttributeValues: { ':n': N(1) } },
    { n: 1 },
  ],
  [
    'legacy-put',
    'The legacy DELETE beside PUT creates an item.',
    { AttributeUpdates: { x: { Action: 'DELETE' }, s: { Value: S('s') } } },
    { s: 's' },
    LEGACY,
  ],
]

const updates = UPDATES.map(([id, title, input, created, source = SOURCES.updates]): DataCase => ({
  id,
  title,
  source,
  tables: ['simple'],
  steps: [{ ...update(input), output: {} }, stored(created)],
}))

const returned = ['ALL_NEW', 'ALL_OLD', 'UPDATED_NEW', 'UPDATED_OLD'].flatMap(
  (ReturnValues): DataCase[] => [
    {
      id: `returns-${ReturnValues}`,
      title: `An update that creates nothing has no Attributes, with ${ReturnValues} too.`,
      source: SOURCES.updates,
      tables: ['simple'],
      steps: [{ ...update({ UpdateExpression: 'REMOVE x', ReturnValues }), output: {} }],
    },
    {
      id: `legacy-returns-${ReturnValues}`,
      title: `A legacy update that creates nothing has no Attributes, with ${ReturnValues} too.`,
      source: SOURCES.updates,
      tables: ['simple'],
      steps: [{ ...update({ ...missing, ReturnValues }), output: {} }],
    },
  ],
)

const transactUpdate = (input: object): Step => ({
  operation: 'TransactWriteItems',
  input: { TransactItems: [{ Update: { TableName: 'simple', Key, ...input } }] },
})

const others: DataCase[] = [
  {
    id: 'nested-in-item',
    title: 'REMOVE below a missing attribute of an item is refused.',
    source: SOURCES.updates,
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...update({ UpdateExpression: 'REMOVE x.y' }),
        error: {
          name: 'ValidationException',
          message: 'The document path provided in the update expression is invalid for update',
        },
      },
      stored({ n: 1 }),
    ],
  },
  {
    id: 'false-condition',
    title: 'A condition is checked before.',
    source: SOURCES.updates,
    tables: ['simple'],
    steps: [
      {
        ...update({ UpdateExpression: 'REMOVE x', ConditionExpression: 'attribute_exists(pk)' }),
        ...conditionFailed,
      },
      stored(),
    ],
  },
  {
    id: 'transaction',
    title: 'An update in a transaction that only removes creates nothing.',
    source: SOURCES.updates,
    tables: ['simple'],
    steps: [{ ...transactUpdate({ UpdateExpression: 'REMOVE x' }), output: {} }, stored()],
  },
  {
    id: 'capacity',
    title: 'An update that creates nothing takes one unit.',
    source: SOURCES.updates,
    tables: ['simple'],
    steps: [
      {
        ...update({ UpdateExpression: 'REMOVE x', ReturnConsumedCapacity: 'TOTAL' }),
        output: { ConsumedCapacity: { TableName: 'simple', CapacityUnits: 1 } },
      },
    ],
  },
]

const statements = [
  `UPDATE "simple" SET n = 1 WHERE pk = 'a'`,
  `UPDATE "simple" REMOVE n WHERE pk = 'a'`,
  `UPDATE "simple" SET n = 1 REMOVE x WHERE pk = 'a' RETURNING ALL NEW *`,
].map((Statement): DataCase => ({
  id: `partiql-${Statement}`,
  title: 'A PartiQL UPDATE of a missing key fails and creates nothing.',
  source: SOURCES.updates,
  tables: ['simple'],
  steps: [
    { operation: 'ExecuteStatement', input: { Statement }, ...conditionFailed },
    {
      operation: 'BatchExecuteStatement',
      input: { Statements: [{ Statement: Statement.replace(/ RETURNING.*/, '') }] },
      output: {
        Responses: [
          {
            Error: {
              Code: 'ConditionalCheckFailed',
              Message: 'The conditional request failed',
            },
          },
        ],
      },
    },
    {
      operation: 'ExecuteTransaction',
      input: { TransactStatements: [{ Statement: Statement.replace(/ RETURNING.*/, '') }] },
      error: {
        name: 'TransactionCanceledException',
        fields: { CancellationReasons: [{ Code: 'ConditionalCheckFailed' }] },
      },
    },
    stored(),
  ],
}))

export const ghostItems = group('ghost-items', [...updates, ...returned, ...others, ...statements])

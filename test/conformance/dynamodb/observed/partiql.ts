/** PartiQL as AWS answered in October 2026. Tables of the observations have names of the same length. */
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
import { OVERFLOW, UNDERFLOW } from './number-texts.ts'
import { SOURCES } from './sources.ts'

const NOT_WELL_FORMED = "Statement wasn't well formed, can't be processed: "

const execute = (Statement: string, Parameters?: readonly object[]): Step => ({
  operation: 'ExecuteStatement',
  input: { Statement, ...(Parameters && { Parameters }) },
})
const transact = (...TransactStatements: readonly object[]): Step => ({
  operation: 'ExecuteTransaction',
  input: { TransactStatements },
})

/** Statements and their refusals. The tables are `simple` (pk S), `counters` (pk N), `pairs`. */
const REFUSALS: readonly (readonly [statement: string, message: string])[] = [
  ['SELECT * FROM "counters" WHERE pk = 1e2147483648', NOT_WELL_FORMED],
  ['SELECT * FROM "counters" WHERE pk = 1.5e-2147483647', NOT_WELL_FORMED],
  ['UPDATE "counters" SET a = -1e2147483648 WHERE pk = 1', NOT_WELL_FORMED],
  ['SELECT * FROM "counters" WHERE pk = 1e126', `${OVERFLOW} under root`],
  ['SELECT * FROM "counters" WHERE pk = -1e126', `${OVERFLOW} under root`],
  [
    'SELECT * FROM "counters" WHERE pk = 123456789012345678901234567890123456789',
    'Attempting to store more than 38 significant digits in a Number under root',
  ],
  ['UPDATE "counters" SET a = 1e-131 WHERE pk = 970005', `${UNDERFLOW} under root`],
  [`INSERT INTO "counters" VALUE {'pk': 970007, 'n': 1e126}`, `${OVERFLOW} under root`],
  [`INSERT INTO "counters" VALUE {'pk': 970007, 'l': [1, 1e126]}`, `${OVERFLOW} under root[1]`],
  [`INSERT INTO "counters" VALUE {'pk': 1, 'm': {'a': [1e-131]}}`, `${UNDERFLOW} under root.a[0]`],
  [`SELECT * FROM "simple" AS t WHERE pk = 'x'`, 'Aliasing is not supported'],
  [`SELECT * FROM "simple" t WHERE pk = 'x'`, 'Aliasing is not supported'],
  [`DELETE FROM "simple" t WHERE pk = 'x'`, 'Aliasing is not supported'],
  [`UPDATE "simple" AS t SET a = 1 WHERE pk = 'x'`, 'Aliasing is not supported'],
  [
    `SELECT * FROM "simple" WHERE pk = 'fn' AND EXISTS(ss)`,
    'Unrecognized function: exists at 1:44:6',
  ],
  [
    `SELECT * FROM "simple" WHERE pk = 'fn' AND set_add(ss, <<'x'>>) = ss`,
    'Unrecognized function: set_add at 1:44:7',
  ],
  [
    `SELECT * FROM "simple" WHERE pk = 'fn' AND nothing(ss)`,
    'Unrecognized function: nothing at 1:44:7',
  ],
  [
    `UPDATE "simple" SET ss = set_add(<<'a'>>, <<'b'>>) WHERE pk = 'fn'`,
    'The first argument to SET_ADD must equal the assignment value at 1:26:7',
  ],
  [
    `UPDATE "simple" SET ss = set_add(ss, <<'x'>>, <<'y'>>) WHERE pk = 'fn'`,
    'SET_ADD must have exactly two arguments at 1:26:7',
  ],
  [
    `UPDATE "simple" SET ss = set_delete(ss) WHERE pk = 'fn'`,
    'SET_DELETE must have exactly two arguments at 1:26:10',
  ],
  ['SELECT a.* FROM "simple"', 'Unexpected path component at 1:10:1'],
]

const refusals = REFUSALS.map(([statement, message]): DataCase => ({
  id: `refused-${statement}`,
  title: `${statement} is refused.`,
  source: SOURCES.partiql,
  tables: ['simple', 'counters'],
  steps: [{ ...execute(statement), ...refused(message) }],
}))

const BAD_NUMBERS = [
  '1e99999999999',
  '-1e99999999999',
  '1e-99999999999',
  '1e2147483648',
  '1e-2147483648',
]
const notNumeric = (text: string): Pick<Step, 'error'> =>
  refused(`The parameter cannot be converted to a numeric value: ${text}`)

const parameters: DataCase[] = [
  `SELECT * FROM "pairs" WHERE pk = 'pn' AND n = ?`,
  `UPDATE "pairs" SET n = ? WHERE pk = 'pn' AND sk = 's'`,
].map((statement) => ({
  id: `parameter-numbers-${statement}`,
  title: `Numbers out of range as parameters of ${statement}.`,
  source: SOURCES.partiql,
  tables: ['pairs'],
  steps: [
    ...BAD_NUMBERS.flatMap((text) =>
      [N(text), { L: [N(text)] }, { NS: [text] }].map((parameter) => ({
        ...execute(statement, [parameter]),
        ...notNumeric(text),
      })),
    ),
    { ...execute(statement, [N('1e2147483647')]), ...refused(UNDERFLOW) },
    { ...execute(statement, [N('1e126')]), ...refused(OVERFLOW) },
  ],
}))

const WORDS = {
  flag: true,
  s: 'x',
  n: 1,
  l: [1],
  m: { a: 1 },
  ss: new Set(['a']),
  none: null,
}
const TYPES: readonly (readonly [condition: string, holds: boolean])[] = [
  ['flag IS BOOL', true],
  ['s IS BOOL', false],
  ['s IS NOT BOOL', true],
  ['flag IS BOOLEAN', true],
  ['s IS STRING', true],
  ['n IS INT', true],
  ['n IS DECIMAL', true],
  ['l IS LIST', true],
  ['m IS STRUCT', true],
  ['ss IS BAG', true],
  ['none IS NULL', true],
  ['nothing IS BOOL', false],
  ['nothing IS MISSING', true],
]
const types = TYPES.map(([condition, holds]): DataCase => ({
  id: `type-${condition}`,
  title: `${condition} ${holds ? 'holds' : 'does not hold'}.`,
  source: SOURCES.partiql,
  items: { simple: [{ pk: 'wf', ...WORDS }] },
  steps: [
    {
      ...execute(`SELECT pk FROM "simple" WHERE pk = 'wf' AND ${condition}`),
      output: { Items: holds ? [av({ pk: 'wf' })] : [] },
    },
  ],
}))

const Key = av({ pk: 'a', sk: '1' })
const stored = (Item: object): Step => ({
  operation: 'GetItem',
  input: { TableName: 'pairs', Key },
  output: { Item: { ...Key, ...av(Item) } },
})
const WHERE = `WHERE pk = 'a' AND sk = '1'`
const changes = (id: string, title: string, ...steps: readonly Step[]): DataCase => ({
  id,
  title,
  source: SOURCES.partiql,
  items: { pairs: [{ pk: 'a', sk: '1', a: 1 }] },
  steps,
})

const fromFirst: DataCase[] = [
  changes(
    'from-set',
    'FROM ... WHERE ... SET updates.',
    { ...execute(`FROM "pairs" ${WHERE} SET c = 1`), output: { Items: [] } },
    stored({ a: 1, c: 1 }),
  ),
  changes(
    'from-set-remove',
    'FROM ... SET ... REMOVE.',
    execute(`FROM "pairs" ${WHERE} SET c = 2 REMOVE a`),
    stored({ c: 2 }),
  ),
  changes(
    'from-parameters',
    'The parameters of FROM ... SET are in the order of the text.',
    execute('FROM "pairs" WHERE pk = ? AND sk = ? SET c = ?', [S('a'), S('1'), N(7)]),
    stored({ a: 1, c: 7 }),
  ),
  changes(
    'from-condition',
    'Further conditions must hold.',
    { ...execute(`FROM "pairs" ${WHERE} AND a = 1 SET c = 1`), output: { Items: [] } },
    {
      ...execute(`FROM "pairs" ${WHERE} AND a = 2 SET c = 2`),
      ...refused('The conditional request failed', 'ConditionalCheckFailedException'),
    },
    stored({ a: 1, c: 1 }),
  ),
  changes('from-returning', 'RETURNING follows.', {
    ...execute(`FROM "pairs" ${WHERE} SET c = 1 RETURNING MODIFIED NEW *`),
    output: { Items: [av({ c: 1 })] },
  }),
  changes(
    'from-transaction',
    'A transaction has it, too.',
    transact({ Statement: `FROM "pairs" ${WHERE} SET c = 1` }),
    stored({ a: 1, c: 1 }),
  ),
]

/** What follows `WHERE pk = 'p' AND`, and the sort keys found among 1, 2, 3. */
const OVERLAPS: readonly (readonly [where: string, found: readonly string[]])[] = [
  [`pk = 'p' AND (sk = '2' OR NOT sk = '1')`, ['2', '3']],
  [`pk = 'p' AND (sk = '2' OR NOT begins_with(sk, 'x'))`, ['1', '2', '3']],
  [`pk = 'p' AND (sk = '2' OR NOT sk > '5')`, ['1', '2', '3']],
  [`pk = 'p' AND (sk = '2' OR sk <> '1')`, ['2', '3']],
  [`pk = 'p' AND sk = '2' OR pk = 'p'`, ['1', '2', '3']],
  [`pk = 'p' AND sk = '2' OR pk = 'p' AND NOT sk = '1'`, ['2', '3']],
]
const overlaps = OVERLAPS.map(([where, found]): DataCase => ({
  id: `overlap-${where}`,
  title: `${where} finds ${found.join(', ')}.`,
  source: SOURCES.partiql,
  items: { pairs: ['1', '2', '3'].map((sk) => ({ pk: 'p', sk })) },
  steps: [
    {
      ...execute(`SELECT sk FROM "pairs" WHERE ${where}`),
      output: { Items: found.map((sk) => av({ sk })) },
    },
  ],
}))

const SEVERAL =
  'PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.'
const KEYS = {
  hashes: [
    ['h1', 'HASH'],
    ['h2', 'HASH'],
  ],
  ranges: [
    ['h1', 'HASH'],
    ['r1', 'RANGE'],
    ['r2', 'RANGE'],
  ],
} as const

const several = Object.entries(KEYS).map(([name, keys]): DataCase => ({
  id: `several-${name}`,
  title: `An index with several ${name} is refused, its table is not.`,
  source: SOURCES.partiql,
  steps: [
    {
      operation: 'CreateTable',
      input: {
        TableName: 'multi',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['id', ...keys.map(([key]) => key)].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'gsi',
            KeySchema: keys.map(([AttributeName, KeyType]) => ({ AttributeName, KeyType })),
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      },
    },
    ...[
      `SELECT * FROM "multi"."gsi" WHERE h1 = 'a'`,
      `SELECT * FROM "multi"."gsi" WHERE id = 'i1'`,
      'SELECT COUNT(*) FROM "multi"."gsi"',
      'SELECT * FROM "multi"."gsi"',
    ].map((statement) => ({ ...execute(statement), ...refused(SEVERAL) })),
    { ...execute(`SELECT * FROM "multi" WHERE id = 'i1'`), output: { Items: [] } },
    {
      operation: 'BatchExecuteStatement',
      input: {
        Statements: [
          { Statement: `SELECT * FROM "multi"."gsi" WHERE h1 = 'a'` },
          { Statement: `SELECT * FROM "multi" WHERE id = 'i1'` },
        ],
      },
      output: {
        Responses: [
          { Error: { Code: 'ValidationError', Message: SEVERAL } },
          { TableName: 'multi' },
        ],
      },
    },
  ],
}))

const inStatement = (at: number, message: string): Pick<Step, 'error'> =>
  refused(`Validation failed in TransactStatements[${at}]: ${message}`)
const select = (rest: string): object => ({ Statement: `SELECT * FROM "simple" WHERE ${rest}` })

const transactions: DataCase[] = [
  {
    id: 'transaction-refusals',
    title: 'The errors of a statement in a transaction name its index.',
    source: SOURCES.partiql,
    tables: ['simple'],
    steps: [
      {
        ...transact(select(`pk = 'a' AND attribute_exists(x)`)),
        ...inStatement(
          0,
          'Select statements within ExecuteTransaction must specify the primary key in the where clause.',
        ),
      },
      {
        ...transact(select(`pk = 'a'`), select('')),
        ...inStatement(1, `${NOT_WELL_FORMED}Unexpected term`),
      },
      {
        ...transact(select(`pk = 'a'`), { Statement: `SELECT * FROM "simple" t WHERE pk = 'a'` }),
        ...inStatement(1, 'Aliasing is not supported'),
      },
      {
        ...transact({ Statement: `DELETE FROM "simple" WHERE pk = 'a' RETURNING ALL OLD *` }),
        ...inStatement(0, 'RETURNING clause is not supported in ExecuteTransaction.'),
      },
    ],
  },
]

const readBack: DataCase = {
  id: 'local-index-read-back',
  title: 'Each item that a local index reads from its table is charged.',
  source:
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ThroughputConsiderations.Reads',
  items: {
    orders: [1, 2, 3].map((amount) => ({ customer: 'c', id: String(amount), amount, note: 'n' })),
  },
  steps: [
    {
      operation: 'ExecuteStatement',
      input: {
        Statement: `SELECT note FROM "orders"."byAmount" WHERE customer = 'c'`,
        ReturnConsumedCapacity: 'INDEXES',
      },
      output: {
        Items: [1, 2, 3].map(() => av({ note: 'n' })),
        ConsumedCapacity: {
          TableName: 'orders',
          CapacityUnits: 2,
          Table: { CapacityUnits: 1.5 },
          LocalSecondaryIndexes: { byAmount: { CapacityUnits: 0.5 } },
        },
      },
    },
  ],
}

export const observedPartiql: readonly ConformanceCase[] = group('observed-partiql', [
  ...refusals,
  ...parameters,
  ...types,
  ...fromFirst,
  ...overlaps,
  ...several,
  ...transactions,
  readBack,
])

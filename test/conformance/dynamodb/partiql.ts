/** PartiQL: statements and what they answer. */
import { av, group, guide, N, refused, S, type DataCase, type Step } from './case.ts'

const SELECT = guide('ql-reference.select')
const INSERT = guide('ql-reference.insert')
const UPDATE = guide('ql-reference.update')
const DELETE = guide('ql-reference.delete')
const FUNCTIONS = guide('ql-functions')
const OPERATORS = guide('ql-operators')

const rows = [1, 2, 3].map((n) => ({
  pk: 'a',
  sk: String(n),
  n,
  s: `text${n}`,
  tags: [n],
  deep: { x: n },
}))
const items = { pairs: [...rows, { pk: 'b', sk: '1', n: 9 }] }

const execute = (Statement: string, Parameters?: readonly object[], more: object = {}): Step => ({
  operation: 'ExecuteStatement',
  input: { Statement, ...(Parameters && { Parameters }), ...more },
})
const stored = (key: object, output: object): Step => ({
  operation: 'GetItem',
  input: { TableName: 'pairs', Key: av(key) },
  output,
})
const key = { pk: 'a', sk: '1' }

/** What follows `SELECT sk FROM "pairs" WHERE pk = 'a' AND`, and the sort keys it finds. */
const WHERE: readonly (readonly [condition: string, found: readonly string[], source?: string])[] =
  [
    [`sk = '2'`, ['2'], OPERATORS],
    [`sk > '1'`, ['2', '3'], OPERATORS],
    [`sk BETWEEN '1' AND '2'`, ['1', '2'], OPERATORS],
    [`begins_with(sk, '3')`, ['3']],
    [`n = 2`, ['2'], OPERATORS],
    [`n <> 2`, ['1', '3'], OPERATORS],
    [`n >= 2`, ['2', '3'], OPERATORS],
    [`(n < 2 OR n > 2)`, ['1', '3'], OPERATORS],
    [`NOT n = 2`, ['1', '3'], OPERATORS],
    [`n IN [1, 3]`, ['1', '3'], OPERATORS],
    [`n BETWEEN 2 AND 3`, ['2', '3'], OPERATORS],
    [`s = 'text2'`, ['2'], OPERATORS],
    [`begins_with(s, 'text')`, ['1', '2', '3']],
    [`contains(s, '3')`, ['3']],
    [`contains(tags, 2)`, ['2']],
    [`deep.x = 3`, ['3'], OPERATORS],
    [`tags[0] = 1`, ['1'], OPERATORS],
    [`attribute_type(n, 'N')`, ['1', '2', '3']],
    [`size(s) > 4`, ['1', '2', '3']],
    [`nothing IS MISSING`, ['1', '2', '3'], 'Recorded: test_dynamodb_partiql_missing'],
    [`n IS NOT MISSING`, ['1', '2', '3'], 'Recorded: test_dynamodb_partiql_missing'],
    [`nothing = 1`, [], OPERATORS],
  ]

const selects: DataCase[] = [
  ...WHERE.map(([condition, found, source = FUNCTIONS]): DataCase => ({
    id: `where-${condition}`,
    title: `${condition} finds ${found.join(', ') || 'nothing'}.`,
    source,
    items,
    steps: [
      {
        ...execute(`SELECT sk FROM "pairs" WHERE pk = 'a' AND ${condition}`),
        output: { Items: found.map((sk) => av({ sk })) },
      },
    ],
  })),
  {
    id: 'select-all',
    title: 'SELECT * gives whole items.',
    source: SELECT,
    items,
    steps: [
      {
        ...execute(`SELECT * FROM pairs WHERE pk = 'a' AND sk = '1'`),
        output: { Items: [av(rows[0]!)] },
      },
    ],
  },
  {
    id: 'select-parameters',
    title: 'Question marks are parameters, in order.',
    source: SELECT,
    items,
    steps: [
      {
        ...execute('SELECT n FROM "pairs" WHERE pk = ? AND sk = ?', [S('a'), S('2')]),
        output: { Items: [av({ n: 2 })] },
      },
    ],
  },
  {
    id: 'select-order-by',
    title: 'ORDER BY the sort key, in either direction.',
    source: SELECT,
    items,
    steps: [
      {
        ...execute(`SELECT sk FROM "pairs" WHERE pk = 'a' ORDER BY sk DESC`),
        output: { Items: ['3', '2', '1'].map((sk) => av({ sk })) },
      },
    ],
  },
  {
    id: 'select-index',
    title: 'An index is named behind the table.',
    source: SELECT,
    items: {
      orders: [
        { customer: 'c', id: '1', note: 'x' },
        { customer: 'c', id: '2' },
      ],
    },
    steps: [
      {
        ...execute(`SELECT id FROM "orders"."byNote" WHERE note = 'x'`),
        output: { Items: [av({ id: '1' })] },
      },
    ],
  },
  {
    id: 'empty-parameters',
    title: 'A list of parameters is not empty, in the words of AWS.',
    source: 'Recorded: test_dynamodb_execute_statement_empy_parameter',
    items,
    steps: [
      {
        ...execute(`SELECT * FROM "pairs" WHERE pk = 'a'`, []),
        ...refused(
          "1 validation error detected: Value '[]' at 'parameters' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
      },
    ],
  },
]

const writes: DataCase[] = [
  {
    id: 'insert',
    title: 'INSERT puts an item of any shape.',
    source: INSERT,
    tables: ['pairs'],
    steps: [
      {
        ...execute(
          `INSERT INTO "pairs" VALUE {'pk': 'a', 'sk': '1', 'n': 1.5, 'l': [1, 'x', true, null], 'm': {'k': 'v'}, 'set': <<'p'>>}`,
        ),
        output: { Items: [] },
      },
      stored(key, {
        Item: av({ ...key, n: 1.5, l: [1, 'x', true, null], m: { k: 'v' }, set: new Set(['p']) }),
      }),
    ],
  },
  {
    id: 'insert-duplicate',
    title: 'INSERT does not replace an item.',
    source: INSERT,
    items,
    steps: [
      {
        ...execute(`INSERT INTO "pairs" VALUE {'pk': 'a', 'sk': '1'}`),
        ...refused(undefined, 'DuplicateItemException'),
      },
      stored(key, { Item: av(rows[0]!) }),
    ],
  },
  {
    id: 'update',
    title: 'UPDATE sets and removes.',
    source: UPDATE,
    items,
    steps: [
      {
        ...execute(
          `UPDATE "pairs" SET n = n + 10 SET fresh = 'x' REMOVE s REMOVE tags REMOVE deep WHERE pk = 'a' AND sk = '1'`,
        ),
        output: { Items: [] },
      },
      stored(key, { Item: av({ ...key, n: 11, fresh: 'x' }) }),
    ],
  },
  {
    id: 'update-returning',
    title: 'RETURNING gives the item before or after.',
    source: UPDATE,
    items,
    steps: [
      {
        ...execute(`UPDATE "pairs" SET n = 7 WHERE pk = 'b' AND sk = '1' RETURNING ALL NEW *`),
        output: { Items: [av({ pk: 'b', sk: '1', n: 7 })] },
      },
      {
        ...execute(`UPDATE "pairs" SET n = 8 WHERE pk = 'b' AND sk = '1' RETURNING MODIFIED OLD *`),
        output: { Items: [av({ n: 7 })] },
      },
    ],
  },
  {
    id: 'update-missing',
    title: 'UPDATE creates no item.',
    source: UPDATE,
    tables: ['pairs'],
    steps: [
      {
        ...execute(`UPDATE "pairs" SET n = 7 WHERE pk = 'a' AND sk = '1'`),
        ...refused(undefined, 'ConditionalCheckFailedException'),
      },
      stored(key, {}),
    ],
  },
  {
    id: 'update-condition',
    title: 'Further conditions of UPDATE must hold.',
    source: UPDATE,
    items,
    steps: [
      {
        ...execute(`UPDATE "pairs" SET n = 7 WHERE pk = 'b' AND sk = '1' AND n = 1`),
        ...refused(undefined, 'ConditionalCheckFailedException'),
      },
      {
        ...execute(`UPDATE "pairs" SET n = 7 WHERE pk = 'b' AND sk = '1' AND n = 9`),
        output: { Items: [] },
      },
    ],
  },
  {
    id: 'delete',
    title: 'DELETE removes one item.',
    source: DELETE,
    items,
    steps: [
      {
        ...execute(`DELETE FROM "pairs" WHERE pk = 'b' AND sk = '1' RETURNING ALL OLD *`),
        output: { Items: [av({ pk: 'b', sk: '1', n: 9 })] },
      },
      stored({ pk: 'b', sk: '1' }, {}),
    ],
  },
  ...[
    ['not all of the key', `UPDATE "pairs" SET n = 1 WHERE pk = 'a'`],
    ['not all of the key of a DELETE', `DELETE FROM "pairs" WHERE pk = 'a'`],
    ['a change of the key', `UPDATE "pairs" SET sk = '9' WHERE pk = 'a' AND sk = '1'`],
    ['an item without its key', `INSERT INTO "pairs" VALUE {'pk': 'a'}`],
    ['no statement at all', 'SELEKT * FROM "pairs"'],
    ['a text that is not closed', `SELECT * FROM "pairs" WHERE pk = 'a`],
    ['too few parameters', 'SELECT * FROM "pairs" WHERE pk = ?'],
    ['a join', `SELECT * FROM "pairs", "pairs" WHERE pk = 'a'`],
  ].map(([what, statement]): DataCase => ({
    id: `refused-${what}`,
    title: `A statement with ${what} is refused.`,
    source: guide('ql-reference'),
    items,
    steps: [{ ...execute(statement!), ...refused() }],
  })),
  {
    id: 'no-table',
    title: 'A table that does not exist is not found.',
    source: guide('ql-reference'),
    steps: [
      {
        ...execute(`SELECT * FROM "nothing" WHERE pk = 'a'`),
        ...refused(undefined, 'ResourceNotFoundException'),
      },
    ],
  },
]

const batches: DataCase[] = [
  {
    id: 'batch-writes',
    title: 'A batch of writes answers with the tables.',
    source: 'Recorded: BatchExecuteStatement of writes',
    tables: ['pairs'],
    steps: [
      {
        operation: 'BatchExecuteStatement',
        input: {
          Statements: ['1', '2'].map((sk) => ({
            Statement: `INSERT INTO "pairs" VALUE {'pk': 'a', 'sk': '${sk}'}`,
          })),
        },
        output: { Responses: [{ TableName: 'pairs' }, { TableName: 'pairs' }] },
      },
    ],
  },
  {
    id: 'transaction-of-inserts',
    title: 'A transaction of INSERTs has no responses.',
    source: 'Recorded: ExecuteTransaction of INSERTs',
    tables: ['pairs'],
    steps: [
      {
        operation: 'ExecuteTransaction',
        input: {
          TransactStatements: ['1', '2'].map((sk) => ({
            Statement: `INSERT INTO "pairs" VALUE {'pk': 'a', 'sk': ?}`,
            Parameters: [S(sk)],
          })),
        },
        output: { Responses: [] },
      },
      stored({ pk: 'a', sk: '2' }, { Item: av({ pk: 'a', sk: '2' }) }),
    ],
  },
  {
    id: 'transaction-all-or-nothing',
    title: 'One statement that fails cancels all.',
    source: guide('ql-reference.multiplestatements.transactions'),
    items,
    steps: [
      {
        operation: 'ExecuteTransaction',
        input: {
          TransactStatements: [
            { Statement: `INSERT INTO "pairs" VALUE {'pk': 'z', 'sk': '1'}` },
            {
              Statement: `UPDATE "pairs" SET n = ? WHERE pk = 'nobody' AND sk = '1'`,
              Parameters: [N(1)],
            },
          ],
        },
        ...refused(undefined, 'TransactionCanceledException'),
      },
      stored({ pk: 'z', sk: '1' }, {}),
    ],
  },
]

export const partiql = group('partiql', [...selects, ...writes, ...batches])

import { beforeEach, describe, expect, it } from 'vitest'
import { testWorld, type TestWorld } from '../../world.fixture.ts'
import { createTable } from '../tables/create-table.ts'
import { executeStatement } from './execute-statement.ts'
import { getItem } from '../items/get-item.ts'

let tests: TestWorld

const execute = (Statement: string, Parameters?: object[], more: object = {}): any =>
  tests.run(executeStatement, { Statement, ...(Parameters && { Parameters }), ...more })
const refusal = (Statement: string, Parameters?: object[], more: object = {}): string =>
  tests
    .refusal(executeStatement, { Statement, ...(Parameters && { Parameters }), ...more })
    .replace('ValidationException: ', '')
const keys = (output: any): string[] =>
  output.Items.map((item: any) => `${item.pk?.S ?? ''}${item.sk?.N ?? ''}`)

beforeEach(() => {
  tests = testWorld()
  tests.run(createTable, {
    TableName: 'orders',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
      { AttributeName: 'status', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byStatus',
        KeySchema: [{ AttributeName: 'status', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  })
  for (const pk of ['a', 'b', 'c'])
    for (const sk of [1, 2, 3, 4])
      execute(
        `INSERT INTO orders VALUE {'pk': '${pk}', 'sk': ${sk}, 'status': 'OPEN', 'n': ${sk * 10}, 'tags': <<'x'>>, 'doc': {'list': [1, {'deep': ?}]}}`.replace(
          '?',
          "'v'",
        ),
      )
})

describe('SELECT', () => {
  it('reads by key, range, IN list, or the whole table', () => {
    expect(keys(execute('SELECT * FROM orders WHERE pk = ? AND sk = 2', [{ S: 'a' }]))).toEqual([
      'a2',
    ])
    expect(keys(execute("SELECT * FROM orders WHERE pk = 'a' AND sk > 1 AND sk <= 3"))).toEqual([
      'a2',
      'a3',
    ])
    expect(keys(execute("SELECT * FROM orders WHERE pk IN ['c', 'a'] AND sk < 2"))).toEqual([
      'a1',
      'c1',
    ])
    expect(
      keys(execute("SELECT * FROM orders WHERE pk = 'b' AND (sk = 4 OR sk BETWEEN 1 AND 2)")),
    ).toEqual(['b1', 'b2', 'b4'])
    expect(execute('SELECT * FROM orders').Items).toHaveLength(12)
    expect(keys(execute('SELECT * FROM orders WHERE n = 30')).sort()).toEqual(['a3', 'b3', 'c3'])
    expect(keys(execute("SELECT * FROM orders WHERE pk = 'a' AND n >= 30"))).toEqual(['a3', 'a4'])
    expect(
      keys(execute("SELECT * FROM orders WHERE pk = 'a' AND contains(tags, 'x') AND NOT n = 10")),
    ).toEqual(['a2', 'a3', 'a4'])
  })

  it('names columns after the last part of their path', () => {
    expect(
      execute(
        "SELECT n, doc.list[1].deep, doc.list[0], nothing FROM orders WHERE pk = 'a' AND sk = 1",
      ).Items,
    ).toEqual([{ n: { N: '10' }, deep: { S: 'v' }, 'list[0]': { N: '1' } }])
  })

  it('orders by keys', () => {
    const ordered = (text: string): string[] => keys(execute(`SELECT * FROM orders WHERE ${text}`))
    expect(ordered("pk = 'a' ORDER BY sk DESC")).toEqual(['a4', 'a3', 'a2', 'a1'])
    expect(ordered("pk IN ['a', 'b'] AND sk < 3 ORDER BY pk DESC, sk ASC")).toEqual([
      'b1',
      'b2',
      'a1',
      'a2',
    ])
    expect(refusal('SELECT * FROM orders ORDER BY sk')).toBe(
      'Must have WHERE clause in the statement when using ORDER BY clause.',
    )
    expect(refusal("SELECT * FROM orders WHERE pk = 'a' ORDER BY n")).toBe(
      'Attribute n in ORDER BY clause must be part of the primary key',
    )
    expect(refusal("SELECT * FROM orders WHERE pk IN ['a', 'b'] ORDER BY sk")).toBe(
      'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
    )
  })

  it('accepts arithmetic with numbers only', () => {
    const set = (value: string): string =>
      refusal(`UPDATE orders SET n = ${value} WHERE pk = 'a' AND sk = 1`)
    for (const operator of ['+', '-']) {
      const wrong = (type: string): string =>
        `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`
      expect(set(`n ${operator} 'x'`)).toContain(wrong('S'))
      expect(set(`'x' ${operator} n`)).toContain(wrong('S'))
      expect(set(`true ${operator} 1`)).toContain(wrong('BOOL'))
      expect(set(`1 ${operator} [1]`)).toContain(wrong('L'))
      // These types are known only from the item.
      expect(set(`pk ${operator} 1`)).toContain('incorrect data type')
      expect(set(`1 ${operator} pk`)).toContain('incorrect data type')
      expect(set(`sk ${operator} 1`)).toBe('accepted')
    }
  })

  it('pages', () => {
    const statement = "SELECT * FROM orders WHERE pk IN ['a', 'b'] AND sk <> 3"
    const found: string[] = []
    const stops: object[] = []
    let NextToken: string | undefined
    do {
      const page = execute(statement, undefined, { Limit: 3, ...(NextToken && { NextToken }) })
      expect(page.Items.length).toBeLessThanOrEqual(3)
      found.push(...keys(page))
      NextToken = page.NextToken
      stops.push(page.LastEvaluatedKey)
    } while (NextToken)
    // The last items of the pages, with or without the filter.
    expect(stops).toEqual([
      { pk: { S: 'a' }, sk: { N: '3' } },
      { pk: { S: 'b' }, sk: { N: '2' } },
      undefined,
    ])
    expect(found).toEqual(['a1', 'a2', 'a4', 'b1', 'b2', 'b4'])
    const { NextToken: token } = execute(statement, undefined, { Limit: 1 })
    expect(refusal('SELECT * FROM orders', undefined, { NextToken: token })).toBe(
      'NextToken does not match request',
    )
    expect(refusal(statement, undefined, { NextToken: 'bad' })).toBe('Invalid NextToken')
  })

  it('reads indexes and refuses attributes that they do not project', () => {
    const items = execute(`SELECT * FROM "orders"."byStatus" WHERE status = 'OPEN'`).Items
    expect(items).toHaveLength(12)
    expect(Object.keys(items[0]).sort()).toEqual(['pk', 'sk', 'status'])
    expect(refusal('SELECT n FROM "orders"."byStatus" WHERE status = \'OPEN\'')).toBe(
      'One or more parameter values were invalid: Global secondary index byStatus does not project [n]',
    )
    expect(refusal('SELECT * FROM "orders"."nope"')).toBe(
      'The table does not have the specified index',
    )
    expect(refusal('SELECT * FROM "orders"."byStatus"', undefined, { ConsistentRead: true })).toBe(
      'Strongly consistent read is not supported on Global Secondary Indexes',
    )
    expect(refusal("SELECT * FROM orders.byStatus WHERE status = 'OPEN' AND n = 1")).toBe(
      'One or more parameter values were invalid: Secondary index byStatus does not project one or more filter attributes: [n]',
    )
  })

  it('returns consumed capacity', () => {
    const consumed = (text: string, more: object = {}): any =>
      execute(text, undefined, { ReturnConsumedCapacity: 'TOTAL', ...more }).ConsumedCapacity
    expect(consumed("SELECT * FROM orders WHERE pk = 'a'")).toEqual({
      TableName: 'orders',
      CapacityUnits: 0.5,
    })
    expect(consumed("SELECT * FROM orders WHERE pk IN ['a', 'b']")).toMatchObject({
      CapacityUnits: 1,
    })
    expect(consumed("INSERT INTO orders VALUE {'pk': 'z', 'sk': 1}")).toMatchObject({
      CapacityUnits: 1,
    })
  })

  it('refuses invalid key conditions', () => {
    expect(refusal('SELECT * FROM orders WHERE pk = 1')).toBe(
      "Key attribute's data type should match its data type in table's schema: Key pk",
    )
    expect(refusal('SELECT * FROM orders WHERE pk = TRUE')).toBe(
      'Key value must be of type S, N, or B. Key name: pk, Key type: BOOL',
    )
    expect(refusal("SELECT * FROM orders WHERE pk = 'a' AND (sk > 1 OR sk < 3)")).toBe(
      'Overlapping conditions with range keys are not supported in where clause',
    )
    // Branches without a condition on the sort key read the whole partition.
    for (const [where, found] of [
      ["pk = 'a' AND (sk = 2 OR NOT sk = 1)", ['a2', 'a3', 'a4']],
      ["pk = 'a' AND (sk > 1 OR sk <> 9)", ['a1', 'a2', 'a3', 'a4']],
      ["pk = 'a' AND sk = 2 OR pk = 'a'", ['a1', 'a2', 'a3', 'a4']],
      ["pk = 'a' AND n = 10 OR pk = 'a' AND sk = 3", ['a1', 'a3']],
      ["pk = 'a' AND sk = 2 OR pk = 'b'", ['a2', 'b1', 'b2', 'b3', 'b4']],
    ] as const)
      expect(keys(execute(`SELECT * FROM orders WHERE ${where}`))).toEqual(found)
    expect(refusal('SELECT * FROM nowhere')).toBe(
      'ResourceNotFoundException: Requested resource not found',
    )
    const hostile = Array.from({ length: 60 }, () => "(pk = 'a' OR pk = 'b')").join(' AND ')
    expect(execute(`SELECT * FROM orders WHERE ${hostile}`).Items).toHaveLength(8)
  })
})

describe('writes', () => {
  it('insert once', () => {
    expect(execute("INSERT INTO orders VALUE {'pk': 'z', 'sk': 1}")).toEqual({ Items: [] })
    expect(refusal("INSERT INTO orders VALUE {'pk': 'z', 'sk': 1}")).toBe(
      'DuplicateItemException: Duplicate primary key exists in table',
    )
    expect(refusal("INSERT INTO orders VALUE {'pk': 'z'}")).toBe(
      'One or more parameter values were invalid: Missing the key sk in the item',
    )
  })

  it('update existing items', () => {
    const where = "WHERE pk = 'a' AND sk = 1"
    expect(
      execute(
        `UPDATE orders SET n = n + 1 SET doc.list[0] = 'new' REMOVE tags ${where} RETURNING MODIFIED NEW *`,
      ).Items,
    ).toEqual([{ n: { N: '11' }, doc: { M: { list: { L: [{ S: 'new' }] } } } }])
    expect(execute(`UPDATE orders SET n = 1 ${where} AND n = 11`)).toEqual({ Items: [] })
    expect(refusal(`UPDATE orders SET n = 1 ${where} AND n = 11`)).toBe(
      'ConditionalCheckFailedException: The conditional request failed',
    )
    expect(refusal("UPDATE orders SET n = 1 WHERE pk = 'new' AND sk = 1")).toBe(
      'ConditionalCheckFailedException: The conditional request failed',
    )
    expect(refusal("UPDATE orders SET n = 1 WHERE pk = 'a'")).toBe(
      'Where clause does not contain a mandatory equality on all key attributes',
    )
    expect(refusal(`UPDATE orders SET n = 1 ${where} AND sk = 2`)).toBe(
      'Multiple conditions on same key sk. Only single item Update/Insert/Delete are supported',
    )
    expect(refusal(`UPDATE orders SET pk = 'x' ${where}`)).toBe(
      'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
    )
    expect(refusal(`UPDATE orders.byStatus SET n = 1 ${where}`)).toBe(
      'This operation is not supported on an index',
    )
    expect(
      tests.run(getItem, { TableName: 'orders', Key: { pk: { S: 'a' }, sk: { N: '1' } } }).Item.n,
    ).toEqual({ N: '1' })
  })

  it('delete', () => {
    const where = "WHERE pk = 'a' AND sk = 1"
    expect(refusal(`DELETE FROM orders ${where} AND n = 0`)).toBe(
      'ConditionalCheckFailedException: The conditional request failed',
    )
    expect(keys(execute(`DELETE FROM orders ${where} AND n = 10 RETURNING ALL OLD *`))).toEqual([
      'a1',
    ])
    expect(execute(`DELETE FROM orders ${where} AND n = 10 RETURNING ALL OLD *`)).toEqual({
      Items: [],
    })
  })

  it('check EXISTS only in transactions', () => {
    expect(refusal("EXISTS(SELECT * FROM orders WHERE pk = 'a')")).toBe(
      'EXISTS can only be used in ExecuteTransaction write requests.',
    )
  })
})

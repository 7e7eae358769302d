import { beforeEach, describe, expect, it } from 'vitest'
import { testWorld, type TestWorld } from '../../world.fixture.ts'
import { batchExecuteStatement } from './batch-execute-statement.ts'
import { createTable } from '../tables/create-table.ts'
import { executeStatement } from './execute-statement.ts'
import { executeTransaction } from './execute-transaction.ts'

let tests: TestWorld

const transact = (statements: (string | object)[], more: object = {}): any =>
  tests.run(executeTransaction, { TransactStatements: statements.map(toMember), ...more })
const refused = (statements: (string | object)[], more: object = {}): any => {
  try {
    transact(statements, more)
  } catch (error) {
    const { message, CancellationReasons } = error as Error & { CancellationReasons?: object[] }
    return CancellationReasons ?? message
  }
  return 'accepted'
}
const toMember = (member: string | object): object =>
  typeof member === 'string' ? { Statement: member } : member
const batch = (statements: (string | object)[], more: object = {}): any =>
  tests.run(batchExecuteStatement, { Statements: statements.map(toMember), ...more })
const items = (): object[] => tests.run(executeStatement, { Statement: 'SELECT * FROM tbl' }).Items

beforeEach(() => {
  tests = testWorld()
  tests.run(createTable, {
    TableName: 'tbl',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  })
  for (const pk of ['a', 'b'])
    tests.run(executeStatement, { Statement: `INSERT INTO tbl VALUE {'pk': '${pk}', 'n': 1}` })
})

describe('ExecuteTransaction', () => {
  it('reads by a list of one key as by a key, and refuses more', () => {
    expect(transact(["SELECT * FROM tbl WHERE pk IN ['a']"])).toEqual({
      Responses: [{ Item: { pk: { S: 'a' }, n: { N: '1' } } }],
    })
    expect(refused(["SELECT * FROM tbl WHERE pk IN ['a', 'b']"])).toContain('primary key')
  })

  it('commits all writes or none', () => {
    expect(
      transact([
        "INSERT INTO tbl VALUE {'pk': 'c'}",
        "UPDATE tbl SET n = n + 1 WHERE pk = 'a'",
        "DELETE FROM tbl WHERE pk = 'b' AND n = 1",
        "EXISTS(SELECT * FROM tbl WHERE pk = 'd' AND n IS MISSING)",
      ]),
    ).toEqual({ Responses: [] })
    expect(items()).toHaveLength(2)
    expect(
      refused([
        "INSERT INTO tbl VALUE {'pk': 'new'}",
        "INSERT INTO tbl VALUE {'pk': 'a'}",
        {
          Statement: "UPDATE tbl SET n = 1 WHERE pk = 'c' AND n = 7",
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
        'DELETE FROM tbl WHERE pk = 1',
        "INSERT INTO nowhere VALUE {'pk': 'x'}",
      ]),
    ).toEqual([
      { Code: 'None' },
      { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: { pk: { S: 'c' } },
      },
      {
        Code: 'ValidationError',
        Message: 'The provided key element does not match the schema',
      },
      { Code: 'ResourceNotFound', Message: 'Requested resource not found' },
    ])
    expect(items()).toHaveLength(2)
  })

  it('reads', () => {
    expect(
      transact(["SELECT * FROM tbl WHERE pk = 'a'", "SELECT n FROM tbl WHERE pk IN ['x']"], {
        ReturnConsumedCapacity: 'TOTAL',
      }),
    ).toEqual({
      Responses: [{ Item: { pk: { S: 'a' }, n: { N: '1' } } }, {}],
      ConsumedCapacity: [{ TableName: 'tbl', CapacityUnits: 4, ReadCapacityUnits: 4 }],
    })
  })

  it('remembers tokens', () => {
    const token = { ClientRequestToken: 'once' }
    const add = ["UPDATE tbl SET n = n + 1 WHERE pk = 'a'"]
    transact(add, token)
    expect(transact(add, token)).toEqual({ Responses: [] })
    expect(items()).toContainEqual({ pk: { S: 'a' }, n: { N: '2' } })
    expect(refused(["UPDATE tbl SET n = 9 WHERE pk = 'a'"], token)).toContain('')
  })

  it('refuses invalid transactions', () => {
    expect(refused(["SELECT * FROM tbl WHERE pk = 'a'", "DELETE FROM tbl WHERE pk = 'b'"])).toBe(
      'ExecuteTransaction API does not support both read and write operations in the same request.',
    )
    expect(refused(["DELETE FROM tbl WHERE pk = 'b' RETURNING ALL OLD *"])).toBe(
      'Validation failed in TransactStatements[0]: RETURNING clause is not supported in ExecuteTransaction.',
    )
    expect(refused(['SELECT * FROM tbl WHERE n = 1'])).toBe(
      'Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must specify the primary key in the where clause.',
    )
    expect(refused(["EXISTS(SELECT * FROM tbl WHERE pk = 'a')"])).toBe(
      'Validation failed in TransactStatements[0]: EXISTS() must contain a single item read with additional condition',
    )
    expect(
      refused(["DELETE FROM tbl WHERE pk = 'b'", "UPDATE tbl.i SET n = 1 WHERE pk = 'b'"]),
    ).toBe(
      'Validation failed in TransactStatements[1]: This operation is not supported on an index',
    )
    expect(refused(["DELETE FROM tbl WHERE pk = 'b'", 'FOO'])).toBe(
      "Validation failed in TransactStatements[1]: Statement wasn't well formed, can't be processed: Expected data manipulation",
    )
    expect(
      refused([
        {
          Statement: "INSERT INTO tbl VALUE {'pk': 'large', 'b': ?}",
          Parameters: [{ S: 'x'.repeat(409_600) }],
        },
      ]),
    ).toBe('Item size has exceeded the maximum allowed size')
    expect(refused(['FOO', { Statement: 'BAR', Parameters: [{ N: '1e99999999999' }] }])).toBe(
      'The parameter cannot be converted to a numeric value: 1e99999999999',
    )
    expect(refused(["DELETE FROM tbl WHERE pk = 'b'", "UPDATE tbl SET n = 1 WHERE pk = 'b'"])).toBe(
      'Transaction request cannot include multiple operations on one item',
    )
  })
})

describe('BatchExecuteStatement', () => {
  it('returns one response per statement', () => {
    expect(
      batch([
        "INSERT INTO tbl VALUE {'pk': 'c'}",
        "INSERT INTO tbl VALUE {'pk': 'a'}",
        'FOO',
        {
          Statement: "UPDATE tbl SET n = 2 WHERE pk = 'b' AND n = 5",
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
        "DELETE FROM nowhere WHERE pk = 'b'",
        "DELETE FROM tbl WHERE pk = 'zz' RETURNING ALL OLD *",
      ]),
    ).toEqual({
      Responses: [
        { TableName: 'tbl' },
        { Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' } },
        {
          Error: {
            Code: 'ValidationError',
            Message: "Statement wasn't well formed, can't be processed: Expected data manipulation",
          },
        },
        {
          Error: {
            Code: 'ConditionalCheckFailed',
            Message: 'The conditional request failed',
            Item: { pk: { S: 'b' }, n: { N: '1' } },
          },
        },
        { Error: { Code: 'ResourceNotFound', Message: 'Requested resource not found' } },
        { TableName: 'tbl' },
      ],
    })
  })

  it('reads items by their keys', () => {
    expect(
      batch(
        [
          { Statement: 'SELECT n FROM tbl WHERE pk = ?', Parameters: [{ S: 'a' }] },
          "SELECT * FROM tbl WHERE pk = 'x'",
          'SELECT * FROM tbl WHERE n = 1',
        ],
        { ReturnConsumedCapacity: 'TOTAL' },
      ),
    ).toEqual({
      Responses: [
        { TableName: 'tbl', Item: { n: { N: '1' } } },
        { TableName: 'tbl' },
        {
          Error: {
            Code: 'ValidationError',
            Message:
              'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
          },
        },
      ],
      ConsumedCapacity: [{ TableName: 'tbl', CapacityUnits: 1 }],
    })
  })

  it('refuses mixed reads and writes, and repeated items', () => {
    const message = (statements: string[]): string =>
      tests.refusal(batchExecuteStatement, { Statements: statements.map(toMember) })
    expect(message(["SELECT * FROM tbl WHERE pk = 'a'", "DELETE FROM tbl WHERE pk = 'b'"])).toBe(
      'ValidationException: Read and write requests together in the same batch is not supported.',
    )
    expect(message(["INSERT INTO tbl VALUE {'pk': 'b'}", "DELETE FROM tbl WHERE pk = 'b'"])).toBe(
      'ValidationException: Provided list of item keys contains duplicates',
    )
  })
})

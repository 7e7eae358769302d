import { describe, expect, it } from 'vitest'
import { resourceOf } from './tables-in-request.ts'

describe('the table of a statement', () => {
  it.each([
    ['SELECT * FROM "a-b"."index" WHERE x = \'FROM c\'', 'a-b'],
    ["insert into abc value {'FROM': 1}", 'abc'],
    ['UPDATE abc SET x = 1', 'abc'],
    ['DELETE FROM abc WHERE', 'abc'],
    ['EXISTS(SELECT * FROM abc)', 'abc'],
    ["'", undefined],
    ['FROM', undefined],
  ])('%s', (Statement, table) => {
    expect(resourceOf({ Statement })).toBe(table)
  })

  it('is undefined for several statements on different tables', () => {
    const of = (...tables: string[]): object[] =>
      tables.map((table) => ({ Statement: `SELECT * FROM ${table}` }))
    expect(resourceOf({ Statements: of('a', 'a') })).toBe('a')
    expect(resourceOf({ TransactStatements: of('a', 'b') })).toBe(undefined)
    expect(resourceOf({ Statements: [null, 1] })).toBe(undefined)
    expect(resourceOf({})).toBe(undefined)
  })
})

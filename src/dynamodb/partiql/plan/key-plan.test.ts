import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evaluateCondition } from '../../expressions/evaluate.ts'
import { createTable } from '../../operations/tables/create-table.ts'
import { executeStatement } from '../../operations/partiql/execute-statement.ts'
import { newItem, type Item } from '../../values/values.ts'
import { testWorld } from '../../world.fixture.ts'
import { parseStatement } from '../grammar/parser.ts'

const PARTITIONS = ['a', 'b']
const SORTS = [1, 2, 3, 4]

const sort = fc.constantFrom(...SORTS)
const atom = fc.oneof(
  fc.constantFrom(...PARTITIONS).map((pk) => `pk = '${pk}'`),
  fc.tuple(fc.constantFrom('=', '<>', '<', '>=', '>'), sort).map(([op, n]) => `sk ${op} ${n}`),
  fc.tuple(sort, sort).map(([x, y]) => `sk BETWEEN ${Math.min(x, y)} AND ${Math.max(x, y)}`),
  fc.array(sort, { minLength: 1, maxLength: 3 }).map((list) => `sk IN [${list.join(', ')}]`),
  fc.constantFrom('n = 1', 'n IS MISSING', 'n IS INT'),
)
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    atom,
    tie('condition').map((inner) => `NOT (${inner})`),
    fc
      .tuple(tie('condition'), fc.constantFrom('AND', 'OR'), tie('condition'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
  ),
}))

const OVERLAP = 'Overlapping conditions with range keys are not supported in where clause'

it('finds each item of a WHERE once, by whatever plan', () => {
  const test = testWorld()
  test.run(createTable, {
    TableName: 'table',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  })
  const items: Item[] = []
  for (const pk of PARTITIONS)
    for (const sk of SORTS) {
      const n = sk % 3 === 0 ? undefined : sk % 2
      const rest = n === undefined ? '' : `, 'n': ${n}`
      test.run(executeStatement, {
        Statement: `INSERT INTO "table" VALUE {'pk': '${pk}', 'sk': ${sk}${rest}}`,
      })
      const key = { pk: { S: pk }, sk: { N: String(sk) } }
      items.push(Object.assign(newItem(), key, n !== undefined && { n: { N: String(n) } }))
    }
  const textOf = (list: readonly Item[]): string[] =>
    list.map((item) => JSON.stringify(item)).sort()
  fc.assert(
    fc.property(condition, (where) => {
      const Statement = `SELECT * FROM "table" WHERE ${where}`
      const refusal = test.refusal(executeStatement, { Statement })
      if (refusal !== 'accepted') {
        expect(refusal).toContain(OVERLAP)
        return
      }
      const parsed = parseStatement(Statement, undefined)
      const conditions = 'where' in parsed ? parsed.where : []
      const wanted = items.filter((item) =>
        conditions.every((each) => evaluateCondition(each, item)),
      )
      expect(textOf(test.run(executeStatement, { Statement }).Items)).toEqual(textOf(wanted))
    }),
    { numRuns: 1500 },
  )
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSimple, dataPlane, N, S } from '../items.fixture.ts'

const TableName = 'simple'
const Key = { id: S('a') }

/** Clauses, whether they create an item, and the values that they use. */
const CLAUSES = {
  SET: ['n = :n', true, { ':n': N(1) }],
  ADD: ['m :n', true, { ':n': N(1) }],
  REMOVE: ['x.y, z[0], w', false, {}],
  DELETE: ['tags :tags', false, { ':tags': { SS: ['a'] } }],
} as const

it('creates an item exactly when an update writes a value or has no actions', () => {
  const clauses = fc.uniqueArray(fc.constantFrom(...(Object.keys(CLAUSES) as Clause[])))
  const operation = fc.constantFrom('UpdateItem' as const, 'TransactWriteItems' as const)
  type Clause = keyof typeof CLAUSES
  fc.assert(
    fc.property(clauses, operation, (names, how) => {
      if (names.length === 0 && how === 'TransactWriteItems') return
      const plane = dataPlane()
      createSimple(plane, TableName)
      const values = Object.assign({}, ...names.map((name) => CLAUSES[name][2])) as object
      const input = {
        TableName,
        Key,
        ...(names.length > 0 && {
          UpdateExpression: names.map((name) => `${name} ${CLAUSES[name][0]}`).join(' '),
        }),
        ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
      }
      // REMOVE x.y is accepted only where the whole item is missing and stays so.
      const creates = names.length === 0 || names.some((name) => CLAUSES[name][1])
      const refused = creates && names.includes('REMOVE')
      const outcome =
        how === 'UpdateItem'
          ? plane.refusal('UpdateItem', input)
          : plane.refusal('TransactWriteItems', { TransactItems: [{ Update: input }] })
      expect(outcome === 'accepted').toBe(!refused)
      const { Count } = plane.call('Scan', { TableName, Select: 'COUNT' })
      expect(Count).toBe(creates && !refused ? 1 : 0)
      const { records } = plane.test.world.journal
      expect(records.filter(({ kind }) => kind === 'write')).toHaveLength(Count)
    }),
    { numRuns: 100 },
  )
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createOrders, dataPlane, N, S } from '../items.fixture.ts'
import { positionOf } from '../keys/positions.ts'
import { sizeOfItem } from '../values/sizes.ts'
import { entryOf } from '../storage/change.ts'
import { ownTable } from '../state/state.ts'
import { newItem } from '../values/values.ts'

const Key = { pk: S('p'), sk: S('a') }

it('keeps sizes and index entries correct through any updates', () => {
  const expression = fc.constantFrom(
    'SET note = :s',
    'SET amount = :n',
    'ADD amount :n',
    'SET doc = :m',
    'SET doc.inner = :s',
    'SET entries = list_append(if_not_exists(entries, :l), :l)',
    'REMOVE entries[0]',
    'REMOVE amount, note',
    'ADD tags :ss',
    'DELETE tags :ss',
    'SET #status = :s',
    'REMOVE #status',
  )
  fc.assert(
    fc.property(
      fc.array(fc.tuple(expression, fc.nat({ max: 5 })), { maxLength: 25 }),
      (updates) => {
        const plane = dataPlane()
        createOrders(plane)
        for (const [UpdateExpression, n] of updates) {
          const values = {
            ':s': S('é'.repeat(n + 1)),
            ':n': N(n * 1.5),
            ':m': { M: { a: { L: [S('x')] } } },
            ':l': { L: [N(n)] },
            ':ss': { SS: [`t${n}`, 'u'] },
          }
          const used = Object.entries(values).filter(([name]) =>
            new RegExp(`${name}\\b`).test(UpdateExpression),
          )
          plane.refusal('UpdateItem', {
            TableName: 'orders',
            Key,
            UpdateExpression,
            ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
            ...(UpdateExpression.includes('#') && {
              ExpressionAttributeNames: { '#status': 'status' },
            }),
          })
        }
        const table = ownTable(plane.test.state, 'orders')
        const key = Object.assign(newItem(), Key)
        const stored = table.items.get(positionOf(table.plan.key, key))
        if (!stored) return
        expect(stored.size).toBe(sizeOfItem(stored.item))
        for (const index of table.plan.indexes) {
          const isIndexed = index.attributes.every(({ name }) => stored.item[name])
          const entries = table.indexes.get(index.name)!.items()
          expect(entries).toEqual(isIndexed ? [entryOf(index, stored).item] : [])
        }
      },
    ),
    { numRuns: 100 },
  )
})

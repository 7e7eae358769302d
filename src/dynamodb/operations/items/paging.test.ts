import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createOrders, dataPlane, N, S } from '../../items.fixture.ts'

const TableName = 'orders'

describe('paging', () => {
  it('finds the same items with any limit and in any direction as one page does', () => {
    const item = fc.record({
      pk: fc.constantFrom('a', 'b'),
      sk: fc.string({
        unit: fc.constantFrom('\u0000', 'a', 'é', '\u{10000}', '\uffff'),
        minLength: 1,
        maxLength: 3,
      }),
      amount: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
    })
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 30 }),
        fc.constantFrom(undefined, 'byAmount', 'byStatus'),
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        (items, IndexName, Limit, ScanIndexForward) => {
          const plane = dataPlane()
          createOrders(plane)
          for (const { pk, sk, amount } of items) {
            const Item = {
              pk: S(pk),
              sk: S(sk),
              status: S('x'),
              ...(amount !== undefined && { amount: N(amount) }),
            }
            plane.call('PutItem', { TableName, Item })
          }
          const name = IndexName === 'byStatus' ? 'status' : 'pk'
          const value = IndexName === 'byStatus' ? 'x' : 'a'
          const ask = (more: object): any =>
            plane.call('Query', {
              TableName,
              KeyConditionExpression: '#k = :k',
              ExpressionAttributeNames: { '#k': name },
              ExpressionAttributeValues: { ':k': S(value) },
              ScanIndexForward,
              ...(IndexName && { IndexName }),
              ...more,
            })
          const whole = ask({}).Items
          const paged: object[] = []
          let ExclusiveStartKey: object | undefined
          do {
            const page = ask({ Limit, ...(ExclusiveStartKey && { ExclusiveStartKey }) })
            paged.push(...page.Items)
            ExclusiveStartKey = page.LastEvaluatedKey
          } while (ExclusiveStartKey)
          expect(paged).toEqual(whole)
          const backwards = ask({ ScanIndexForward: !ScanIndexForward }).Items
          expect(backwards.toReversed()).toEqual(whole)
        },
      ),
      { numRuns: 60 },
    )
  })
})

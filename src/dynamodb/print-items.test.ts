import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printFound, printPage } from './print-items.ts'
import { newItem, type Item } from './values.ts'

const itemOf = (entries: readonly (readonly [string, string])[], frozen: boolean): Item => {
  const item = newItem()
  for (const [name, text] of entries) item[name] = { S: text }
  return frozen ? Object.freeze(item) : item
}
const entries = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })))

describe('answers printed by hand', () => {
  it('say what JSON.stringify says, also the second time', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(entries, fc.boolean())), fc.nat(), (list, count) => {
        const output = {
          Items: list.map(([given, frozen]) => itemOf(given, frozen)),
          Count: count,
          ScannedCount: count,
          ...(count % 2 === 1 && { LastEvaluatedKey: itemOf([['"id"', '\u2028']], true) }),
          ...(count % 3 === 1 && { ConsumedCapacity: { TableName: 't', CapacityUnits: 0.5 } }),
        }
        const text = printPage(output)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(output)))
        expect(printPage(output)).toBe(text)
      }),
      { numRuns: 200 },
    )
  })

  it('say nothing of what is absent', () => {
    expect(printPage({ Count: 0, ScannedCount: 0 })).toBe('{"Count":0,"ScannedCount":0}')
    const none = { Items: [], Count: 0, ScannedCount: 0 }
    expect(printPage(none)).toBe('{"Items":[],"Count":0,"ScannedCount":0}')
    expect(printFound({})).toBe('{}')
    const item = itemOf([['id', 'a']], true)
    expect(printFound({ Item: item })).toBe('{"Item":{"id":{"S":"a"}}}')
    const both = { Item: item, ConsumedCapacity: { CapacityUnits: 1 } }
    expect(printFound(both)).toBe(JSON.stringify(both))
  })
})

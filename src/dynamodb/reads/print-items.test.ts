import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noteSource, printPage, printSelected } from './print-items.ts'
import { storedItem } from '../values/stored-item.ts'
import { newItem, type Item } from '../values/values.ts'

const itemOf = (entries: readonly (readonly [string, string])[]): Item => {
  const item = newItem()
  for (const [name, text] of entries) item[name] = { S: text }
  return Object.freeze(item)
}
const entries = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })))

describe('printPage', () => {
  it('prints the same as JSON.stringify, also from kept text', () => {
    fc.assert(
      fc.property(fc.array(entries), fc.boolean(), fc.nat(), (list, isStored, count) => {
        const items = list.map(itemOf)
        const output = {
          Items: items,
          Count: count,
          ScannedCount: count,
          ...(count % 2 === 1 && { LastEvaluatedKey: itemOf([['"id"', '\u2028']]) }),
          ...(count % 3 === 1 && { ConsumedCapacity: { TableName: 't', CapacityUnits: 0.5 } }),
        }
        if (isStored) {
          noteSource(
            output,
            items.map((item) => storedItem(item, 1)),
          )
        }
        const text = printPage(output)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(output)))
        expect(printPage(output)).toBe(text)
      }),
      { numRuns: 200 },
    )
  })

  it('omits absent members', () => {
    expect(printPage({ Count: 0, ScannedCount: 0 })).toBe('{"Count":0,"ScannedCount":0}')
    const none = { Items: [], Count: 0, ScannedCount: 0 }
    expect(printPage(none)).toBe('{"Items":[],"Count":0,"ScannedCount":0}')
  })
})

describe('printSelected', () => {
  it('prints the same as JSON.stringify, also from kept text', () => {
    for (const more of [{}, { NextToken: 'a"b', LastEvaluatedKey: itemOf([['id', '1']]) }]) {
      for (const isStored of [true, false]) {
        const items = [itemOf([['id', '1']]), itemOf([])]
        const output = { Items: items, ...more }
        if (isStored) {
          noteSource(
            output,
            items.map((item) => storedItem(item, 1)),
          )
        }
        expect(printSelected(output)).toBe(JSON.stringify(output))
      }
    }
  })
})

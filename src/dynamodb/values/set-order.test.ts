import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSimple, dataPlane, S } from '../items.fixture.ts'
import { canonicalNumber } from './numbers.ts'

const TableName = 'simple'
const Key = { id: S('a') }

/** Elements in the order in which AWS shows them. */
const ELEMENTS = {
  // By UTF-8 bytes: U+FFFF comes before U+1F600, unlike in UTF-16.
  SS: ['', ' ', '10', '9', 'A', 'B', 'a', 'ab', 'b', '\u00e9', '\ud7ff', '\uffff', '\u{1F600}'],
  NS: [
    ...['-9.9E125', '-10', '-9', '-2.5', '-0.1', '-1E-130', '0', '1E-130', '0.5', '2', '2.5'],
    ...['9', '10', '100', '12345678901234567890', '12345678901234567891', '1E125'],
  ].map(canonicalNumber),
  BS: ['', 'AA==', 'AAA=', 'AAE=', 'AQ==', 'YQ==', 'YWI=', 'Yg==', 'gA==', '/w==', '/wA='],
}

describe.each(['SS', 'NS', 'BS'] as const)('%s', (type) => {
  const elements = ELEMENTS[type]
  const inOrder = (set: readonly string[]): string[] =>
    elements.filter((each) => set.includes(each))
  const some = fc.shuffledSubarray(elements, { minLength: 1 })
  const write = fc.record({
    how: fc.constantFrom(
      'put',
      'SET',
      'ADD',
      'DELETE',
      'legacy ADD',
      'legacy DELETE',
      'transaction',
    ),
    set: some,
  })

  it('is shown in order after any writes in any order', () => {
    fc.assert(
      fc.property(fc.array(write, { minLength: 1, maxLength: 6 }), (writes) => {
        const plane = dataPlane()
        createSimple(plane, TableName)
        plane.call('PutItem', { TableName, Item: Key })
        let expected: readonly string[] = []
        for (const { how, set } of writes) {
          const value = { [type]: set }
          const action = how.replace('legacy ', '')
          if (how === 'put') {
            const old = plane.call('PutItem', {
              TableName,
              Item: { ...Key, set: value, deep: { L: [{ M: { set: value } }] } },
              ReturnValues: 'ALL_OLD',
            })
            expect(old.Attributes.set?.[type] ?? []).toEqual(inOrder(expected))
          } else if (how.startsWith('legacy')) {
            const AttributeUpdates = { set: { Action: action, Value: value } }
            plane.call('UpdateItem', { TableName, Key, AttributeUpdates })
          } else {
            const update = {
              TableName,
              Key,
              UpdateExpression: how === 'ADD' || how === 'DELETE' ? `${how} #s :s` : 'SET #s = :s',
              ExpressionAttributeNames: { '#s': 'set' },
              ExpressionAttributeValues: { ':s': value },
            }
            if (how === 'transaction') {
              plane.call('TransactWriteItems', { TransactItems: [{ Update: update }] })
            } else plane.call('UpdateItem', update)
          }
          expected =
            action === 'ADD'
              ? [...expected, ...set]
              : action === 'DELETE'
                ? expected.filter((each) => !set.includes(each))
                : set
        }
        const { Item } = plane.call('GetItem', { TableName, Key })
        expect(Item.set?.[type] ?? []).toEqual(inOrder(expected))
        const deep = Item.deep?.L[0].M.set[type]
        if (deep) expect(deep).toEqual(inOrder(deep))
      }),
      { numRuns: 60 },
    )
  })

  it('refuses duplicates and prints them as they were written', () => {
    const plane = dataPlane()
    createSimple(plane, TableName)
    fc.assert(
      fc.property(some, fc.nat(), (set, at) => {
        const twice = [...set, set[at % set.length]!]
        const Item = { ...Key, set: { [type]: twice } }
        const refusal = plane.refusal('PutItem', { TableName, Item })
        expect(refusal).toContain('contains duplicates')
        if (type !== 'NS') for (const each of set) expect(refusal).toContain(each)
      }),
      { numRuns: 60 },
    )
  })
})

import { NumberValueImpl as SdkNumberValue, marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import fc from 'fast-check'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { toAttributeValue, toItem } from './marshal.ts'
import { NumberValue } from './number-value.ts'
import { fromAttributeValue, fromItem } from './unmarshal.ts'
import { newItem, type Item } from './values.ts'

const site = { caller: 'orders.put' }
const marshal = (value: unknown) => toAttributeValue(value, site, 'v')
const plain = (item: Item): unknown => JSON.parse(JSON.stringify(item))

describe('toItem', () => {
  it('converts every type as the SDK does', () => {
    const value = {
      s: 'text',
      empty: '',
      n: 1.5,
      zero: -0,
      big: 12345678901234567890n,
      yes: true,
      no: false,
      nothing: null,
      list: [1, 'a', [null], { deep: [true] }],
      map: { a: { b: { c: 1 } } },
      strings: new Set(['a', 'b']),
      numbers: new Set([1, 2.5]),
      bigints: new Set([1n, 2n]),
      asMap: new Map([['k', 1]]),
      boxed: Object('text') as unknown,
      absent: undefined,
      holes: [1, undefined, 2],
      method: () => 1,
    }
    const theirs = marshall(value, { removeUndefinedValues: true })
    expect(plain(toItem(value, site))).toEqual(JSON.parse(JSON.stringify(theirs)))
  })

  it('copies bytes of all kinds', () => {
    const bytes = Uint8Array.of(1, 2, 3)
    for (const value of [bytes, bytes.buffer, new DataView(bytes.buffer), Buffer.from(bytes)]) {
      expect(fromAttributeValue(marshal(value))).toEqual(Uint8Array.of(1, 2, 3))
    }
    const stored = marshal(bytes)
    bytes[0] = 9
    expect(fromAttributeValue(stored)).toEqual(Uint8Array.of(1, 2, 3))
    expect(plain(newItemOf('b', marshal(bytes.subarray(1))))).toEqual({ b: { B: 'AgM=' } })
    expect(marshal(new Set([Uint8Array.of(1)]))).toHaveProperty('BS')
  })

  it('accepts its own and the SDK’s NumberValue, also mixed in sets', () => {
    const text = '0.12345678901234567890123'
    expect(marshal(new NumberValue(text))).toEqual({ N: text })
    expect(marshal(SdkNumberValue.from(text))).toEqual({ N: text })
    expect(marshal(new Set([1, 2n, NumberValue.from(text)]))).toEqual({ NS: ['1', '2', text] })
  })

  it('accepts plain objects of another realm, objects without a prototype, and Maps', () => {
    const foreign = runInNewContext('({ a: 1, s: new Set(["x"]), b: Uint8Array.of(1) })') as object
    expect(plain(toItem(foreign, site))).toEqual({
      a: { N: '1' },
      s: { SS: ['x'] },
      b: { B: 'AQ==' },
    })
    const bare = Object.assign(Object.create(null) as object, { a: 1 })
    expect(plain(toItem(bare, site))).toEqual({ a: { N: '1' } })
    expect(plain(toItem(new Map([['a', 1]]), site))).toEqual({ a: { N: '1' } })
  })

  it.each([
    ['a Date', { d: new Date(0) }, /orders\.put: d is a Date\. Expected date\.toISOString\(\)/],
    ['NaN', { a: { n: NaN } }, /orders\.put: a\.n is NaN/],
    ['an unsafe number', { n: 2 ** 60 }, /exceeds the exact integers .* Expected a bigint/],
    ['a class instance', { l: [{ u: new URL('http://a') }] }, /l\[0\]\.u is an instance of URL/],
    ['a symbol', { y: Symbol('x') }, /y is a symbol/],
    ['an empty set', { s: new Set() }, /s is an empty Set.*Leave the attribute out/],
    ['a mixed set', { s: new Set([1, 'a']) }, /s is a Set of a number and a string/],
    ['a set of objects', { s: new Set([{}]) }, /s is a Set of an object/],
    ['a Blob', { b: new Blob([]) }, /an instance of Blob.*arrayBuffer/],
    ['a promise', { p: Promise.resolve() }, /p is an instance of Promise/],
  ])('refuses %s with its path', (_, value, message) => {
    expect(() => toItem(value, site)).toThrow(message)
    expect(() => toItem(value, site)).toThrow(
      expect.objectContaining({ name: 'MisuseError' }) as Error,
    )
  })

  it('refuses an item that is not an object', () => {
    expect(() => toItem([] as object, site)).toThrow('orders.put: the item is an array')
    expect(() => toItem(null as never, site)).toThrow('the item is null')
    expect(() => toItem('x' as never, site)).toThrow('the item is a string')
  })

  it('refuses circular references and leaves deep values to AWS', () => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    expect(() => toItem(loop, site)).toThrow(/orders\.put: self is a value that contains itself/)
    let deep: unknown = 1
    for (let i = 0; i < 50; i++) deep = [deep]
    expect(() => toItem({ deep }, site)).not.toThrow()
    for (let i = 0; i < 100_000; i++) deep = [deep]
    expect(() => toItem({ deep }, site)).toThrow(/^Nesting Levels have exceeded/)
  })

  it('omits empty sets with dropEmptySets', () => {
    const value = { a: new Set(), m: { b: new Set() } }
    expect(plain(toItem(value, { ...site, dropEmptySets: true }))).toEqual({ m: { M: {} } })
  })
})

const newItemOf = (name: string, value: Item[string]): Item => {
  const item = newItem()
  item[name] = value
  return item
}

describe('fromItem', () => {
  it('converts every type as the SDK does', () => {
    const item = marshall({
      a: 1,
      b: [1, { c: null }],
      s: new Set(['x']),
      n: new Set([1]),
      t: true,
    })
    expect(fromItem(item as Item)).toEqual(unmarshall(item))
  })

  it('keeps names such as __proto__ as own members of ordinary objects', () => {
    const text = '{"__proto__": {"polluted": 1}, "constructor": 2, "m": {"__proto__": 3}}'
    const value = JSON.parse(text) as object
    const back = fromItem(toItem(value, site))
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype)
    expect(JSON.stringify(back)).toBe(JSON.stringify(value))
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['-9007199254740993', -9007199254740993n],
    ['1E+30', 10n ** 30n],
    ['1E125', 10n ** 125n],
    ['0.1', 0.1],
    ['0', 0],
    ['-0', 0],
    ['1E-130', 1e-130],
    ['0.30000000000000004', 0.30000000000000004],
    ['123456789012345.25', 123456789012345.25],
  ])('converts the number %s', (text, value) => {
    expect(fromAttributeValue({ N: text })).toEqual(value)
  })

  it('converts fractions that are not exact in JavaScript to NumberValue', () => {
    const value = fromAttributeValue({ N: '0.1234567890123456789' }) as NumberValue
    expect(value).toBeInstanceOf(NumberValue)
    expect(`${value}`).toBe('0.1234567890123456789')
    expect(JSON.stringify({ value })).toBe('{"value":"0.1234567890123456789"}')
    expect(fromAttributeValue({ N: '9007199254740993.5' })).toEqual(
      NumberValue.from('9007199254740993.5'),
    )
  })

  it('never throws for a number and loses no digits', () => {
    const digits = fc.stringMatching(/^[1-9]\d{0,37}$/)
    fc.assert(
      fc.property(digits, fc.integer({ min: -130, max: 88 }), fc.boolean(), (d, e, negative) => {
        const text = `${negative ? '-' : ''}${d}E${e}`
        const value = fromAttributeValue({ N: text })
        const again = toAttributeValue(value, site, 'v') as { N: string }
        expect(fromAttributeValue(again)).toEqual(value)
        if (typeof value === 'bigint')
          expect(value).toBe(BigInt(negative ? `-${d}` : d) * 10n ** BigInt(e))
      }),
      { seed: 1 },
    )
  })

  it('restores the values that toItem converted', () => {
    const leaf = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true, max: 1e15, min: -1e15 }).map((n) => n + 0),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array({ maxLength: 8 }).map((bytes) => new Uint8Array(bytes)),
      fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 }).map((all) => new Set(all)),
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(
          fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor')),
          tie('tree'),
          {
            noNullPrototype: true,
            maxKeys: 3,
          },
        ),
      ),
    }))
    fc.assert(
      fc.property(tree, (value) => {
        expect(fromItem(toItem({ value }, site))).toEqual({ value })
      }),
      { seed: 1, numRuns: 50 },
    )
  })
})

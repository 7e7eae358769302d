import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SortedMap } from './sorted-map.ts'
import { compareUtf8 } from './utf8-order.ts'

const entries = <Value extends NonNullable<unknown>>(map: SortedMap<Value>): [string, Value][] => {
  const found: [string, Value][] = []
  map.walk(undefined, (key, value) => found.push([key, value]) > 0)
  return found
}

const sorted = (model: ReadonlyMap<string, number>): [string, number][] =>
  [...model].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))

const key = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 3 }),
  fc.constantFrom('', 'a', '\uffff', '\u{1f600}', '__proto__', 'constructor'),
)

const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('set'), key, value: fc.nat(99) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('delete'), key, value: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('fork'), key, value: fc.nat(9) }) },
)

it('is a sorted map, also in forks', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 120 }), (commands) => {
      const maps = [new SortedMap<number>(compareUtf8)]
      const models = [new Map<string, number>()]
      let at = 0
      for (const { type, key: name, value } of commands) {
        const [map, model] = [maps[at]!, models[at]!]
        if (type === 'set') {
          map.set(name, value)
          model.set(name, value)
        } else if (type === 'delete') expect(map.delete(name)).toBe(model.delete(name))
        else {
          maps.push(map.fork())
          models.push(new Map(model))
          at = value % maps.length
        }
      }
      maps.forEach((map, index) => {
        const model = models[index]!
        expect(entries(map)).toEqual(sorted(model))
        expect(map.size).toBe(model.size)
        expect([...map.keys()]).toEqual(sorted(model).map(([name]) => name))
      })
    }),
  )
})

it('keeps ten thousand keys in order, however they arrive', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => String(index).padStart(5, '0'))
  const shuffled = names.map((_, index) => names[(index * 7_919) % names.length]!)
  for (const order of [names, [...names].reverse(), shuffled]) {
    const map = new SortedMap<string>(compareUtf8)
    for (const name of order) map.set(name, name)
    expect([...map.values()]).toEqual(names)
    expect(map.get('04242')).toBe('04242')
    const fork = map.fork()
    for (const name of names) if (Number(name) % 2 === 1) fork.delete(name)
    expect(fork.size).toBe(5_000)
    expect(map.size).toBe(10_000)
    expect(map.get('00001')).toBe('00001')
  }
})

it('walks from any place', () => {
  const map = new SortedMap<number>(compareUtf8)
  for (let i = 0; i < 1_000; i++) map.set(String(i).padStart(3, '0'), i)
  const from = (start: string, count: number): number[] => {
    const found: number[] = []
    map.walk(
      (name) => compareUtf8(name, start) < 0,
      (_, value) => found.push(value) < count,
    )
    return found
  }
  expect(from('', 2)).toEqual([0, 1])
  expect(from('4', 2)).toEqual([400, 401])
  expect(from('9990', 2)).toEqual([])
  expect(from('998z', 5)).toEqual([999])
  new SortedMap<number>(compareUtf8).walk(
    () => true,
    () => expect.unreachable(),
  )
})

it('orders strings by their UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      const bytes = Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      expect(Math.sign(compareUtf8(a, b))).toBe(bytes)
    }),
  )
})

it('finds its place when whole leaves are gone and smaller keys come', () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `m${String(index).padStart(4, '0')}`)
  const map = new SortedMap<string>(compareUtf8)
  for (const name of names) map.set(name, name)
  for (const name of names.slice(0, 2_000)) map.delete(name)
  const small = Array.from({ length: 1_000 }, (_, index) => `a${String(index).padStart(4, '0')}`)
  for (const name of [...small].reverse()) map.set(name, name)
  const left = [...small, ...names.slice(2_000)]
  expect([...map.keys()]).toEqual(left)
  for (const start of ['', 'a0500', 'b', 'm2000', 'm2500x', 'z']) {
    const found: string[] = []
    map.walk(
      (key) => compareUtf8(key, start) < 0,
      (key) => found.push(key) > 0,
    )
    expect(found).toEqual(left.filter((key) => key >= start))
  }
  for (const name of left) expect(map.delete(name)).toBe(true)
  expect([map.size, [...map.set('x', 'x').keys()]]).toEqual([0, ['x']])
})

/** The methods of Java's lists and maps. */
import { TemplateError } from '../syntax.ts'
import { areEqual } from '../operations.ts'
import {
  isList,
  isMap,
  type HostObject,
  type Texts,
  type Value,
  type ValueList,
  type ValueMap,
} from '../values.ts'
import { checkRange, methods, toIndex, toKey, type Methods, type MethodTools } from './method.ts'

/** Work that grows with a list or a map, in steps. */
const costOf = (size: number): number => size >> 2

function indexIn(list: ValueList, wanted: Value, { print, use }: MethodTools): number {
  use(costOf(list.length))
  return list.findIndex((item) => areEqual(item, wanted, print))
}

// AWS: https://docs.oracle.com/javase/8/docs/api/java/util/List.html
export const LIST_METHODS: Methods<ValueList> = methods<ValueList>({
  add(list, [first, second], { use }) {
    if (first === undefined) return undefined
    if (second === undefined) list.push(first)
    else {
      use(costOf(list.length))
      list.splice(place(list, first, list.length), 0, second)
    }
    return second === undefined ? true : null
  },
  addAll(list, [others], { use }) {
    if (!others || typeof others !== 'object' || !isList(others)) return undefined
    use(others.length)
    for (const item of [...others]) list.push(item)
    return others.length > 0
  },
  clear(list) {
    list.length = 0
    return null
  },
  contains: (list, [wanted], tools) =>
    wanted === undefined ? undefined : indexIn(list, wanted, tools) >= 0,
  equals: (list, [other], { print }) =>
    other === undefined ? undefined : areEqual(list, other, print),
  get: (list, [index]) =>
    index === undefined ? undefined : (list[place(list, index, list.length - 1)] ?? null),
  indexOf: (list, [wanted], tools) =>
    wanted === undefined ? undefined : BigInt(indexIn(list, wanted, tools)),
  isEmpty: (list) => list.length === 0,
  remove(list, [wanted], tools) {
    if (wanted === undefined) return undefined
    const isIndex = typeof wanted === 'bigint'
    if (isIndex) tools.use(costOf(list.length))
    const index = isIndex ? place(list, wanted, list.length - 1) : indexIn(list, wanted, tools)
    const [removed = null] = index < 0 ? [] : list.splice(index, 1)
    return isIndex ? removed : index >= 0
  },
  set(list, [index, value]) {
    if (index === undefined || value === undefined) return undefined
    const at = place(list, index, list.length - 1)
    const before = list[at] ?? null
    list[at] = value
    return before
  },
  size: (list) => BigInt(list.length),
  subList(list, [first, last], { use }) {
    const start = toIndex(first)
    const end = toIndex(last)
    if (start === undefined || end === undefined) return undefined
    checkRange(end, list.length)
    checkRange(start, end)
    use(costOf(end - start))
    return list.slice(start, end)
  },
})

/** A place in a list. Negative ones count from the end, as `$list[-1]`. */
function place(list: ValueList, value: Value, most: number): number {
  const index = toIndex(value)
  if (index === undefined) throw new TemplateError('an index that is no integer')
  const at = index < 0 ? list.length + index : index
  checkRange(at, most)
  return at
}

class Entry implements HostObject {
  readonly #key: Value
  readonly #value: Value

  constructor(key: Value, value: Value) {
    this.#key = key
    this.#value = value
  }

  property(name: string): Value | undefined {
    return name === 'key' ? this.#key : name === 'value' ? this.#value : undefined
  }

  call(name: string): Value | undefined {
    return name === 'getKey' ? this.#key : name === 'getValue' ? this.#value : undefined
  }

  print(texts: Texts): string {
    return `${texts.print(this.#key)}=${texts.print(this.#value)}`
  }
}

// AWS: https://docs.oracle.com/javase/8/docs/api/java/util/Map.html
export const MAP_METHODS: Methods<ValueMap> = methods<ValueMap>({
  clear(map) {
    map.clear()
    return null
  },
  containsKey: (map, [key], tools) => (key === undefined ? undefined : map.has(toKey(key, tools))),
  containsValue: (map, [wanted], tools) =>
    wanted === undefined ? undefined : indexIn([...map.values()], wanted, tools) >= 0,
  entrySet(map, _, { use }) {
    use(map.size)
    return [...map].map(([key, value]) => new Entry(key, value))
  },
  equals: (map, [other], { print }) =>
    other === undefined ? undefined : areEqual(map, other, print),
  get: (map, [key], tools) =>
    key === undefined ? undefined : (map.get(toKey(key, tools)) ?? null),
  getOrDefault: (map, [key, fallback], tools) =>
    key === undefined || fallback === undefined
      ? undefined
      : (map.get(toKey(key, tools)) ?? fallback),
  isEmpty: (map) => map.size === 0,
  keySet(map, _, { use }) {
    use(costOf(map.size))
    return [...map.keys()]
  },
  // Recorded: test_integration_mock_with_vtl_map_assignation: put() prints nothing
  put(map, [key, value], tools) {
    if (key === undefined || value === undefined) return undefined
    const name = toKey(key, tools)
    const before = map.get(name) ?? null
    map.set(name, value)
    return before
  },
  putAll(map, [other], { use }) {
    if (!other || typeof other !== 'object' || !isMap(other)) return undefined
    use(other.size)
    for (const [key, value] of other) map.set(key, value)
    return null
  },
  remove(map, [key], tools) {
    if (key === undefined) return undefined
    const name = toKey(key, tools)
    const before = map.get(name) ?? null
    map.delete(name)
    return before
  },
  size: (map) => BigInt(map.size),
  values(map, _, { use }) {
    use(costOf(map.size))
    return [...map.values()]
  },
})

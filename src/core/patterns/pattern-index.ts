/**
 * Many patterns, of which an event matches few. An event is compared only with the patterns that
 * ask for a value that it has, and with those that ask for no exact value. The others cost nothing,
 * however many they are.
 */
import { scalarsAt, type ExactCondition, type Pattern } from './pattern.ts'
import type { Scalar } from './scalar-test.ts'

interface Entry<Item> {
  /** In the order in which the patterns were given. */
  readonly number: number
  readonly pattern: Pattern
  readonly item: Item
}

/** The patterns that are found by what an event has at one path. */
interface Branch<Item> {
  readonly path: readonly string[]
  readonly byValue: Map<Scalar, Entry<Item>[]>
}

export class PatternIndex<Item> {
  readonly #branches = new Map<string, Branch<Item>>()
  /** Patterns without an exact condition. */
  readonly #others: Entry<Item>[] = []

  constructor(patterns: Iterable<readonly [pattern: Pattern, item: Item]>) {
    const entries = Array.from(patterns, ([pattern, item], number) => ({ number, pattern, item }))
    const uses = countUses(entries)
    for (const entry of entries) {
      const condition = rarest(entry.pattern.exact, uses)
      if (condition) this.#add(condition, entry)
      else this.#others.push(entry)
    }
  }

  /** Returns the items whose patterns an event matches, in the order in which they were given. */
  matching(event: unknown): Item[] {
    const found = this.#others.filter(({ pattern }) => pattern.matches(event))
    for (const { path, byValue } of this.#branches.values()) {
      const values = scalarsAt(event, path)
      for (const value of values.length > 1 ? new Set(values) : values) {
        for (const entry of byValue.get(value) ?? []) {
          // Of several values of an array, two may lead to the same pattern.
          if (values.length > 1 && found.includes(entry)) continue
          if (entry.pattern.matches(event)) found.push(entry)
        }
      }
    }
    if (found.length > 1) found.sort((a, b) => a.number - b.number)
    return found.map(({ item }) => item)
  }

  #add({ path, values }: ExactCondition, entry: Entry<Item>): void {
    const key = path.join('.')
    let branch = this.#branches.get(key)
    if (!branch) this.#branches.set(key, (branch = { path, byValue: new Map() }))
    for (const value of new Set(values)) {
      const entries = branch.byValue.get(value)
      if (entries) entries.push(entry)
      else branch.byValue.set(value, [entry])
    }
  }
}

const useOf = ({ path }: ExactCondition, value: Scalar): string => JSON.stringify([path, value])

/** How many patterns ask for each value. */
function countUses(entries: readonly Entry<unknown>[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>()
  for (const condition of entries.flatMap(({ pattern }) => pattern.exact)) {
    for (const value of new Set(condition.values)) {
      const use = useOf(condition, value)
      uses.set(use, (uses.get(use) ?? 0) + 1)
    }
  }
  return uses
}

/** Returns the condition that the fewest other patterns share. */
function rarest(
  conditions: readonly ExactCondition[],
  uses: ReadonlyMap<string, number>,
): ExactCondition | undefined {
  let best: { readonly condition: ExactCondition; readonly uses: number } | undefined
  for (const condition of conditions) {
    const most = Math.max(
      ...condition.values.map((value) => uses.get(useOf(condition, value)) ?? 0),
    )
    if (!best || most < best.uses) best = { condition, uses: most }
  }
  return best?.condition
}

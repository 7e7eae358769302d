/**
 * The rules of a bus by the values that their patterns ask for. An event is compared with the rules
 * whose first indexed key it fits, and with those that have none; the others cost it nothing.
 */
import type { Pattern } from '../../core/patterns/index.ts'

interface Rule {
  readonly name: string
  readonly patternText: string | undefined
  readonly pattern: Pattern | undefined
  readonly state: string
}

type Envelope = Readonly<Record<string, unknown>>

/** Numbers keep the order of rules. */
interface Numbered<One> {
  readonly number: number
  readonly rule: One
}

export interface RuleIndex<One extends Rule = Rule> {
  /** Returns the enabled rules that match an event, in the order of their creation. */
  matching(envelope: Envelope): readonly One[]
}

export interface LazyIndex {
  readonly get: () => RuleIndex
}

export function lazyIndex(rules: ReadonlyMap<string, Rule>): LazyIndex {
  let index: RuleIndex | undefined
  return { get: () => (index ??= buildIndex(rules.values())) }
}

/** Text members of every event. A list of exact texts for one of them is what the index needs. */
const KEYS = ['source', 'detail-type', 'account', 'region'] as const

function buildIndex<One extends Rule>(rules: Iterable<One>): RuleIndex<One> {
  const byKey = new Map<string, Map<string, Numbered<One>[]>>()
  const others: Numbered<One>[] = []
  let number = 0
  for (const rule of rules) {
    if (rule.state === 'DISABLED' || !rule.pattern) continue
    const entry = { number: number++, rule }
    const found = indexedKey(rule.patternText)
    if (!found) {
      others.push(entry)
      continue
    }
    const [key, values] = found
    let byValue = byKey.get(key)
    if (!byValue) byKey.set(key, (byValue = new Map()))
    for (const value of new Set(values)) {
      const entries = byValue.get(value)
      if (entries) entries.push(entry)
      else byValue.set(value, [entry])
    }
  }
  return {
    matching(envelope) {
      const found = others.filter(({ rule }) => rule.pattern?.matches(envelope))
      for (const [key, byValue] of byKey) {
        const value = envelope[key]
        for (const entry of (typeof value === 'string' && byValue.get(value)) || []) {
          if (entry.rule.pattern?.matches(envelope)) found.push(entry)
        }
      }
      if (found.length > 1) found.sort((a, b) => a.number - b.number)
      return found.map(({ rule }) => rule)
    },
  }
}

function indexedKey(
  patternText: string | undefined,
): readonly [key: string, values: readonly string[]] | undefined {
  const pattern = JSON.parse(patternText ?? '{}') as Readonly<Record<string, unknown>>
  for (const key of KEYS) {
    const list = Object.hasOwn(pattern, key) ? pattern[key] : undefined
    if (Array.isArray(list) && list.every((each) => typeof each === 'string')) return [key, list]
  }
  return undefined
}

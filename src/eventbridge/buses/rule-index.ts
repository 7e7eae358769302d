/** The enabled rules of a bus, indexed by what their patterns ask for once an event arrives. */
import { PatternIndex, type Pattern } from '../../core/patterns/index.ts'

interface Rule {
  readonly pattern: Pattern | undefined
  readonly state: string
}

export interface RuleIndex {
  /** Returns the names of the rules that match an event, in the order of their creation. */
  matching(event: object): readonly string[]
}

export function lazyIndex(rules: ReadonlyMap<string, Rule>): RuleIndex {
  let index: PatternIndex<string> | undefined
  return { matching: (event) => (index ??= buildIndex(rules)).matching(event) }
}

const buildIndex = (rules: ReadonlyMap<string, Rule>): PatternIndex<string> =>
  new PatternIndex(
    Array.from(rules).flatMap(([name, { pattern, state }]) =>
      pattern && state !== 'DISABLED' ? [[pattern, name] as const] : [],
    ),
  )

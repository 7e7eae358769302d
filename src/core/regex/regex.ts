/**
 * Java's regular expressions. AWS's services match, split and replace with them. Patterns and texts
 * come from the user, so that a search is bounded in steps.
 */
import { compileNode } from './compile.ts'
import { Matcher } from './match.ts'
import { parseRegex } from './parse-regex.ts'
import { RegexLimitError, RegexSyntaxError } from './syntax.ts'

export { RegexLimitError, RegexSyntaxError }

export interface RegexMatch {
  readonly start: number
  readonly end: number
  /** The text of a group, by number (0 is the whole match) or name. Undefined if it took no part. */
  group(which: number | string): string | undefined
  /** Returns whether the pattern has this group. */
  hasGroup(which: number | string): boolean
}

export interface Regex {
  /** Returns whether the whole text matches, as Java's `Matcher.matches`. */
  matches(text: string): boolean
  /** Returns the first match from a place on, as Java's `Matcher.find`. */
  find(text: string, from?: number): RegexMatch | undefined
}

/** Hears how much work something took. It may throw to end it. */
export type Spend = (steps: number) => void

/**
 * Compiles a pattern. Its searches throw a RegexLimitError when they take too many steps. `spend`
 * hears the steps of the compilation and of each search, for a limit on all of them.
 *
 * @throws RegexSyntaxError for a pattern that Java refuses, or a feature that is not simulated
 */
export function compileRegex(pattern: string, spend: Spend = () => undefined): Regex {
  const { node, groups, names } = parseRegex(pattern)
  const { start, instructions } = compileNode(node, groups)
  spend(pattern.length + instructions)
  const numberOf = (which: number | string): number =>
    typeof which === 'number' ? which : (names.get(which) ?? Number.NaN)
  return {
    matches(text) {
      const matcher = new Matcher(text, true)
      const end = matcher.match(start, 0)
      spend(matcher.steps)
      return end >= 0
    },
    find(text, from = 0) {
      const matcher = new Matcher(text, false)
      for (let at = matcher.seek(start, from); at >= 0; at = matcher.seek(start, at + 1)) {
        const end = matcher.match(start, at)
        if (end < 0) continue
        const { slots } = matcher
        spend(matcher.steps)
        return {
          start: at,
          end,
          hasGroup: (which) => numberOf(which) <= groups,
          group(which) {
            const number = numberOf(which)
            if (number === 0) return text.slice(at, end)
            const first = slots[number * 2]
            return first === undefined ? undefined : text.slice(first, slots[number * 2 + 1])
          },
        }
      }
      spend(matcher.steps)
      return undefined
    },
  }
}

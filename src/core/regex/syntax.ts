/** The syntax tree of a regular expression. */

/** Whether a code point belongs to a set of characters. */
export type CharacterSet = (codePoint: number) => boolean

export type RegexNode =
  | { readonly kind: 'character'; readonly accepts: CharacterSet }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'alternatives'; readonly nodes: readonly RegexNode[] }
  | {
      readonly kind: 'repeat'
      readonly node: RegexNode
      readonly least: number
      readonly most: number
      readonly mode: RepeatMode
    }
  /** A group that captures, counted from 1. */
  | { readonly kind: 'group'; readonly index: number; readonly node: RegexNode }
  | { readonly kind: 'atomic'; readonly node: RegexNode }
  | {
      readonly kind: 'look'
      readonly node: RegexNode
      readonly isBehind: boolean
      readonly isNegated: boolean
    }
  | { readonly kind: 'reference'; readonly index: number; readonly ignoresCase: boolean }
  | { readonly kind: 'assertion'; readonly holds: (text: string, at: number) => boolean }

/** `a*`, `a*?` and `a*+`. */
export type RepeatMode = 'greedy' | 'lazy' | 'possessive'

/** A pattern that Java refuses, or that uses a feature which is not simulated. */
export class RegexSyntaxError extends Error {
  override readonly name = 'RegexSyntaxError'
}

/** A search that takes too long. */
export class RegexLimitError extends Error {
  override readonly name = 'RegexLimitError'
}

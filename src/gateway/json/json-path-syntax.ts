/** The syntax tree of a JSONPath expression. */
import type { Value } from '../velocity/index.ts'

export interface JsonPath {
  readonly steps: readonly PathStep[]
  /** Whether it can only find one value. Others give an array of what they find. */
  readonly isDefinite: boolean
}

export type PathStep =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | {
      readonly kind: 'slice'
      readonly from: number | undefined
      readonly to: number | undefined
      readonly by: number
    }
  | { readonly kind: 'all' }
  /** `..`: the value and everything in it. */
  | { readonly kind: 'descendants' }
  | { readonly kind: 'filter'; readonly filter: Filter }
  | { readonly kind: 'function'; readonly name: PathFunction }

export const PATH_FUNCTIONS = ['length', 'size', 'min', 'max', 'avg', 'sum', 'keys'] as const
export type PathFunction = (typeof PATH_FUNCTIONS)[number]

export type Filter =
  | { readonly kind: 'or' | 'and'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'exists'; readonly operand: Operand }
  | {
      readonly kind: 'compare'
      readonly operator: string
      readonly left: Operand
      readonly right: Operand
    }

export type Operand =
  | { readonly kind: 'value'; readonly value: Value }
  /** `@.a` of the element, or `$.a` of the whole document. */
  | { readonly kind: 'path'; readonly fromRoot: boolean; readonly path: JsonPath }
  | { readonly kind: 'pattern'; readonly source: string }

/** A path that cannot be parsed, or that takes too long. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError'
}

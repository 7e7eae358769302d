/** The syntax tree of a template. */

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly reference: Reference }
  | { readonly kind: 'set'; readonly target: Reference; readonly value: Expression }
  | {
      readonly kind: 'if'
      readonly branches: readonly Branch[]
      readonly otherwise: readonly Node[] | undefined
    }
  | {
      readonly kind: 'foreach'
      readonly variable: string
      readonly list: Expression
      readonly body: readonly Node[]
    }
  | { readonly kind: 'define'; readonly variable: string; readonly body: readonly Node[] }
  | { readonly kind: 'macro'; readonly name: string; readonly macro: Macro }
  | {
      readonly kind: 'call'
      readonly name: string
      readonly arguments: readonly Expression[]
      /** The content of `#@name() ... #end`. */
      readonly body: readonly Node[] | undefined
      /** As written, which is printed if there is no such macro. */
      readonly source: string
    }
  | { readonly kind: 'evaluate'; readonly template: Expression }
  | { readonly kind: 'break' }
  | { readonly kind: 'stop' }

export interface Branch {
  readonly condition: Expression
  readonly body: readonly Node[]
}

export interface Macro {
  readonly parameters: readonly string[]
  readonly body: readonly Node[]
}

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | bigint | number | boolean }
  /** A string in double quotes with references or directives in it. */
  | { readonly kind: 'interpolation'; readonly nodes: readonly Node[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'range'; readonly first: Expression; readonly last: Expression }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'reference'; readonly reference: Reference }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'operation'
      readonly operator: Operator
      readonly left: Expression
      readonly right: Expression
    }

export type Operator =
  '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%'

/** `$name.property.method(argument)[index]` */
export interface Reference {
  readonly root: string
  readonly steps: readonly Step[]
}

export type Step =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'method'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'index'; readonly key: Expression }

/** Velocity cannot parse the template, or cannot render it. AWS fails the request. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
}

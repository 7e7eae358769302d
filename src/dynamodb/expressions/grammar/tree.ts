/**
 * The trees of all expression languages of DynamoDB. Expressions, legacy parameters and PartiQL
 * compile to these trees, and only these trees are evaluated. Names and values are resolved, so
 * evaluation needs only the item.
 */
import type { AttributeType, AttributeValue } from '../../values/values.ts'

/** A document path: the attribute, then map keys and list indexes. `a.b[0]` is `['a', 'b', 0]`. */
export type Path = readonly [string, ...(string | number)[]]

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>='

export interface PathOperand {
  readonly type: 'path'
  readonly path: Path
}

export interface ValueOperand {
  readonly type: 'value'
  readonly value: AttributeValue
}

/** `size(operand)`, the only function that is an operand. */
export interface SizeOperand {
  readonly type: 'size'
  readonly of: Operand
}

export type Operand = PathOperand | ValueOperand | SizeOperand

export type Condition =
  | { readonly type: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly type: 'not'; readonly condition: Condition }
  | {
      readonly type: 'compare'
      readonly comparator: Comparator
      readonly left: Operand
      readonly right: Operand
    }
  | {
      readonly type: 'between'
      readonly operand: Operand
      readonly lower: Operand
      readonly upper: Operand
    }
  | { readonly type: 'in'; readonly operand: Operand; readonly candidates: readonly Operand[] }
  | { readonly type: 'exists' | 'notExists'; readonly path: Path }
  | { readonly type: 'hasType'; readonly operand: Operand; readonly name: AttributeType }
  | { readonly type: 'beginsWith'; readonly operand: Operand; readonly prefix: Operand }
  | {
      /** `notContains` is the legacy operator. It is false if the attribute is missing. */
      readonly type: 'contains' | 'notContains'
      readonly operand: Operand
      readonly part: Operand
    }

/** One step of a projection, with the parts to return. `undefined` means the whole value. */
export interface ProjectionNode {
  readonly members: ReadonlyMap<string, ProjectionNode | undefined> | undefined
  readonly elements: ReadonlyMap<number, ProjectionNode | undefined> | undefined
}

/** The parts of an item to return. */
export interface Projection {
  /** The paths in the order of the expression. */
  readonly paths: readonly Path[]
  /** The paths as a tree of attributes. */
  readonly root: ReadonlyMap<string, ProjectionNode | undefined>
}

/** The right side of `=` in a SET action. */
export type UpdateOperand =
  | PathOperand
  | ValueOperand
  | { readonly type: 'ifNotExists'; readonly path: Path; readonly otherwise: UpdateOperand }
  | { readonly type: 'listAppend'; readonly first: UpdateOperand; readonly second: UpdateOperand }
  | {
      readonly type: 'arithmetic'
      readonly operator: '+' | '-'
      readonly left: UpdateOperand
      readonly right: UpdateOperand
    }

export type UpdateAction =
  | { readonly type: 'set'; readonly path: Path; readonly value: UpdateOperand }
  | { readonly type: 'remove'; readonly path: Path }
  | {
      readonly type: 'add' | 'delete'
      readonly path: Path
      readonly value: AttributeValue
      /**
       * The legacy ADD also appends to lists. Its error is `Type mismatch for attribute to update`.
       */
      readonly legacy?: true
    }

/** The actions in the order of the expression. Their paths do not overlap. */
export interface Update {
  readonly actions: readonly UpdateAction[]
}

/** A condition on a key attribute. */
export type KeyClause =
  | {
      readonly name: string
      readonly operator: '=' | '<' | '<=' | '>' | '>=' | 'begins_with'
      readonly value: AttributeValue
    }
  | {
      readonly name: string
      readonly operator: 'BETWEEN'
      readonly lower: AttributeValue
      readonly upper: AttributeValue
    }
  /** Legacy operators that keys do not support (`NE`, `IN`, ...). Refused with the schema. */
  | { readonly name: string; readonly operator: 'unindexable'; readonly value?: AttributeValue }

export interface KeyConditionTree {
  readonly clauses: readonly KeyClause[]
}

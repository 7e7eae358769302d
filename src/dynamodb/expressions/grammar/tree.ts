/**
 * What every expression language of DynamoDB is lowered to: expression strings, the legacy condition parameters and
 * PartiQL all become these trees, and only these trees are evaluated. Names and values are resolved, so a tree needs
 * nothing beside the item.
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

/** `size(operand)`: the only function that has a value. */
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
      /** `notContains` is the legacy operator: false where the attribute is missing. */
      readonly type: 'contains' | 'notContains'
      readonly operand: Operand
      readonly part: Operand
    }

/** One step of a projection: what to return below it; `undefined` is all of it. */
export interface ProjectionNode {
  readonly members: ReadonlyMap<string, ProjectionNode | undefined> | undefined
  readonly elements: ReadonlyMap<number, ProjectionNode | undefined> | undefined
}

/** What to return of an item. */
export interface Projection {
  /** As they were written. */
  readonly paths: readonly Path[]
  /** The same as a tree of attributes. */
  readonly root: ReadonlyMap<string, ProjectionNode | undefined>
}

/** What stands right of `=` in a SET action. */
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
      /** The legacy ADD also appends to lists, and says `Type mismatch for attribute to update`. */
      readonly legacy?: true
    }

/** The actions, in the order they were written: every one touches a path of its own. */
export interface Update {
  readonly actions: readonly UpdateAction[]
}

/** One condition on one key attribute. */
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
  /** Legacy operators that no key can have (`NE`, `IN`, ...): refused once the schema is known. */
  | { readonly name: string; readonly operator: 'unindexable'; readonly value?: AttributeValue }

export interface KeyConditionTree {
  readonly clauses: readonly KeyClause[]
}

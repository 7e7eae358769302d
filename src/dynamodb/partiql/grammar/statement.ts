/** What a PartiQL statement says, with its parameters filled in: conditions and updates are the trees of expressions/. */
import type { Condition, Path, Update } from '../../expressions/grammar/tree.ts'
import type { Item } from '../../values/values.ts'

export interface Target {
  /** The table as the statement names it: a name or an ARN. */
  readonly table: string
  readonly index: string | undefined
}

export interface OrderTerm {
  readonly attribute: string
  readonly descending: boolean
}

export interface SelectStatement extends Target {
  readonly type: 'select'
  /** Undefined: `*`. */
  readonly columns: readonly Path[] | undefined
  /** All must hold. */
  readonly where: readonly Condition[]
  readonly orderBy: readonly OrderTerm[]
}

export interface InsertStatement extends Target {
  readonly type: 'insert'
  readonly item: Item
}

/** What UPDATE and DELETE give back. */
export type Returning = 'NONE' | 'ALL_OLD' | 'ALL_NEW' | 'MODIFIED_OLD' | 'MODIFIED_NEW'

export interface UpdateStatement extends Target {
  readonly type: 'update'
  readonly update: Update
  readonly where: readonly Condition[]
  readonly returning: Returning
}

export interface DeleteStatement extends Target {
  readonly type: 'delete'
  readonly where: readonly Condition[]
  readonly returning: Returning
}

/** `EXISTS(SELECT ...)`: a condition check of a transaction. */
export interface ExistsStatement extends Target {
  readonly type: 'exists'
  readonly where: readonly Condition[]
}

export type Statement =
  SelectStatement | InsertStatement | UpdateStatement | DeleteStatement | ExistsStatement

export const isRead = (statement: Statement): boolean => statement.type === 'select'

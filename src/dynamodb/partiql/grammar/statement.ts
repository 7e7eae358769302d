/**
 * Parsed PartiQL statements with their parameters. Conditions and updates are the trees of
 * expressions/.
 */
import type { Condition, Path, Update } from '../../expressions/grammar/tree.ts'
import type { ServiceError } from '../../../core/errors.ts'
import type { Item } from '../../values/values.ts'

export interface Target {
  /** The name or ARN in the statement. */
  readonly table: string
  readonly index: string | undefined
}

export interface OrderTerm {
  readonly attribute: string
  readonly descending: boolean
}

export interface SelectStatement extends Target {
  readonly type: 'select'
  /** Undefined for `*`. */
  readonly columns: readonly Path[] | undefined
  /** The error of columns that are not paths. AWS looks for the table first. */
  readonly problem: ServiceError | undefined
  /** The conjuncts of WHERE. */
  readonly where: readonly Condition[]
  readonly orderBy: readonly OrderTerm[]
}

export interface InsertStatement extends Target {
  readonly type: 'insert'
  readonly item: Item
}

/** The RETURNING clause of UPDATE and DELETE. */
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

/** `EXISTS(SELECT ...)`, the condition check of a transaction. */
export interface ExistsStatement extends Target {
  readonly type: 'exists'
  readonly where: readonly Condition[]
}

export type Statement =
  SelectStatement | InsertStatement | UpdateStatement | DeleteStatement | ExistsStatement

export const isRead = (statement: Statement): boolean => statement.type === 'select'

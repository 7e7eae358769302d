/** A backup: what a table was, and what it held. Items are immutable, so it costs nothing but the table's list of them. */
import type { TableDefinition } from '../schema/definition.ts'
import type { TableContent } from './table.ts'

export interface Backup {
  readonly arn: string
  readonly name: string
  readonly type: 'USER' | 'SYSTEM'
  readonly createdAt: number
  /** Until then it shows CREATING. */
  readonly availableAt: number
  /** Of those that the service made. */
  readonly expiresAt?: number
  readonly definition: TableDefinition
  readonly content: TableContent
}

/**
 * A backup: a table's definition and content. Items are immutable, so it shares them with the
 * table.
 */
import type { TableDefinition } from '../schema/definition.ts'
import type { TableContent } from './table.ts'

export interface Backup {
  readonly arn: string
  readonly name: string
  readonly type: 'USER' | 'SYSTEM'
  readonly createdAt: number
  /** The end of the status CREATING. */
  readonly availableAt: number
  /** System backups only. */
  readonly expiresAt?: number
  readonly definition: TableDefinition
  readonly content: TableContent
}

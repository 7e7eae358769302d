/** A change set as the world keeps it. Immutable, so that forks share it. */
import type { StackDescription } from './stack-description.ts'

export interface ChangeSet {
  readonly name: string
  /** Its ARN. */
  readonly id: string
  readonly stackId: string
  readonly stackName: string
  readonly description: string | undefined
  /** What the stack will be made from. */
  readonly wish: StackDescription
  /** Whether the stack is new. */
  readonly isCreation: boolean
  readonly onStackFailure: 'ROLLBACK' | 'DO_NOTHING' | 'DELETE' | undefined
  /** As DescribeChangeSet returns them, with the values of properties. */
  readonly changes: readonly object[]
  readonly createdAt: number
  readonly status: 'CREATE_COMPLETE' | 'FAILED'
  readonly statusReason: string | undefined
  readonly executionStatus: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED'
}

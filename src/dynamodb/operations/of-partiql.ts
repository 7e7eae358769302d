/** The operations that take PartiQL statements. */
import type { Operation } from '../../core/world.ts'
import type { DynamoDbState } from '../state.ts'
import { batchExecuteStatement } from './batch-execute-statement.ts'
import { executeStatement } from './execute-statement.ts'
import { executeTransaction } from './execute-transaction.ts'

export const ofPartiql: readonly Operation<DynamoDbState>[] = [
  batchExecuteStatement,
  executeStatement,
  executeTransaction,
]

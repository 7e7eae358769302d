/** The operations that take PartiQL statements. */
import type { Operation } from '../../core/world.ts'
import type { DynamoDbState } from '../state/state.ts'
import { batchExecuteStatement } from './partiql/batch-execute-statement.ts'
import { executeStatement } from './partiql/execute-statement.ts'
import { executeTransaction } from './partiql/execute-transaction.ts'

export const ofPartiql: readonly Operation<DynamoDbState>[] = [
  batchExecuteStatement,
  executeStatement,
  executeTransaction,
]

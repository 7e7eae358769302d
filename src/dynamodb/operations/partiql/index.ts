/**
 * The operations that execute PartiQL statements, and the functions that other folders need for
 * statements. They load with the first statement.
 */
export { batchExecuteStatement } from './batch-execute-statement.ts'
export { executeStatement } from './execute-statement.ts'
export { executeTransaction } from './execute-transaction.ts'
export { lockOfStatement } from '../../partiql/plan/distinct-items.ts'
export { isRead } from '../../partiql/grammar/statement.ts'
export { toStatementError } from '../../partiql/run/batch.ts'
export { parseStatementOf, readStatement } from '../../partiql/run/statement-input.ts'
export { targetInStatement } from '../../requests/target-in-statement.ts'

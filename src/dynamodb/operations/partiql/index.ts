/** The operations that take PartiQL statements, and what others ask of a statement. They load when the first statement comes. */
export { batchExecuteStatement } from './batch-execute-statement.ts'
export { executeStatement } from './execute-statement.ts'
export { executeTransaction } from './execute-transaction.ts'
export { lockOfStatement } from '../../partiql/plan/distinct-items.ts'
export { isRead } from '../../partiql/grammar/statement.ts'
export { toStatementError } from '../../partiql/run/batch.ts'
export { parseStatementOf, readStatement } from '../../partiql/run/statement-input.ts'

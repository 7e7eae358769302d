/** The transactions, and what a delayed one locks. They load at their first use. */
export { transactGetItems } from './transact-get-items.ts'
export { transactWriteItems } from './transact-write-items.ts'
export { toAction } from '../../transactions/request.ts'

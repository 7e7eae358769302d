/** The batch operations, which load at their first use. */
export { batchGetItem } from './batch-get-item.ts'
export { batchWriteItem } from './batch-write-item.ts'

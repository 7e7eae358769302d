/** The inputs of backups, batches, transactions and streams. They load when one is first read. */
export * from './backups.ts'
export * from './batches.ts'
export * from './streams.ts'

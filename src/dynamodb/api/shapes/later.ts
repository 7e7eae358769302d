/** The inputs of backups, batches, transactions, streams and Kinesis destinations. They load when one is first read. */
export * from './backups.ts'
export * from './batches.ts'
export * from './kinesis.ts'
export * from './streams.ts'

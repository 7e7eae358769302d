/**
 * The inputs of backups, batches, transactions, streams, Kinesis destinations and searches. They
 * load when one is first read.
 */
export * from './backups.ts'
export * from './batches.ts'
export * from './global-tables.ts'
export * from './kinesis.ts'
export * from './streams.ts'
export * from './transfers.ts'
export * from './vectors.ts'

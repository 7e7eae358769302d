/**
 * The implementation of each matcher, before a runner turns its result into its own kind of
 * failure. Loads at the first matcher.
 */
export * from './match/faults.ts'
export * from './match/function.ts'
export * from './match/queue.ts'
export * from './match/response.ts'
export * from './match/table.ts'
export * from './match/outbox.ts'
export * from './match/topic.ts'
export { messageOf } from './outcome.ts'

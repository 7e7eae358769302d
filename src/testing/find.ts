/** What each matcher finds, before a runner turns it into its own kind of failure. It loads when the first matcher is called. */
export * from './match-faults.ts'
export * from './match-function.ts'
export * from './match-response.ts'
export * from './match-table.ts'

/**
 * Functions that are processes: one process for each execution environment, which asks the Lambda
 * Runtime API for its events. Loaded by the first `childProcess`.
 */
export { checkProcessOptions, toCommand } from './command.ts'
export { ProcessRun } from './process-run.ts'
export { startInitialized } from './provisioned.ts'

/** Lambda's switches in `createRegion`. */
import { aDuration, type Duration } from '../core/time/duration.ts'
import { defineOptions, trueOrFalse, type ServiceOptions } from '../core/service-options.ts'

/** Lambda's switches: `createRegion({ lambda: { strictEnvironment: true } })`. */
export interface LambdaOptions {
  /**
   * Handlers see only the variables that they would see on AWS, none of the host's. Default false.
   */
  readonly strictEnvironment: boolean
  /** How many invocations may run at the same time in the account's region. Default 1000. */
  readonly concurrentExecutions: number
  /**
   * How long functions show Pending after CreateFunction, and InProgress after an update, on the
   * region's clock. Default: `immediate`.
   */
  readonly functionState: 'immediate' | Duration
  /**
   * How many filters an event source mapping may have: AWS's default of 5, or up to 10 for an
   * account whose quota AWS has raised. Default 5.
   */
  readonly filtersPerMapping: number
}

export const lambdaOptions: ServiceOptions<LambdaOptions> = defineOptions(
  'lambda',
  {
    strictEnvironment: false,
    concurrentExecutions: 1_000,
    functionState: 'immediate',
    filtersPerMapping: 5,
  },
  {
    strictEnvironment: trueOrFalse,
    concurrentExecutions: (value) =>
      Number.isInteger(value) && Number(value) >= 1 ? undefined : 'a whole number from 1',
    functionState: (value) =>
      value === 'immediate' || !aDuration(value)
        ? undefined
        : `'immediate', or ${aDuration(value)}`,
    filtersPerMapping: (value) =>
      Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 10
        ? undefined
        : 'a whole number from 1 to 10',
  },
)

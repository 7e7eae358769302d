/** Lambda's switches in `createRegion`. */
import { defineOptions, trueOrFalse, type ServiceOptions } from '../core/service-options.ts'

/** Lambda's switches: `createRegion({ lambda: { strictEnvironment: true } })`. */
export interface LambdaOptions {
  /**
   * Handlers see only the variables that they would see on AWS, none of the host's. Default false.
   */
  readonly strictEnvironment: boolean
}

export const lambdaOptions: ServiceOptions<LambdaOptions> = defineOptions(
  'lambda',
  { strictEnvironment: false },
  { strictEnvironment: trueOrFalse },
)

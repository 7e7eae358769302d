import { defineOptions, trueOrFalse, type ServiceOptions } from '../core/service-options.ts'

/** Switches of Lambda: `createRegion({ lambda: { strictEnvironment: true } })`. */
export interface LambdaOptions {
  /** Handlers see only the variables that AWS would give, none of the host's. Default: false. */
  readonly strictEnvironment: boolean
}

export const lambdaOptions: ServiceOptions<LambdaOptions> = defineOptions(
  'lambda',
  { strictEnvironment: false },
  { strictEnvironment: trueOrFalse },
)

/** A distribution, as the account keeps it. Immutable: worlds share it until one changes it. */
import type { Tags } from '../../core/resources/tags.ts'
import type { Stored } from '../resources/stored.ts'
import type { DistributionConfig } from './config.ts'

export interface Distribution extends Stored<DistributionConfig> {
  /** `d111111abcdef8.cloudfront.net` */
  readonly domainName: string
  /** The name that `createDistribution` was given. Undefined without one. */
  readonly name: string | undefined
  readonly tags: Tags
  /** As the test's set-up made it, which a reset returns to. */
  readonly declared: Distribution | undefined
}

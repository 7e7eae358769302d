import type { Operation } from '../../core/world/world.ts'
import type { CloudFrontState } from '../state.ts'
import { distributionOperations } from './distributions.ts'
import { functionOperations } from './functions.ts'
import { listDistributionsBy } from './list-distributions-by.ts'
import { invalidationOperations } from './invalidations.ts'
import { resourceOperations } from './resources.ts'
import { tagOperations } from './tags.ts'
import * as types from './types.ts'

/** The simulated operations. All others throw an UnsupportedError. */
export const operations: Readonly<Record<string, Operation<CloudFrontState>>> = {
  ...distributionOperations,
  ...functionOperations,
  ...invalidationOperations,
  ...listDistributionsBy,
  ...tagOperations,
  ...resourceOperations(types.cachePolicies),
  ...resourceOperations(types.originRequestPolicies),
  ...resourceOperations(types.responseHeadersPolicies),
  ...resourceOperations(types.originAccessControls),
  ...resourceOperations(types.publicKeys),
  ...resourceOperations(types.keyGroups),
}

import { itemsOf } from './distributions/config.ts'
import type { ServiceRoom } from '../core/world/world.ts'
import { errorStatusesOf } from '../model/index.ts'
import { CLOUDFRONT_MODEL } from './api/model.ts'
import { toBeCacheHit, toBeCacheMiss, toHaveOriginRequests } from './matchers.ts'
import { operations } from './operations/index.ts'
import { rooms } from './rooms.ts'
import { createState, forkState, resetState, shiftState, type CloudFrontState } from './state.ts'

const byId = new Set([
  'GetDistribution',
  'GetDistributionConfig',
  'UpdateDistribution',
  'DeleteDistribution',
])

/** CloudFront, as a region runs it. */
export const room: ServiceRoom<CloudFrontState> = {
  operations,
  get errors() {
    return errorStatusesOf(CLOUDFRONT_MODEL)
  },
  matchers: { toBeCacheHit, toBeCacheMiss, toHaveOriginRequests },
  coverage: {
    kinds: { distributions: 'distribution' },
    defined: ({ distributions }) =>
      [...distributions.values()].map(({ id, name, domainName, config, generation }) => ({
        kind: 'distributions',
        name: name ?? itemsOf(config.Aliases)[0] ?? domainName,
        key: id,
        generation,
      })),
    usedBy: (record) =>
      record.kind === 'cdn-request'
        ? [{ kind: 'distributions', name: String(Reflect.get(record, 'distributionId')) }]
        : [],
  },
  get metrics() {
    return rooms.cloudfrontMetrics().metrics
  },
  resourceOf(
    operation,
    { Id, DistributionId }: { readonly Id?: unknown; readonly DistributionId?: unknown },
  ) {
    if (typeof DistributionId === 'string') return DistributionId
    return byId.has(operation) && typeof Id === 'string' ? Id : undefined
  },
  get resourceTypes() {
    return rooms.cloudfrontTemplates().resourceTypes
  },
  createState,
  forkState,
  resetState,
  shiftState,
}

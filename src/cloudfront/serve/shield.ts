/** AWS: HowCloudFrontWorks.html ("How CloudFront works with regional edge caches"). */
import { itemsOf } from '../distributions/config.ts'
import { regionOfBucketHost } from '../distributions/bucket-hosts.ts'
import type { Exchange } from './exchange.ts'

/**
 * Whether a request goes through the regional edge cache. One that nothing may cache does not, and
 * neither does one to a bucket in the region of that cache.
 */
export function hasShield({ distribution, behavior, point }: Exchange): boolean {
  if (behavior.cachePolicy.ttl.max === 0) return false
  const { TargetOriginId } = behavior.config
  const origin = itemsOf(distribution.config.Origins).find(({ Id }) => Id === TargetOriginId)
  return origin === undefined || regionOfBucketHost(origin.DomainName) !== point.edgeCache
}

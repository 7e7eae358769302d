/**
 * The permissions that operations need.
 * AWS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html
 */
import type { Access } from '../../core/world/world.ts'

/** The types of resources, by the end of the operation's name. */
const TYPES: readonly (readonly [operations: RegExp, type: string, member: string])[] = [
  [/Invalidations?$/, 'distribution', 'DistributionId'],
  [/Distribution(Config)?$/, 'distribution', 'Id'],
  [/CachePolicy(Config)?$/, 'cache-policy', 'Id'],
  [/OriginRequestPolicy(Config)?$/, 'origin-request-policy', 'Id'],
  [/ResponseHeadersPolicy(Config)?$/, 'response-headers-policy', 'Id'],
  [/OriginAccessControl(Config)?$/, 'origin-access-control', 'Id'],
  [/Function$/, 'function', 'Name'],
]

/** Lists, new resources, keys and groups of keys have no ARN. */
export function accessOf(operation: string, input: object, accountId: string): Access[] {
  // AWS: API_CreateDistributionWithTags.html
  if (operation === 'CreateDistributionWithTags') {
    return ['cloudfront:CreateDistribution', 'cloudfront:TagResource'].map((action) => ({
      action,
      resource: '*',
    }))
  }
  const action = `cloudfront:${operation}`
  const named: unknown = Reflect.get(input, 'Resource')
  if (typeof named === 'string') return [{ action, resource: named }]
  const [, type, member = ''] = TYPES.find(([names]) => names.test(operation)) ?? []
  const id: unknown = Reflect.get(input, member)
  const resource =
    type === undefined || typeof id !== 'string'
      ? '*'
      : `arn:aws:cloudfront::${accountId}:${type}/${id}`
  return [{ action, resource }]
}

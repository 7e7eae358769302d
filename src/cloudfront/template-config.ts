/**
 * A distribution's configuration in a template: lists are written without their quantities, and some
 * members have other names.
 * AWS: aws-properties-cloudfront-distribution-distributionconfig.html
 */
import { isObject } from '../core/json.ts'
import { listIn, mapIn, pick, textIn } from '../core/cloudformation/properties.ts'
import type { ResourceProperties, ResourceRequest } from '../core/cloudformation/types.ts'

interface Counted {
  readonly Quantity: number
  readonly Items: readonly unknown[]
}

const counted = (items: readonly unknown[]): Counted => ({ Quantity: items.length, Items: items })

/** Turns every list into one with its quantity: `['a']`, and `{ Items: ['a'] }`. */
export function withQuantities(config: ResourceProperties): ResourceProperties {
  const made: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(config)) {
    if (Array.isArray(value)) made[name] = counted(value.map(each))
    else if (isObject(value) && Array.isArray(value['Items'])) {
      made[name] = { ...value, ...counted((value['Items'] as readonly unknown[]).map(each)) }
    } else made[name] = each(value)
  }
  return made
}

const each = (value: unknown): unknown => (isObject(value) ? withQuantities(value) : value)

export function toDistributionConfig(request: ResourceRequest, CallerReference: string): object {
  const config = mapIn(request.properties, 'DistributionConfig')
  const behaviors = listIn(config, 'CacheBehaviors').filter(isObject).map(toBehavior)
  const origins = listIn(config, 'Origins').filter(isObject)
  skipWithoutEffect(request, config, origins)
  const certificate = mapIn(config, 'ViewerCertificate')
  const groups = listIn(mapIn(config, 'OriginGroups'), 'Items').filter(isObject)
  return {
    CallerReference,
    Comment: textIn(config, 'Comment') ?? '',
    ...pick(config, [
      'Enabled',
      'DefaultRootObject',
      'PriceClass',
      'HttpVersion',
      'CacheTagConfig',
    ]),
    ...(config['IPV6Enabled'] !== undefined && { IsIPV6Enabled: config['IPV6Enabled'] }),
    ...(config['Aliases'] !== undefined && { Aliases: counted(listIn(config, 'Aliases')) }),
    ...(Object.keys(certificate).length > 0 && { ViewerCertificate: toCertificate(certificate) }),
    ...(config['Restrictions'] !== undefined && { Restrictions: toRestrictions(config) }),
    Origins: counted(origins.map(toOrigin)),
    ...(groups.length > 0 && { OriginGroups: counted(groups.map(withQuantities)) }),
    DefaultCacheBehavior: toBehavior(mapIn(config, 'DefaultCacheBehavior')),
    CacheBehaviors: counted(behaviors),
    CustomErrorResponses: counted(
      listIn(config, 'CustomErrorResponses').filter(isObject).map(toErrorResponse),
    ),
  }
}

/** Templates of real applications have these. A test runs without them. */
function skipWithoutEffect(
  { skip }: ResourceRequest,
  config: ResourceProperties,
  origins: readonly ResourceProperties[],
): void {
  if (config['Logging'] !== undefined) skip('DistributionConfig.Logging', 'logs are not written')
  if (textIn(config, 'WebACLId') !== undefined)
    skip('DistributionConfig.WebACLId', 'WAF is not simulated')
  const hasIdentity = origins.some(
    (origin) => textIn(mapIn(origin, 'S3OriginConfig'), 'OriginAccessIdentity') !== undefined,
  )
  if (!hasIdentity) return
  skip(
    'DistributionConfig.Origins.S3OriginConfig.OriginAccessIdentity',
    'origin access identities are not simulated; origin access control is',
  )
}

const toErrorResponse = (given: ResourceProperties): object => ({
  ...pick(given, ['ErrorCode', 'ResponsePagePath', 'ErrorCachingMinTTL']),
  ...(given['ResponseCode'] !== undefined && { ResponseCode: String(given['ResponseCode']) }),
})

const toCertificate = (given: ResourceProperties): object => ({
  ...pick(given, ['MinimumProtocolVersion', 'CloudFrontDefaultCertificate']),
  ...(given['AcmCertificateArn'] !== undefined && {
    ACMCertificateArn: given['AcmCertificateArn'],
  }),
  ...(given['IamCertificateId'] !== undefined && { IAMCertificateId: given['IamCertificateId'] }),
  ...(given['SslSupportMethod'] !== undefined && { SSLSupportMethod: given['SslSupportMethod'] }),
})

function toRestrictions(config: ResourceProperties): object {
  const geo = mapIn(mapIn(config, 'Restrictions'), 'GeoRestriction')
  return {
    GeoRestriction: { ...pick(geo, ['RestrictionType']), ...counted(listIn(geo, 'Locations')) },
  }
}

function toOrigin(origin: ResourceProperties): object {
  const { OriginCustomHeaders: _, S3OriginConfig: s3, CustomOriginConfig: custom, ...rest } = origin
  const isCustom = isObject(custom)
  return {
    ...rest,
    CustomHeaders: counted(listIn(origin, 'OriginCustomHeaders')),
    ...(s3 !== undefined && { S3OriginConfig: { OriginAccessIdentity: '' } }),
    ...(isCustom && {
      CustomOriginConfig: {
        ...{ HTTPPort: 80, HTTPSPort: 443 },
        ...custom,
        ...(custom['OriginSSLProtocols'] !== undefined && {
          OriginSslProtocols: counted(listIn(custom, 'OriginSSLProtocols')),
          OriginSSLProtocols: undefined,
        }),
      },
    }),
  }
}

function toBehavior(behavior: ResourceProperties): object {
  const { AllowedMethods, CachedMethods, TrustedKeyGroups, TrustedSigners, ...rest } = behavior
  const allowed = listIn({ AllowedMethods }, 'AllowedMethods')
  const cached = listIn({ CachedMethods }, 'CachedMethods')
  const groups = listIn({ TrustedKeyGroups }, 'TrustedKeyGroups')
  const signers = listIn({ TrustedSigners }, 'TrustedSigners')
  const reading = ['GET', 'HEAD']
  return {
    ...withQuantities(rest),
    AllowedMethods: {
      ...counted(allowed.length > 0 ? allowed : reading),
      CachedMethods: counted(cached.length > 0 ? cached : reading),
    },
    ...(groups.length > 0 && { TrustedKeyGroups: { Enabled: true, ...counted(groups) } }),
    ...(signers.length > 0 && { TrustedSigners: { Enabled: true, ...counted(signers) } }),
  }
}

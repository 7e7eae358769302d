/** Completes a configuration as CloudFront returns it. */
// Seen: public reports show whole configurations.
import { itemsOf, type CacheBehavior, type DistributionConfig, type Origin } from './config.ts'

const NONE = { Quantity: 0 }
const READING = ['HEAD', 'GET']

export const withDefaults = (config: DistributionConfig): DistributionConfig => {
  const { Origins, DefaultCacheBehavior, CacheBehaviors, ...rest } = config
  const origins = itemsOf(Origins).map(originWithDefaults)
  const behaviors = itemsOf(CacheBehaviors).map(behaviorWithDefaults)
  return {
    Aliases: NONE,
    DefaultRootObject: '',
    OriginGroups: NONE,
    CustomErrorResponses: NONE,
    PriceClass: 'PriceClass_All',
    ViewerCertificate: {
      CloudFrontDefaultCertificate: true,
      SSLSupportMethod: 'vip',
      MinimumProtocolVersion: 'TLSv1',
      CertificateSource: 'cloudfront',
    },
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    HttpVersion: 'http2',
    IsIPV6Enabled: false,
    ...LOGGING,
    ...rest,
    Origins: { Quantity: origins.length, Items: origins },
    DefaultCacheBehavior: behaviorWithDefaults(DefaultCacheBehavior),
    CacheBehaviors:
      behaviors.length === 0 ? NONE : { Quantity: behaviors.length, Items: behaviors },
  }
}

const LOGGING = {
  Logging: { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' },
  WebACLId: '',
  ContinuousDeploymentPolicyId: '',
  Staging: false,
}

const ORIGIN = {
  OriginPath: '',
  CustomHeaders: NONE,
  ConnectionAttempts: 3,
  ConnectionTimeout: 10,
  OriginShield: { Enabled: false },
  OriginAccessControlId: '',
}

const CUSTOM_ORIGIN = {
  OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
  OriginReadTimeout: 30,
  OriginKeepaliveTimeout: 5,
}

function originWithDefaults(origin: Origin): Origin {
  const { CustomOriginConfig: custom } = origin
  return {
    ...ORIGIN,
    ...origin,
    ...(custom && { CustomOriginConfig: { ...CUSTOM_ORIGIN, ...custom } }),
  }
}

const BEHAVIOR = {
  TrustedSigners: { Enabled: false, Quantity: 0 },
  TrustedKeyGroups: { Enabled: false, Quantity: 0 },
  SmoothStreaming: false,
  Compress: false,
  LambdaFunctionAssociations: NONE,
  FunctionAssociations: NONE,
  FieldLevelEncryptionId: '',
}

function behaviorWithDefaults(behavior: CacheBehavior): CacheBehavior {
  const { AllowedMethods: allowed } = behavior
  const methods = itemsOf(allowed)
  const cached = itemsOf(allowed?.CachedMethods)
  const list = (items: readonly string[]): { Quantity: number; Items: readonly string[] } => ({
    Quantity: items.length,
    Items: items,
  })
  return {
    ...BEHAVIOR,
    ...behavior,
    AllowedMethods: {
      ...list(methods.length > 0 ? methods : READING),
      CachedMethods: list(cached.length > 0 ? cached : READING),
    },
  }
}

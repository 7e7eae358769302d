/** The members of a distribution's configuration that are handled. */
import { UnsupportedError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import type { DistributionConfig } from '../distributions/config.ts'

const BEHAVIOR = [
  ...['TargetOriginId', 'ViewerProtocolPolicy', 'AllowedMethods', 'Compress', 'CachePolicyId'],
  ...['FunctionAssociations', 'LambdaFunctionAssociations', 'TrustedKeyGroups', 'MinTTL'],
  ...['OriginRequestPolicyId', 'ResponseHeadersPolicyId', 'ForwardedValues', 'DefaultTTL'],
  ...['MaxTTL', 'TrustedSigners', 'SmoothStreaming', 'FieldLevelEncryptionId'],
  ...['RealtimeLogConfigArn', 'GrpcConfig'],
]

const ORIGIN = [
  ...['Id', 'DomainName', 'OriginPath', 'CustomHeaders', 'S3OriginConfig.OriginAccessIdentity'],
  ...['OriginAccessControlId', 'OriginShield', 'ConnectionAttempts', 'ConnectionTimeout'],
  ...['HTTPPort', 'HTTPSPort', 'OriginProtocolPolicy', 'OriginSslProtocols', 'OriginReadTimeout']
    .concat('OriginKeepaliveTimeout', 'IpAddressType')
    .map((name) => `CustomOriginConfig.${name}`),
]

/**
 * Members of `DistributionConfig`. Comments, classes of prices, versions of HTTP and certificates
 * mean nothing in a test. `refuseMeant` sees to those that mean nothing while they are off.
 */
export const HANDLED_CONFIG: readonly string[] = [
  ...['CallerReference', 'Aliases', 'DefaultRootObject', 'Comment', 'PriceClass', 'Enabled'],
  ...['ViewerCertificate', 'Restrictions', 'HttpVersion', 'IsIPV6Enabled', 'OriginGroups.Quantity'],
  ...['CustomErrorResponses', 'CacheTagConfig', 'Logging', 'WebACLId', 'Staging'],
  'ContinuousDeploymentPolicyId',
  ...['Id', 'FailoverCriteria', 'Members'].map((name) => `OriginGroups.Items.${name}`),
  ...['Origins.Quantity', 'CacheBehaviors.Quantity', 'CacheBehaviors.Items.PathPattern'],
  ...ORIGIN.map((name) => `Origins.Items.${name}`),
  ...BEHAVIOR.map((name) => `DefaultCacheBehavior.${name}`),
  ...BEHAVIOR.map((name) => `CacheBehaviors.Items.${name}`),
]

/** Members that are refused unless they are off. */
const OFF: Readonly<Record<string, 'enabled' | 'given' | 'true'>> = {
  TrustedSigners: 'enabled',
  SmoothStreaming: 'true',
  FieldLevelEncryptionId: 'given',
  RealtimeLogConfigArn: 'given',
  GrpcConfig: 'enabled',
  OriginShield: 'enabled',
  OriginAccessIdentity: 'given',
  Logging: 'enabled',
  WebACLId: 'given',
  Staging: 'true',
  ContinuousDeploymentPolicyId: 'given',
}

/** Throws an UnsupportedError for a member that is on and not simulated. */
export function refuseMeant(config: DistributionConfig, operation: string): void {
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const item of value as readonly unknown[]) visit(item, path)
    if (!isObject(value)) return
    for (const [name, member] of Object.entries(value)) {
      const parameter = `${path}.${name}`
      if (Object.hasOwn(OFF, name) && isOn(OFF[name], member)) {
        throw new UnsupportedError({ service: 'CloudFront', operation, parameter })
      }
      visit(member, name === 'Items' ? path : parameter)
    }
  }
  visit(config, 'DistributionConfig')
}

function isOn(how: 'enabled' | 'given' | 'true' | undefined, value: unknown): boolean {
  if (how === 'enabled') return isObject(value) && value['Enabled'] === true
  return how === 'true' ? value === true : value !== undefined && value !== ''
}

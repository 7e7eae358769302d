/** The types of resources with a configuration: policies, access controls, keys. */
import { createPublicKey } from 'node:crypto'
import { UnsupportedError } from '../../core/errors.ts'
import { itemsOf } from '../distributions/config.ts'
import { UPPER_ALPHANUMERIC } from '../distributions/names.ts'
import { invalidArgument, notFound } from '../errors.ts'
import { model } from '../api/define-operation.ts'
import type {
  CachePolicyConfig,
  HeadersConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from '../policies/configs.ts'
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
} from '../policies/managed.ts'
import type {
  KeyGroupConfig,
  OriginAccessControlConfig,
  PublicKeyConfig,
} from '../resources/configs.ts'
import { VIEWER_HEADERS } from '../serve/origin-request.ts'
import { inBehaviors, inKeyGroups, inOrigins, type ResourceType } from './resources.ts'

/** AWS: adding-cloudfront-headers.html. Some tell what no test knows of its viewer. */
function checkHeaderNames(config: HeadersConfig | undefined): void {
  for (const name of itemsOf(config?.Headers)) {
    const lower = name.toLowerCase()
    if (lower.startsWith('cloudfront-') && !VIEWER_HEADERS.has(lower)) {
      throw new UnsupportedError({ service: 'CloudFront', parameter: `the header ${name}` })
    }
  }
}

const policyEntry =
  (name: string) =>
  (_stored: object, shown: object, isManaged: boolean): object => ({
    Type: isManaged ? 'managed' : 'custom',
    [name]: shown,
  })

export const cachePolicies: ResourceType<CachePolicyConfig> = {
  name: 'CachePolicy',
  plural: 'CachePolicies',
  noun: 'cache policy',
  handles: [
    ...['Name', 'Comment', 'MinTTL', 'DefaultTTL', 'MaxTTL'],
    'ParametersInCacheKeyAndForwardedToOrigin',
  ],
  missing: 'NoSuchCachePolicy',
  taken: 'CachePolicyAlreadyExists',
  used: 'CachePolicyInUse',
  time: 'LastModifiedTime',
  managed: MANAGED_CACHE_POLICIES,
  mapOf: ({ cachePolicies: map }) => map,
  newId: ({ ids }) => ids.uuid('cache-policy'),
  check({ MinTTL, MaxTTL, ParametersInCacheKeyAndForwardedToOrigin: parameters }) {
    checkHeaderNames(parameters?.HeadersConfig)
    // Unverified: a default above the maximum is taken, and cut.
    if (MaxTTL !== undefined && MinTTL > MaxTTL) {
      throw invalidArgument('The parameter MinTTL is greater than MaxTTL.')
    }
  },
  isUsedBy: inBehaviors('CachePolicyId'),
  toEntry: policyEntry('CachePolicy'),
}

export const originRequestPolicies: ResourceType<OriginRequestPolicyConfig> = {
  name: 'OriginRequestPolicy',
  plural: 'OriginRequestPolicies',
  noun: 'origin request policy',
  handles: ['Name', 'Comment', 'HeadersConfig', 'CookiesConfig', 'QueryStringsConfig'],
  missing: 'NoSuchOriginRequestPolicy',
  taken: 'OriginRequestPolicyAlreadyExists',
  used: 'OriginRequestPolicyInUse',
  time: 'LastModifiedTime',
  managed: MANAGED_ORIGIN_REQUEST_POLICIES,
  mapOf: ({ originRequestPolicies: map }) => map,
  newId: ({ ids }) => ids.uuid('origin-request-policy'),
  check: ({ HeadersConfig }) => checkHeaderNames(HeadersConfig),
  isUsedBy: inBehaviors('OriginRequestPolicyId'),
  toEntry: policyEntry('OriginRequestPolicy'),
}

export const responseHeadersPolicies: ResourceType<ResponseHeadersPolicyConfig> = {
  name: 'ResponseHeadersPolicy',
  plural: 'ResponseHeadersPolicies',
  noun: 'response headers policy',
  handles: [
    ...['Name', 'Comment', 'CorsConfig', 'SecurityHeadersConfig', 'ServerTimingHeadersConfig'],
    ...['CustomHeadersConfig', 'RemoveHeadersConfig'],
  ],
  missing: 'NoSuchResponseHeadersPolicy',
  taken: 'ResponseHeadersPolicyAlreadyExists',
  used: 'ResponseHeadersPolicyInUse',
  time: 'LastModifiedTime',
  managed: MANAGED_RESPONSE_HEADERS_POLICIES,
  mapOf: ({ responseHeadersPolicies: map }) => map,
  newId: ({ ids }) => ids.uuid('response-headers-policy'),
  isUsedBy: inBehaviors('ResponseHeadersPolicyId'),
  toEntry: policyEntry('ResponseHeadersPolicy'),
}

export const originAccessControls: ResourceType<OriginAccessControlConfig> = {
  name: 'OriginAccessControl',
  plural: 'OriginAccessControls',
  noun: 'origin access control',
  handles: [
    ...['Name', 'Description', 'SigningProtocol', 'SigningBehavior'],
    'OriginAccessControlOriginType',
  ],
  missing: 'NoSuchOriginAccessControl',
  taken: 'OriginAccessControlAlreadyExists',
  used: 'OriginAccessControlInUse',
  hasMarkers: true,
  mapOf: ({ accessControls }) => accessControls,
  newId: ({ ids }) => `E${ids.text('origin-access-control', 13, UPPER_ALPHANUMERIC)}`,
  check({ OriginAccessControlOriginType: type }) {
    if (type === 's3' || type === 'lambda') return
    const parameter = `OriginAccessControlOriginType ${type}`
    throw new UnsupportedError({ service: 'CloudFront', parameter })
  },
  isUsedBy: inOrigins,
  toEntry: ({ id, config }) => ({ Id: id, Description: '', ...config }),
}

export const publicKeys: ResourceType<PublicKeyConfig> = {
  name: 'PublicKey',
  plural: 'PublicKeys',
  noun: 'public key',
  handles: ['CallerReference', 'Name', 'EncodedKey', 'Comment'],
  missing: 'NoSuchPublicKey',
  taken: 'PublicKeyAlreadyExists',
  used: 'PublicKeyInUse',
  time: 'CreatedTime',
  mapOf: ({ publicKeys: map }) => map,
  newId: ({ ids }) => `K${ids.text('public-key', 13, UPPER_ALPHANUMERIC)}`,
  check({ EncodedKey }) {
    // AWS: private-content-trusted-signers.html: RSA of 2048 bits, or ECDSA on P-256.
    if (!isSigningKey(EncodedKey))
      throw invalidArgument('Your request contains a malformed public key.')
  },
  checkChange(before, after) {
    if (before.EncodedKey === after.EncodedKey && before.Name === after.Name) return
    throw model.error(
      'CannotChangeImmutablePublicKeyFields',
      "You can't change the value of a public key.",
    )
  },
  isUsedBy: () => false,
  isUsedIn: ({ keyGroups }, id) =>
    [...keyGroups.values()].some(({ config }) => config.Items.includes(id)),
  toEntry: ({ id, config, modifiedAt }) => ({
    Id: id,
    Name: config.Name,
    CreatedTime: new Date(modifiedAt),
    EncodedKey: config.EncodedKey,
    ...(config.Comment !== undefined && { Comment: config.Comment }),
  }),
}

function isSigningKey(pem: string): boolean {
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPublicKey(pem)
    return type === 'rsa' ? details?.modulusLength === 2048 : details?.namedCurve === 'prime256v1'
  } catch {
    // Not a key.
    return false
  }
}

export const keyGroups: ResourceType<KeyGroupConfig> = {
  name: 'KeyGroup',
  plural: 'KeyGroups',
  noun: 'key group',
  handles: ['Name', 'Items', 'Comment'],
  missing: 'NoSuchResource',
  taken: 'KeyGroupAlreadyExists',
  used: 'ResourceInUse',
  time: 'LastModifiedTime',
  mapOf: ({ keyGroups: map }) => map,
  newId: ({ ids }) => ids.uuid('key-group'),
  check({ Items }, { publicKeys: known }) {
    if (Items.some((id) => !known.has(id))) throw notFound('NoSuchPublicKey')
  },
  isUsedBy: inKeyGroups,
  toEntry: (_stored, shown) => ({ KeyGroup: shown }),
}

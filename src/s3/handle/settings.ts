/** The requests that give a new bucket the settings of `createBucket`. */
import { checkNames } from '../../core/checks.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import { bucketArn } from '../buckets/names.ts'
import { days, toLifecycleRule } from './lifecycle-rule.ts'
import type { BucketCorsRule, BucketOptions, WebsiteOptions, WebsiteRedirect } from './options.ts'

/** An operation on the bucket, and its input beside the bucket. */
export type SettingsRequest = readonly [operation: string, input: object]

export interface NamedBucket {
  readonly name: string
  readonly region: string
}

/** In an order that S3 accepts. */
export function requestsFor(
  bucket: NamedBucket,
  options: BucketOptions,
  caller: string,
): readonly SettingsRequest[] {
  const { versioned, eventBridge, cors, website, lifecycleRules } = options
  const block = toBlock(options)
  const policy = toPolicy(bucket, options)
  const requests: (SettingsRequest | undefined)[] = [
    versioned === true && options.objectLockEnabled !== true
      ? ['PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } }]
      : undefined,
    cors && [
      'PutBucketCors',
      { CORSConfiguration: { CORSRules: cors.map((rule) => toCorsRule(rule, caller)) } },
    ],
    website && ['PutBucketWebsite', { WebsiteConfiguration: toWebsite(website, caller) }],
    block && ['PutPublicAccessBlock', { PublicAccessBlockConfiguration: block }],
    policy === undefined ? undefined : ['PutBucketPolicy', { Policy: policy }],
    toEncryption(options),
    toObjectLock(options),
    lifecycleRules && [
      'PutBucketLifecycleConfiguration',
      {
        LifecycleConfiguration: {
          Rules: lifecycleRules.map((rule) => toLifecycleRule(rule, caller)),
        },
      },
    ],
    eventBridge === true
      ? [
          'PutBucketNotificationConfiguration',
          { NotificationConfiguration: { EventBridgeConfiguration: {} } },
        ]
      : undefined,
  ]
  return requests.filter((request) => request !== undefined)
}

const seconds = (duration: Duration | undefined, option: string): number | undefined =>
  duration === undefined ? undefined : toMilliseconds(duration, option) / 1_000

const CORS_NAMES = [
  'allowedMethods',
  'allowedOrigins',
  'allowedHeaders',
  'exposedHeaders',
  'maxAge',
]

function toCorsRule(rule: BucketCorsRule, caller: string): object {
  checkNames(rule, caller, CORS_NAMES, 'member of a CORS rule')
  return withoutUndefined({
    AllowedMethods: rule.allowedMethods,
    AllowedOrigins: rule.allowedOrigins,
    AllowedHeaders: rule.allowedHeaders,
    ExposeHeaders: rule.exposedHeaders,
    MaxAgeSeconds: seconds(rule.maxAge, 'maxAge'),
  })
}

const WEBSITE_NAMES = ['indexDocument', 'errorDocument', 'redirectAllRequestsTo', 'routingRules']

function toWebsite(website: WebsiteOptions, caller: string): object {
  checkNames(website, caller, WEBSITE_NAMES, 'member of website')
  const { indexDocument, errorDocument, redirectAllRequestsTo: all, routingRules } = website
  return withoutUndefined({
    IndexDocument: indexDocument === undefined ? undefined : { Suffix: indexDocument },
    ErrorDocument: errorDocument === undefined ? undefined : { Key: errorDocument },
    RedirectAllRequestsTo:
      all && withoutUndefined({ HostName: all.hostName, Protocol: all.protocol }),
    RoutingRules: routingRules?.map(({ condition, redirect }) =>
      withoutUndefined({
        Condition:
          condition &&
          withoutUndefined({
            HttpErrorCodeReturnedEquals: condition.httpErrorCodeReturnedEquals,
            KeyPrefixEquals: condition.keyPrefixEquals,
          }),
        Redirect: toRedirect(redirect),
      }),
    ),
  })
}

const toRedirect = (redirect: WebsiteRedirect): object =>
  withoutUndefined({
    HostName: redirect.hostName,
    Protocol: redirect.protocol,
    HttpRedirectCode: redirect.httpRedirectCode,
    ReplaceKeyPrefixWith: redirect.replaceKeyPrefixWith,
    ReplaceKeyWith: redirect.replaceKeyWith,
  })

/** AWS: block-public-access. A public policy needs two of the four to be off. */
function toBlock({
  blockPublicAccess: given,
  publicReadAccess,
}: BucketOptions): object | undefined {
  if (!given && publicReadAccess !== true) return undefined
  const isBlocked = publicReadAccess !== true
  return {
    BlockPublicAcls: given?.blockPublicAcls ?? true,
    IgnorePublicAcls: given?.ignorePublicAcls ?? true,
    BlockPublicPolicy: given?.blockPublicPolicy ?? isBlocked,
    RestrictPublicBuckets: given?.restrictPublicBuckets ?? isBlocked,
  }
}

function toPolicy(
  { name, region }: NamedBucket,
  { policy, publicReadAccess }: BucketOptions,
): string | undefined {
  if (publicReadAccess !== true) return typeof policy === 'object' ? JSON.stringify(policy) : policy
  const given = (typeof policy === 'string' ? JSON.parse(policy) : policy) as
    { readonly Statement?: readonly unknown[] } | undefined
  const everyone = {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `${bucketArn(name, region)}/*`,
  }
  return JSON.stringify({
    Version: '2012-10-17',
    ...given,
    Statement: [...(given?.Statement ?? []), everyone],
  })
}

function toEncryption({ encryption, encryptionKey }: BucketOptions): SettingsRequest | undefined {
  if (encryption === undefined && encryptionKey === undefined) return undefined
  const key = typeof encryptionKey === 'object' ? encryptionKey.arn : encryptionKey
  const rule = withoutUndefined({
    SSEAlgorithm: encryption ?? 'aws:kms',
    KMSMasterKeyID: key,
  })
  const Rules = [{ ApplyServerSideEncryptionByDefault: rule }]
  return ['PutBucketEncryption', { ServerSideEncryptionConfiguration: { Rules } }]
}

function toObjectLock({
  objectLockDefaultRetention: retention,
}: BucketOptions): SettingsRequest | undefined {
  if (!retention) return undefined
  const DefaultRetention = {
    Mode: retention.mode,
    Days: days(retention.duration, 'objectLockDefaultRetention.duration'),
  }
  const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } }
  return ['PutObjectLockConfiguration', { ObjectLockConfiguration }]
}

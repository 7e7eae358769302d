/** The options of `createBucket`, which have CDK's names. */
import { checkNames } from '../../core/checks.ts'
import type { Handle } from '../../core/handle.ts'
import type { Duration } from '../../core/time/duration.ts'

/**
 * A rule of cross-origin requests.
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 */
export interface BucketCorsRule {
  readonly allowedMethods: readonly ('GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD')[]
  /** With up to one `*` each. */
  readonly allowedOrigins: readonly string[]
  /** Default: none. */
  readonly allowedHeaders?: readonly string[]
  /** Default: none. */
  readonly exposedHeaders?: readonly string[]
  /** Default: none is told, and browsers use their own. */
  readonly maxAge?: Duration
}

/** A redirect of a website. */
export interface WebsiteRedirect {
  readonly hostName?: string
  readonly protocol?: 'http' | 'https'
  /** Default 301. */
  readonly httpRedirectCode?: string
  readonly replaceKeyPrefixWith?: string
  readonly replaceKeyWith?: string
}

/**
 * A bucket as a website.
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html
 */
export interface WebsiteOptions {
  /** Required unless all requests are redirected: `index.html`. */
  readonly indexDocument?: string
  /** The key of the page for errors. Default: S3's own page. */
  readonly errorDocument?: string
  readonly redirectAllRequestsTo?: { readonly hostName: string; readonly protocol?: string }
  readonly routingRules?: readonly {
    readonly condition?: {
      readonly httpErrorCodeReturnedEquals?: string
      readonly keyPrefixEquals?: string
    }
    readonly redirect: WebsiteRedirect
  }[]
}

/**
 * A rule of the lifecycle, which runs on the region's clock at midnight UTC.
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export interface BucketLifecycleRule {
  readonly id?: string
  /** Default true. */
  readonly enabled?: boolean
  /** Default: all keys. */
  readonly prefix?: string
  readonly tagFilters?: Readonly<Record<string, string>>
  /** In bytes. */
  readonly objectSizeGreaterThan?: number
  /** In bytes. */
  readonly objectSizeLessThan?: number
  /** Whole days. */
  readonly expiration?: Duration
  readonly expirationDate?: Date
  readonly expiredObjectDeleteMarker?: boolean
  /** Whole days. */
  readonly noncurrentVersionExpiration?: Duration
  readonly noncurrentVersionsToRetain?: number
  /** Whole days. */
  readonly abortIncompleteMultipartUploadAfter?: Duration
  readonly transitions?: readonly {
    /** `STANDARD_IA`, `GLACIER`, ... */
    readonly storageClass: string
    /** Whole days. */
    readonly transitionAfter?: Duration
    readonly transitionDate?: Date
  }[]
}

/**
 * Options of `createBucket`.
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export interface BucketOptions {
  /** Whether it keeps all versions of its objects. Default false. */
  readonly versioned?: boolean
  /** Default: no cross-origin requests. */
  readonly cors?: readonly BucketCorsRule[]
  /** Default: it is no website. */
  readonly website?: WebsiteOptions
  /** Whether everyone may read its objects. Adds a policy, and allows public policies. */
  readonly publicReadAccess?: boolean
  /** Whether the default event bus receives all its events. Default false. */
  readonly eventBridge?: boolean
  /** Default: objects stay. */
  readonly lifecycleRules?: readonly BucketLifecycleRule[]
  /** Whether object lock is enabled, which needs versions. Default false. */
  readonly objectLockEnabled?: boolean
  /** The retention of new objects. Default: none. */
  readonly objectLockDefaultRetention?: {
    readonly mode: 'GOVERNANCE' | 'COMPLIANCE'
    /** Whole days. */
    readonly duration: Duration
  }
  /** `BucketOwnerEnforced` (default) disables access control lists. */
  readonly objectOwnership?: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter'
  /** A bucket policy, as an object or JSON. Kept and shown. */
  readonly policy?: string | object
  /** Default: all four are true, as on AWS. */
  readonly blockPublicAccess?: {
    readonly blockPublicAcls?: boolean
    readonly ignorePublicAcls?: boolean
    readonly blockPublicPolicy?: boolean
    readonly restrictPublicBuckets?: boolean
  }
  /** Shown in answers; nothing is encrypted. Default `AES256`. */
  readonly encryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse'
  /** The KMS key of the encryption: an id or ARN. */
  readonly encryptionKey?: string | { readonly arn: string }
  /** Kept and shown. */
  readonly tags?: Readonly<Record<string, string>>
  /** The region of the bucket. Default: the region that this code runs in, or the default region. */
  readonly region?: Handle
}

const NAMES: Readonly<Record<keyof BucketOptions, true>> = {
  versioned: true,
  cors: true,
  website: true,
  publicReadAccess: true,
  eventBridge: true,
  lifecycleRules: true,
  objectLockEnabled: true,
  objectLockDefaultRetention: true,
  objectOwnership: true,
  policy: true,
  blockPublicAccess: true,
  encryption: true,
  encryptionKey: true,
  tags: true,
  region: true,
}

/** Words of other tools for these options. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  eventBridgeEnabled: 'eventBridge',
  versioning: 'versioned',
  websiteIndexDocument: 'website: { indexDocument }',
  websiteErrorDocument: 'website: { errorDocument }',
  websiteRedirect: 'website: { redirectAllRequestsTo }',
  websiteRoutingRules: 'website: { routingRules }',
  lifecycle: 'lifecycleRules',
  public: 'publicReadAccess',
}

export const checkOptions = (options: unknown, caller: string): void =>
  checkNames(options, caller, Object.keys(NAMES), 'option', (name) =>
    Object.hasOwn(OTHER_WORDS, name) ? `Did you mean ${OTHER_WORDS[name] ?? ''}?` : undefined,
  )

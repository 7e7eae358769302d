/** The options of `bucket.put`, and the input of PutObject that they become. */
import { checkNames } from '../../core/checks.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import { toContent, type ObjectContent } from './content.ts'
import { toKey } from './key.ts'

/**
 * Options of `bucket.put`.
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export interface PutObjectOptions {
  /** Default: `application/json` for what becomes JSON, else S3's `binary/octet-stream`. */
  readonly contentType?: string
  readonly contentEncoding?: string
  readonly contentLanguage?: string
  readonly contentDisposition?: string
  readonly cacheControl?: string
  readonly expires?: Date
  /** The user's metadata: `x-amz-meta-...`. Default: none. */
  readonly metadata?: Readonly<Record<string, string>>
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>>
  /** Default `STANDARD`. */
  readonly storageClass?: string
  /** Where a website sends those who ask for the object: a path or a URL. */
  readonly websiteRedirectLocation?: string
}

const NAMES: Readonly<Record<keyof PutObjectOptions, true>> = {
  contentType: true,
  contentEncoding: true,
  contentLanguage: true,
  contentDisposition: true,
  cacheControl: true,
  expires: true,
  metadata: true,
  tags: true,
  storageClass: true,
  websiteRedirectLocation: true,
}

/** Returns the input of PutObject, without the bucket. */
export function toPutInput(
  key: string,
  content: ObjectContent,
  options: PutObjectOptions,
  caller: string,
): object {
  checkNames(options, caller, Object.keys(NAMES))
  const { body, isJson } = toContent(content, caller)
  const { tags } = options
  return withoutUndefined({
    Key: toKey(key, caller),
    Body: body,
    ContentType: options.contentType ?? (isJson ? 'application/json' : undefined),
    ContentEncoding: options.contentEncoding,
    ContentLanguage: options.contentLanguage,
    ContentDisposition: options.contentDisposition,
    CacheControl: options.cacheControl,
    Expires: options.expires,
    Metadata: options.metadata,
    Tagging: tags && new URLSearchParams({ ...tags }).toString(),
    StorageClass: options.storageClass,
    WebsiteRedirectLocation: options.websiteRedirectLocation,
  })
}

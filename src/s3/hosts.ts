/**
 * The hosts of S3, and the requests that are for it.
 *
 * AWS: https://docs.aws.amazon.com/general/latest/gr/s3.html
 */
import { isAwsHost, normalizeHostname } from '../protocol/routing/aws-host.ts'

export interface S3Address {
  readonly kind: 'rest' | 'website'
  /** Undefined if the path names it. */
  readonly bucket: string | undefined
  /** Undefined for hosts of no region, which mean us-east-1. */
  readonly region: string | undefined
}

const REGION = '([a-z]{2}(?:-[a-z]+)+-\\d+)'
const REST = new RegExp(
  `^(?:(.+)\\.)?s3(?:-fips)?(?:[.-](?:dualstack\\.)?${REGION}|-accelerate(?:\\.dualstack)?)?\\.amazonaws\\.com(?:\\.cn)?$`,
)
const WEBSITE = new RegExp(`^(.+)\\.s3-website[.-]${REGION}\\.amazonaws\\.com(?:\\.cn)?$`)

/** Returns the bucket and region of a host of S3, or undefined for any other host. */
export function s3AddressOf(hostname: string): S3Address | undefined {
  const host = normalizeHostname(hostname)
  const website = WEBSITE.exec(host)
  if (website) return { kind: 'website', bucket: website[1], region: website[2] }
  const rest = REST.exec(host)
  return rest ? { kind: 'rest', bucket: rest[1], region: rest[2] } : undefined
}

interface Request {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/**
 * Whether a request is for S3: by its host, or at an endpoint that somebody configured, by the
 * scope of its signature. Forms of other services do not exist.
 */
export function isForS3({ method, url, headers }: Request): boolean {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const { hostname, searchParams } = new URL(url, `http://${String(lower.get('host'))}`)
  if (s3AddressOf(hostname)) return true
  if (isAwsHost(hostname)) return false
  const scope = searchParams.get('X-Amz-Credential') ?? String(lower.get('authorization'))
  const type = String(lower.get('content-type'))
  return (
    scope.includes('/s3/aws4_request') ||
    (method.toUpperCase() === 'POST' && type.startsWith('multipart/form-data'))
  )
}

/**
 * S3's endpoints, as the SDK's endpoint rules (@aws-sdk/client-s3, `endpoint/ruleset`) resolve them
 * for buckets: `https://bucket.s3.us-east-1.amazonaws.com`, or with the bucket in the path.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
import { partitionOf } from '../../core/arn.ts'

/** The parameters of the SDK's rules that matter here. */
export interface S3EndpointParameters {
  readonly Region?: string
  readonly Bucket?: string
  readonly ForcePathStyle?: boolean
  readonly Accelerate?: boolean
  /** Only S3's rules have it. */
  readonly DisableMultiRegionAccessPoints: boolean | undefined
}

interface S3Endpoint {
  url: URL
  properties: object
  headers: object
}

/** Calls about the same buckets come again and again, and creating a URL takes microseconds. */
const known = new Map<string, S3Endpoint>()
const MOST_KNOWN = 1000

export function s3Endpoint({
  Region = 'us-east-1',
  Bucket,
  ForcePathStyle = false,
  Accelerate = false,
}: S3EndpointParameters): S3Endpoint {
  const name = `${Region} ${ForcePathStyle} ${Accelerate} ${Bucket ?? ''}`
  let endpoint = known.get(name)
  if (!endpoint) {
    if (known.size >= MOST_KNOWN) known.clear()
    const url = new URL(urlOf(Region, Bucket, ForcePathStyle, Accelerate))
    endpoint = { url, properties: { authSchemes: [schemeOf(Region)] }, headers: {} }
    known.set(name, endpoint)
  }
  // The SDK adds headers to the endpoint that it receives.
  return { ...endpoint, headers: {} }
}

function urlOf(
  region: string,
  bucket: string | undefined,
  isPathStyle: boolean,
  isAccelerated: boolean,
): string {
  const suffix = partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
  const host = `s3.${region}.${suffix}`
  if (bucket === undefined) return `https://${host}/`
  if (isPathStyle || !IN_HOST.test(bucket)) return `https://${host}/${encodeURIComponent(bucket)}`
  return `https://${bucket}.${isAccelerated ? `s3-accelerate.${suffix}` : host}/`
}

/**
 * The buckets that are part of the host. One with a dot is not, because no TLS certificate would
 * match the host. One that begins like an encoded international name would make no URL; S3 refuses
 * it.
 */
const IN_HOST = /^(?!xn--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/

const schemeOf = (region: string): object => ({
  name: 'sigv4',
  signingName: 's3',
  signingRegion: region,
  disableDoubleEncoding: true,
})

/** Host names of S3, among the domain names of origins. */

const BUCKET =
  /^.+\.s3(?:[.-](?:dualstack\.)?([a-z]{2}(?:-[a-z]+)+-\d+))?\.amazonaws\.com(?:\.cn)?$/

/** The host name of a bucket's REST endpoint, not of its website. */
export const isBucketHost = (host: string): boolean => BUCKET.test(host)

/** Undefined for hosts of other servers. A bucket's host without a region is in us-east-1. */
export function regionOfBucketHost(host: string): string | undefined {
  const match = BUCKET.exec(host)
  return match ? (match[1] ?? 'us-east-1') : undefined
}

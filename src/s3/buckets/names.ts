/**
 * Names of buckets, and the ARNs made of them.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
import { partitionOf } from '../../core/arn.ts'
import type { ServiceSender } from '../../core/delivery/sender.ts'
import type { ResourceKind } from '../../core/resources/resource-kind.ts'

export const BUCKET_KIND: ResourceKind = {
  kind: 'bucket',
  noun: 'a bucket',
  arn: { service: 's3', scope: 'neither', qualifier: '/' },
}

const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`)
/** Prefixes and suffixes that AWS keeps for itself: aliases of access points and other kinds of buckets. */
const RESERVED = /^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/

export const isBucketName = (name: unknown): name is string =>
  typeof name === 'string' &&
  name.length >= 3 &&
  name.length <= 63 &&
  NAME.test(name) &&
  !RESERVED.test(name) &&
  !ADDRESS.test(name)

/** `arn:aws:s3:::uploads` */
export const bucketArn = (name: string, region: string): string =>
  `arn:${partitionOf(region)}:s3:::${name}`

/** Who delivers the notifications of a bucket. */
export const s3For = ({ name, region }: { name: string; region: string }): ServiceSender => ({
  service: 's3.amazonaws.com',
  sourceArn: bucketArn(name, region),
})

/** Returns the bucket that an ARN names, or undefined for any other ARN. */
export const bucketNameIn = (arn: string): string | undefined =>
  /^arn:[\w-]+:s3:::([^/*?]+)/.exec(arn)?.[1]

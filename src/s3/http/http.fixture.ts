/** A region with a bucket, for the tests of raw requests. */
import { S3Client } from '@aws-sdk/client-s3'
import { createRegion, type Region } from '../../region/index.ts'
import type { Bucket } from '../handle/bucket.ts'
import type { BucketOptions } from '../handle/options.ts'

export const setUp = (
  options: BucketOptions = {},
): { region: Region; uploads: Bucket; client: S3Client } => {
  const region = createRegion()
  return {
    region,
    uploads: region.createBucket('uploads', options),
    client: new S3Client(region.sdk),
  }
}

export const HOST = 'https://uploads.s3.us-east-1.amazonaws.com'

/** The status and the code of an error. */
export const errorOf = async (response: Response): Promise<[number, string | undefined]> => [
  response.status,
  /<Code>(\w+)<\/Code><Message>/.exec(await response.text())?.[1],
]

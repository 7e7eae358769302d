/** The permissions that calls need. AWS: the Service Authorization Reference of Amazon S3. */
import type { Access, World } from '../../core/world/world.ts'
import { bucketArn } from '../buckets/names.ts'

interface Named {
  readonly Bucket: string
  readonly Key?: string
}

type AccessOf = (input: Named, world: World) => readonly Access[]

/** `s3:ListBucket` on the bucket. */
export const onBucket =
  (action: string): AccessOf =>
  ({ Bucket }, { options }) => [
    { action: `s3:${action}`, resource: bucketArn(Bucket, options.region) },
  ]

/** `s3:GetObject` on the object. Requests that name a version need another permission. */
export const onObject =
  (action: string, ofVersion: string = action) =>
  (
    { Bucket, Key = '', VersionId }: Named & { readonly VersionId?: string },
    { options }: World,
  ): readonly Access[] => [
    {
      action: `s3:${VersionId === undefined ? action : ofVersion}`,
      resource: `${bucketArn(Bucket, options.region)}/${Key}`,
    },
  ]

/** `bucket.seed`: objects that belong to the declaration of a bucket. */
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { newObjects, type Bucket } from '../buckets/bucket.ts'
import { md5Of } from '../checksums/algorithms.ts'
import { opaqueETag } from '../contents/describe-object.ts'
import { settingsIn } from '../contents/object-settings.ts'
import { storeObject } from '../contents/put-object.ts'
import { contentOf } from '../objects/body.ts'
import { hasOpaqueETag } from '../objects/encryption.ts'
import { checkKey } from '../objects/keys.ts'
import { s3 } from '../service.ts'
import { toContent } from './content.ts'
import { toKey } from './key.ts'
import { asAsked } from './refused.ts'

export function seedObjects(world: World, bucket: Bucket, objects: unknown): void {
  const caller = `${bucket.name}.seed`
  if (typeof objects !== 'object' || objects === null || Array.isArray(objects)) {
    throw new MisuseError(
      `${caller} received ${nameOf(objects)}.`,
      "an object of contents by key: { 'a/1.txt': 'one' }",
    )
  }
  const contents = Object.entries(objects).map(([key, given]: [string, unknown]) => {
    asAsked(caller, () => checkKey(toKey(key, caller)))
    return { key, ...toContent(given, `${caller}: '${key}'`) }
  })
  const declared = bucket.declared ?? { settings: bucket.settings, objects: newObjects() }
  if (!bucket.declared) world.state(s3).buckets.set(bucket.name, { ...bucket, declared })
  for (const { key, body, isJson } of contents) {
    const settings = settingsIn(world, bucket, isJson ? { ContentType: 'application/json' } : {})
    const content = contentOf(body)
    const isOpaque = hasOpaqueETag(settings.encryption)
    storeObject(world, bucket, {
      ...settings,
      key,
      content,
      eTag: isOpaque ? opaqueETag(world) : md5Of(content),
      checksum: undefined,
      parts: undefined,
    })
    const versions = bucket.objects.get(key)
    if (versions) declared.objects.set(key, versions)
  }
}

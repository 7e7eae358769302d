/** `Bucket`, the handle of a bucket. */
import { checkNames } from '../../core/checks.ts'
import { missingResource } from '../../core/handles/look-up.ts'
import type { Reaction } from '../../core/handles/reaction.ts'
import { worldOf, writableWorldOf } from '../../core/handles/resource-handle.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../../core/handles/service-handle.ts'
import type { World } from '../../core/world/world.ts'
import { s3RequestId } from '../../protocol/s3/answers.ts'
import type { Bucket as StoredBucket } from '../buckets/bucket.ts'
import { BUCKET_KIND } from '../buckets/names.ts'
import { objectNow } from '../contents/find-object.ts'
import { s3 } from '../service.ts'
import { showObject, showVersion, type BucketObject, type ObjectVersion } from './bucket-object.ts'
import type { ObjectContent } from './content.ts'
import { toKey } from './key.ts'
import { currentObjects, listObjects, type ObjectListOptions, type ObjectList } from './list.ts'
import {
  addNotification,
  type BucketEvent,
  type BucketNotificationOptions,
  type BucketNotificationTarget,
} from './notification.ts'
import { BUCKET_OPERATIONS, type BucketOperation } from './operations.ts'
import { toPutInput, type PutObjectOptions } from './put-options.ts'
import { asAsked } from './refused.ts'
import { seedObjects } from './seed.ts'
import { writesOf, type BucketWrite } from './write-record.ts'

const DESCRIPTION: ServiceHandleDescription = {
  ...BUCKET_OPERATIONS,
  open: (world, { name }) => new Bucket(world, name),
}

/** Names one version of an object. */
export interface ObjectVersionOption {
  readonly versionId?: string
}

/** The answer to `put`. */
export interface PutObjectResult {
  readonly eTag: string
  /** In a bucket with versioning. */
  readonly versionId: string | undefined
}

/**
 * An S3 bucket with synchronous methods and plain JavaScript values. What they cause
 * (notifications) happens later, as on AWS: `await region.idle()`. It prints as its ARN.
 *
 * @example
 * const uploads = createBucket('uploads')
 * uploads.put('in/a.json', { one: 1 }, { metadata: { by: 'ann' } })
 * uploads.get('in/a.json')?.json() // { one: 1 }
 * uploads.list({ prefix: 'in/' }).keys // ['in/a.json']
 */
export class Bucket extends ServiceHandle<BucketOperation> {
  /** Made by `createBucket`, `region.createBucket` and `region.bucket`. */
  constructor(home: World, name: string) {
    super(DESCRIPTION, home, name)
  }

  /**
   * Puts an object, as PutObject does. Plain objects and arrays become JSON.
   *
   * @throws MisuseError when S3 would not take it
   * @example
   * uploads.put('in/a.jpg', bytes, { contentType: 'image/jpeg', tags: { kind: 'photo' } })
   */
  put(key: string, content: ObjectContent, options: PutObjectOptions = {}): PutObjectResult {
    const world = writableWorldOf(this)
    this.#stored(world)
    const caller = `${this.name}.put`
    const input = { Bucket: this.name, ...toPutInput(key, content, options, caller) }
    const output = this.#call(world, caller, 'PutObject', input)
    return { eTag: output.ETag ?? '', versionId: output.VersionId }
  }

  /** Returns an object, or undefined if there is none. Leaves no record. */
  get(key: string, options: ObjectVersionOption = {}): BucketObject | undefined {
    const caller = `${this.name}.get`
    checkNames(options, caller, ['versionId'])
    const bucket = this.#stored(worldOf(this))
    const { versionId } = options
    toKey(key, caller)
    if (versionId === undefined) return showObject(objectNow(bucket, key))
    return showObject(bucket.objects.get(key)?.find((each) => each.versionId === versionId))
  }

  /**
   * Deletes an object or one version of it, as DeleteObject does. In a bucket with versioning a
   * delete without version puts a delete marker.
   *
   * @throws MisuseError when S3 would not delete it
   */
  delete(key: string, options: ObjectVersionOption = {}): void {
    const caller = `${this.name}.delete`
    checkNames(options, caller, ['versionId'])
    const world = writableWorldOf(this)
    this.#stored(world)
    const { versionId } = options
    const input = {
      Bucket: this.name,
      Key: toKey(key, caller),
      ...(versionId !== undefined && { VersionId: versionId }),
    }
    this.#call(world, caller, 'DeleteObject', input)
  }

  /** Lists its objects in order, all of them at once. */
  list(options: ObjectListOptions = {}): ObjectList {
    return listObjects(this.#stored(worldOf(this)), options, `${this.name}.list`)
  }

  /** The keys of its objects, in order. */
  get keys(): readonly string[] {
    return currentObjects(this.#stored(worldOf(this))).map(({ key }) => key)
  }

  /** Its objects, in the order of their keys. */
  get objects(): readonly BucketObject[] {
    return currentObjects(this.#stored(worldOf(this))).flatMap((each) => showObject(each) ?? [])
  }

  /** The versions of a key, the newest first, with its delete markers. */
  versions(key: string): readonly ObjectVersion[] {
    return (this.#stored(worldOf(this)).objects.get(key) ?? []).map(showVersion)
  }

  /** Every change of its objects, oldest first. */
  get writes(): readonly BucketWrite[] {
    const world = worldOf(this)
    return writesOf(world, this.#stored(world))
  }

  /**
   * Puts objects that `region.reset()` returns to. Leaves no record and notifies nobody.
   *
   * @example
   * uploads.seed({ 'a/1.txt': 'one', 'b.json': { two: 2 } })
   */
  seed(objects: Readonly<Record<string, ObjectContent>>): this {
    const world = writableWorldOf(this)
    seedObjects(world, this.#stored(world), objects)
    return this
  }

  /**
   * Sends events of its objects to a function, a queue or a topic. The option `eventBridge` of
   * `createBucket` sends them to the default event bus.
   *
   * @throws MisuseError for events and targets that S3 does not accept
   * @example
   * uploads.on('ObjectCreated:*', thumbnail, { prefix: 'in/', suffix: '.jpg' })
   */
  on(
    events: BucketEvent | readonly BucketEvent[],
    target: BucketNotificationTarget,
    options: BucketNotificationOptions = {},
  ): Reaction {
    const world = writableWorldOf(this)
    return addNotification(world, this.#stored(world), { events, target, options })
  }

  #call(
    world: World,
    caller: string,
    operation: string,
    input: object,
  ): { readonly ETag?: string; readonly VersionId?: string } {
    const requestId = s3RequestId(world.ids)
    const call = { service: s3.id, operation, input, source: 'service', requestId } as const
    return asAsked(caller, () => world.callSync(call)) as object
  }

  #stored(world: World): StoredBucket {
    const { buckets } = world.state(s3)
    const bucket = buckets.get(this.name)
    if (!bucket) throw missingResource(BUCKET_KIND.noun, this.name, buckets.keys())
    return bucket
  }
}

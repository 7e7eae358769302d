/** `bucket.list`. */
import { checkNames } from '../../core/checks.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { FROM_BEGINNING, walkEntries } from '../listing/entries.ts'
import { currentObject, type StoredObject } from '../objects/version.ts'
import { BucketObject } from './bucket-object.ts'

/** Options of `bucket.list`. */
export interface ObjectListOptions {
  /** How the keys begin. Default: all keys. */
  readonly prefix?: string
  /** Keys that share what comes before it are listed as one prefix. Default: none. */
  readonly delimiter?: string
  /** Lists keys behind this one. Default: from the first one on. */
  readonly startAfter?: string
}

/** Objects and common prefixes, in order. */
export interface ObjectList {
  readonly objects: readonly BucketObject[]
  readonly keys: readonly string[]
  /** The keys' beginnings up to the delimiter. */
  readonly prefixes: readonly string[]
}

export function listObjects(
  bucket: Bucket,
  options: ObjectListOptions,
  caller: string,
): ObjectList {
  checkNames(options, caller, ['prefix', 'delimiter', 'startAfter'])
  const { prefix = '', delimiter = '', startAfter } = options
  const objects: BucketObject[] = []
  const prefixes: string[] = []
  const start =
    startAfter === undefined
      ? FROM_BEGINNING
      : { key: startAfter, isAfter: true, skipsPrefixes: false }
  const isVisible = (versions: readonly { readonly isMarker: boolean }[]): boolean =>
    versions[0]?.isMarker === false
  walkEntries(bucket.objects, { prefix, delimiter, start, isVisible }, (entry) => {
    if (entry.prefix !== undefined) prefixes.push(entry.prefix)
    else {
      const object = currentObject(entry.value)
      if (object) objects.push(new BucketObject(object))
    }
    return true
  })
  return { objects, keys: objects.map(({ key }) => key), prefixes }
}

/** Every object of a bucket, in order. */
export const currentObjects = ({ objects }: Bucket): StoredObject[] =>
  [...objects.values()].flatMap((versions) => currentObject(versions) ?? [])

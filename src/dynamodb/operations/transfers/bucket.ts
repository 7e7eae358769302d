/** The bucket of an export or an import, which S3 keeps. */
import { andThen, type MaybePromise } from '../../../core/maybe-promise.ts'
import { isImmutableBytes } from '../../../core/collections/immutable-bytes.ts'
import { isServiceError } from '../../../core/errors.ts'
import type { JournalRecord } from '../../../core/journal.ts'
import type { World } from '../../../core/world/world.ts'

export interface BucketAccess {
  put(key: string, content: string | Uint8Array, encryption: object): MaybePromise<unknown>
  /** The keys of all objects with a prefix, in order. */
  list(prefix: string): Promise<string[]>
  get(key: string): Promise<Buffer>
}

/** Each access is a call of its own, with the transfer as its cause. */
export function accessTo(world: World, bucket: string, cause: JournalRecord): BucketAccess {
  const call = (operation: string, input: object): MaybePromise<unknown> =>
    world.call({
      service: 's3',
      operation,
      input: { Bucket: bucket, ...input },
      source: 'service',
      cause,
    })
  return {
    put: (Key, Body, encryption) => call('PutObject', { Key, Body, ...encryption }),
    async list(prefix) {
      const keys: string[] = []
      let token: string | undefined
      do {
        const page = (await call('ListObjectsV2', {
          Prefix: prefix,
          ...(token !== undefined && { ContinuationToken: token }),
        })) as { Contents?: { Key: string }[]; NextContinuationToken?: string }
        keys.push(...(page.Contents ?? []).map(({ Key }) => Key))
        token = page.NextContinuationToken
      } while (token !== undefined)
      return keys
    },
    get: async (Key) =>
      toBuffer(await andThen(call('GetObject', { Key }), undefined, (out) => out)),
  }
}

function toBuffer(output: unknown): Buffer {
  const { Body } = output as { readonly Body?: unknown }
  if (isImmutableBytes(Body)) return Buffer.from(Body.bytes())
  return Buffer.from((Body ?? '') as string)
}

/** Why S3 refused. AWS: API_ExportDescription.html (FailureCode): `S3` and S3's own code. */
export function failureOf(error: unknown): { readonly code: string; readonly message: string } {
  if (!isServiceError(error)) throw error
  return { code: `S3${error.code}`, message: error.message }
}

/** A request on its way through a cache, in its form on the wire. */
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import type { CacheState } from '../state/cache-state.ts'
import type { CacheRecord } from './record.ts'

export type Request = Readonly<Record<string, unknown>> & { readonly TableName?: string }
export type Answer = Readonly<Record<string, unknown>>

/** A request on its way through a cache. */
export interface Passage {
  readonly world: World
  readonly cache: CacheState
  readonly operation: string
  readonly request: Request
  readonly record: CacheRecord
  /** Sends a request to the table. */
  send(operation: string, request: Request): MaybePromise<Answer>
}

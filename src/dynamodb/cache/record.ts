/** The journal's record of a request to a cache. */
import { currentCause } from '../../core/world/context.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'

export interface CacheRecord extends JournalRecord {
  readonly kind: 'cache'
  /** The cache's name. */
  readonly cache: string
  readonly operation: string
  /** The table of the request; undefined for several. */
  readonly table: string | undefined
  readonly input: unknown
  /**
   * `hit`: answered from the cache; `miss`: from the table, and kept; `passed`: from the table, and
   * not kept; `written`: a write to the table.
   */
  result: 'hit' | 'miss' | 'passed' | 'written'
  /** How many items or answers came from the cache, and how many did not. */
  hits: number
  misses: number
  /** Whether the table had something else by then. */
  stale: boolean
  error: Error | undefined
}

export const beginRecord = (
  world: World,
  cache: string,
  operation: string,
  input: { readonly TableName?: unknown },
): CacheRecord =>
  world.journal.append({
    kind: 'cache',
    at: world.clock.now(),
    causedBy: currentCause(world),
    cache,
    operation,
    table: typeof input.TableName === 'string' ? input.TableName : undefined,
    input,
    result: 'passed',
    hits: 0,
    misses: 0,
    stale: false,
    error: undefined,
  })

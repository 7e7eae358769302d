/** BatchGetItem through a cache: it asks the table only for the items that it does not have. */
import { andThen, type MaybePromise } from '../../core/maybe-promise.ts'
import type { Item } from '../values/values.ts'
import type { Answer, Passage, Request } from './passage.ts'
import { cachedItem, isStale, keepItem, spotOf } from './item-cache.ts'
import { projected } from './projected.ts'

interface Part extends Request {
  readonly Keys?: readonly Item[]
  readonly ConsistentRead?: boolean
}

type Found = Record<string, Item[]>

/**
 * The order of the answers is not part of the contract: those from the cache come first.
 */
export function answerBatchGet(passage: Passage): MaybePromise<Answer> {
  const { world, cache, request, record, send } = passage
  const parts = Object.entries((request['RequestItems'] ?? {}) as Record<string, Part>)
  const found: Found = {}
  const missing: Record<string, Part> = {}
  for (const [table, part] of parts) {
    found[table] = []
    const left: Item[] = []
    for (const key of part.Keys ?? []) {
      const spot = part.ConsistentRead ? undefined : spotOf(world, table, key)
      const entry = spot && cachedItem(cache, spot, world.clock.now())
      if (!spot || !entry) {
        left.push(key)
        continue
      }
      record.hits++
      record.stale ||= isStale(entry, spot)
      if (entry.stored) found[table].push(projected(part, entry.stored.item))
    }
    record.misses += left.length
    if (left.length > 0 || part.Keys === undefined || part.Keys.length === 0) {
      missing[table] = { ...part, ...(part.Keys && { Keys: left }) }
    }
  }
  record.result = record.misses === 0 && parts.length > 0 ? 'hit' : 'miss'
  if (record.result === 'hit' && Object.keys(missing).length === 0) {
    return { Responses: found, UnprocessedKeys: {} }
  }
  return andThen(send('BatchGetItem', { ...request, RequestItems: missing }), passage, (output) =>
    merge(passage, found, missing, output),
  )
}

function merge(
  { world, cache }: Passage,
  found: Found,
  missing: Readonly<Record<string, Part>>,
  output: Answer,
): Answer {
  const unprocessed = (output['UnprocessedKeys'] ?? {}) as Record<string, Part>
  for (const [table, { Keys: keys = [], ConsistentRead }] of Object.entries(missing)) {
    if (ConsistentRead) continue
    const left = new Set((unprocessed[table]?.Keys ?? []).map((key) => JSON.stringify(key)))
    for (const key of keys) {
      const spot = spotOf(world, table, key)
      if (spot && !left.has(JSON.stringify(key))) keepItem(cache, spot, world.clock.now())
    }
  }
  const read = (output['Responses'] ?? {}) as Found
  const responses: Found = { ...found }
  for (const [table, items] of Object.entries(read)) {
    responses[table] = [...(found[table] ?? []), ...items]
  }
  return { ...output, Responses: responses }
}

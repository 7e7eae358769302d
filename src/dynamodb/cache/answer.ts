/**
 * How a cluster answers the requests of its clients.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.consistency.html
 */
import { andThen, type MaybePromise } from '../../core/maybe-promise.ts'
import { UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { SERVICE_ID } from '../own-service.ts'
import type { CacheState } from '../state/cache-state.ts'
import type { Item } from '../values/values.ts'
import { answerBatchGet } from './batch-get.ts'
import { answerSearch } from './query-cache.ts'
import { cachedItem, isStale, keepItem, spotOf } from './item-cache.ts'
import { projected } from './projected.ts'
import type { Answer, Passage, Request } from './passage.ts'
import { beginRecord, type CacheRecord } from './record.ts'
import { itemsWritten, refreshLater } from './written.ts'

const WRITES: ReadonlySet<string> = new Set([
  'BatchWriteItem',
  'DeleteItem',
  'PutItem',
  'TransactWriteItems',
  'UpdateItem',
])
const READS: ReadonlySet<string> = new Set([
  'BatchGetItem',
  'GetItem',
  'Query',
  'Scan',
  'TransactGetItems',
])

/** Answers a request in its form on the wire. */
export function answer(
  world: World,
  name: string,
  cache: CacheState,
  operation: string,
  request: Request,
): MaybePromise<Answer> {
  if (!READS.has(operation) && !WRITES.has(operation)) {
    // AWS: DAX.concepts.html: a cluster manages no tables. Unverified: what it does with statements.
    throw world.refuse(new UnsupportedError({ service: 'DAX', operation }))
  }
  const record = beginRecord(world, name, operation, request)
  const send = (sent: string, input: Request): MaybePromise<Answer> =>
    world.call({
      service: SERVICE_ID,
      operation: sent,
      input,
      source: 'sdk',
      cause: record,
    }) as MaybePromise<Answer>
  const passage: Passage = { world, cache, operation, request, record, send }
  return noteError(record, () => (READS.has(operation) ? read(passage) : write(passage)))
}

function noteError(record: CacheRecord, run: () => MaybePromise<Answer>): MaybePromise<Answer> {
  const note = (error: unknown): never => {
    record.error = error instanceof Error ? error : new Error(String(error))
    throw error
  }
  try {
    const answered = run()
    return answered instanceof Promise ? answered.catch(note) : answered
  } catch (error) {
    return note(error)
  }
}

function read(passage: Passage): MaybePromise<Answer> {
  const { operation, request, send } = passage
  // AWS: DAX.consistency.html: strongly consistent and transactional reads pass through.
  if (operation === 'TransactGetItems' || request['ConsistentRead'] === true) {
    return send(operation, request)
  }
  if (operation === 'GetItem') return getItem(passage)
  return operation === 'BatchGetItem' ? answerBatchGet(passage) : answerSearch(passage)
}

function getItem(passage: Passage): MaybePromise<Answer> {
  const { world, cache, request, record, send } = passage
  const now = world.clock.now()
  const spot = spotOf(world, request.TableName, request['Key'])
  const entry = spot && cachedItem(cache, spot, now)
  if (spot && entry) {
    record.result = 'hit'
    record.hits = 1
    record.stale = isStale(entry, spot)
    return answerOf(request, entry.stored?.item)
  }
  record.result = 'miss'
  record.misses = 1
  // The whole item is read and kept, whichever attributes this request wants.
  // Unverified: that AWS keeps one entry per item and not one per projection.
  const { ProjectionExpression: _paths, ExpressionAttributeNames: _names, ...whole } = request
  return andThen(send('GetItem', whole), passage, (output) => {
    const read = spotOf(world, request.TableName, request['Key'])
    if (read) keepItem(cache, read, now)
    const { Item: item, ...rest } = output
    return { ...rest, ...answerOf(request, item as Item | undefined) }
  })
}

const answerOf = (request: Request, item: Item | undefined): Answer =>
  item ? { Item: projected(request, item) } : {}

/** The table is written first. A refused write changes nothing in the cache. */
function write(passage: Passage): MaybePromise<Answer> {
  const { operation, request, record, send } = passage
  record.result = 'written'
  return andThen(send(operation, request), passage, (output, { world, cache }) => {
    if (operation === 'TransactWriteItems') {
      refreshLater(passage)
      return output
    }
    for (const spot of itemsWritten(world, operation, request, output)) {
      keepItem(cache, spot, world.clock.now())
    }
    return output
  })
}

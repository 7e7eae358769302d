/**
 * The query cache: answers of Query and Scan by all of their parameters. Writes do not change it.
 * AWS: DAX.concepts.html#DAX.concepts.query-cache
 */
import { andThen, type MaybePromise } from '../../core/maybe-promise.ts'
import type { CallRecord } from '../../core/journal.ts'
import { ownService, SERVICE_ID } from '../own-service.ts'
import { findTable, stateIn } from '../state/state.ts'
import type { Answer, Passage } from './passage.ts'

export function answerSearch(passage: Passage): MaybePromise<Answer> {
  const { world, cache, operation, request, record, send } = passage
  // AWS: DAX.cluster-management.html: a time to live of 0 keeps no answers.
  if (cache.queryTtl === 0) return send(operation, request)
  const { id } = findTable(stateIn(world), request.TableName ?? '')?.definition ?? {}
  const key = `${id}\n${operation}\n${canonical(request)}`
  const now = world.clock.now()
  const entry = cache.answers.get(key)
  if (entry && entry.until > now) {
    record.result = 'hit'
    record.hits = 1
    record.stale = isStale(passage, entry.answer)
    return entry.answer
  }
  record.result = 'miss'
  record.misses = 1
  return andThen(send(operation, request), passage, (output) => {
    cache.answers.set(key, { answer: output, until: now + cache.queryTtl })
    return output
  })
}

/** The same text for the same parameters, in whichever order they are. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )

/** Compares with what the table would answer now, without a record of the question. */
function isStale({ world, operation, request, record }: Passage, kept: Answer): boolean {
  const service = ownService(world)
  const run = service.room().operations[operation]?.run
  if (!run) return true
  const call: CallRecord = {
    kind: 'call',
    at: record.at,
    causedBy: record,
    requestId: '',
    service: SERVICE_ID,
    operation,
    resource: undefined,
    source: 'service',
    input: request,
    output: undefined,
    error: undefined,
    status: undefined,
    duration: 0,
  }
  try {
    const present = run(world.state(service), request, { world, record: call }) as Answer
    return JSON.stringify(present) !== JSON.stringify(kept)
  } catch {
    // The table is gone, or refuses the question by now.
    return true
  }
}

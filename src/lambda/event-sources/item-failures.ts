/**
 * The results of functions that report which records failed: `{ batchItemFailures: [...] }`.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */

/** What a result says: nothing failed, everything failed, or these records. */
export type ItemFailures = 'none' | 'all' | ReadonlySet<string>

/**
 * Reads a result. `identifiers` are the message ids or sequence numbers of the batch. Recorded:
 * esm-ddb-ok-*, esm-ddb-rb-*: null, '', {}, [] and an empty or null list are successes; an entry
 * that names no record of the batch fails the whole batch.
 */
export function readItemFailures(payload: unknown, identifiers: ReadonlySet<string>): ItemFailures {
  if (payload === null || payload === undefined || payload === '') return 'none'
  // Unverified: results of other types fail the batch.
  if (typeof payload !== 'object') return 'all'
  const failures: unknown = Reflect.get(payload, 'batchItemFailures')
  if (failures === null || failures === undefined) return 'none'
  if (!Array.isArray(failures)) return 'all'
  const failed = new Set<string>()
  for (const failure of failures as unknown[]) {
    const identifier: unknown =
      typeof failure === 'object' && failure !== null
        ? Reflect.get(failure, 'itemIdentifier')
        : undefined
    if (typeof identifier !== 'string' || !identifiers.has(identifier)) return 'all'
    failed.add(identifier)
  }
  return failed.size === 0 ? 'none' : failed
}

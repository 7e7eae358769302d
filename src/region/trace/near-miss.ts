/**
 * Names for a trace what exists in place of a missing resource, because AWS's own message does not.
 */
import { didYouMean } from '../../core/errors.ts'
import type { CallRecord, JournalRecord } from '../../core/journal.ts'
import type { Service, World } from '../../core/world/world.ts'

const nearMissKey: unique symbol = Symbol.for('miniregion.nearMiss') as never

/**
 * `ResourceNotFoundException`, `QueueDoesNotExist`, `NoSuchBucket`; a missing index is a
 * ValidationException.
 */
const IS_MISSING = /NotFound|NonExistent|DoesNotExist|NoSuch|specified index/

const MOST_NAMES = 5

/** Computed now, because a later look-up would find resources created in the meantime. */
export function noteNearMiss(
  world: World,
  service: Service | undefined,
  record: CallRecord,
  error: Error,
): void {
  if (!service || !IS_MISSING.test(`${error.name} ${error.message}`)) return
  const line = nearMiss(world, service, record)
  if (line !== undefined) Object.defineProperty(record, nearMissKey, { value: line })
}

export const nearMissOf = (record: JournalRecord): string | undefined =>
  (record as { readonly [nearMissKey]?: string })[nearMissKey]

function nearMiss(world: World, service: Service, record: CallRecord): string | undefined {
  const { coverage } = service.room()
  if (!coverage) return undefined
  const defined = coverage.defined(world.state(service), world)
  const [mainKind = ''] = Object.keys(coverage.kinds)
  const wanted = [
    ...(record.resource === undefined ? [] : [{ kind: mainKind, name: record.resource }]),
    ...coverage.usedBy(record),
  ]
  const missing = wanted.find(
    ({ kind, name }) => !defined.some((other) => other.kind === kind && other.name === name),
  )
  if (!missing) return undefined
  const names = defined.filter(({ kind }) => kind === missing.kind).map(({ name }) => name)
  const noun = coverage.kinds[missing.kind] ?? missing.kind
  return `There is no ${noun} '${missing.name}' in this region. ${
    didYouMean(missing.name, names) ?? whatThereIs(missing.kind, names)
  }`
}

function whatThereIs(kind: string, names: readonly string[]): string {
  if (names.length === 0) return `It has no ${kind}.`
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : ''
  return `Its ${kind}: ${names.slice(0, MOST_NAMES).join(', ')}${more}.`
}

/**
 * Checks ORDER BY, which accepts key attributes and needs partitions in WHERE.
 * AWS, as captured by a peer (floci) in 2026.
 */
import { validation } from '../../errors.ts'
import type { ReadSource } from '../../reads/source.ts'
import type { ReadRange } from './key-plan.ts'
import type { SelectStatement } from '../grammar/statement.ts'

export interface Directions {
  readonly partitionsDescending: boolean
  /** The direction of the sort keys in a partition. */
  readonly descending: boolean
}

export function directionsOf(
  { orderBy, where }: SelectStatement,
  { key, attributes }: ReadSource,
  ranges: readonly ReadRange[] | undefined,
): Directions {
  if (orderBy.length === 0) return { partitionsDescending: false, descending: false }
  if (where.length === 0)
    throw validation('Must have WHERE clause in the statement when using ORDER BY clause.')
  for (const { attribute } of orderBy)
    if (!attributes.some(({ name }) => name === attribute))
      throw validation(`Attribute ${attribute} in ORDER BY clause must be part of the primary key`)
  if (!ranges)
    throw validation(
      'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.',
    )
  const isPartition = (attribute: string): boolean =>
    key.partition.some(({ name }) => name === attribute)
  const byPartition = orderBy.find(({ attribute }) => isPartition(attribute))
  if (!byPartition && new Set(ranges.map(({ from }) => from.partition)).size > 1)
    throw validation(
      'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
    )
  const bySort = orderBy.find(({ attribute }) => !isPartition(attribute))
  return {
    partitionsDescending: byPartition?.descending ?? false,
    // NOTE: ORDER BY the partition key alone reverses the sort keys.
    descending: bySort?.descending ?? true,
  }
}

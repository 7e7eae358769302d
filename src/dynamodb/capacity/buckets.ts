/**
 * Token buckets of capacity units, which refill on the region's clock.
 * AWS: burst-adaptive-capacity.html, on-demand-capacity-mode.html
 */
import type { World } from '../../core/world/world.ts'
import { INITIAL_ON_DEMAND } from '../schema/check-throughput.ts'
import type { IndexDefinition, TableDefinition } from '../schema/definition.ts'

export type Direction = 'read' | 'write'

export interface Bucket {
  /** Negative when the last operation took more than was left: it runs while any token is left. */
  tokens: number
  /** The time at which `tokens` was correct. */
  at: number
}

/** The refill rate per second, the size of the bucket, and AWS's name for the limit. */
export interface Limit {
  readonly rate: number
  readonly capacity: number
  readonly kind: 'Provisioned' | 'MaxOnDemand' | 'OnDemand'
}

// AWS: DynamoDB keeps up to five minutes of unused capacity.
const BURST_SECONDS = 300

type Limited = Pick<TableDefinition & IndexDefinition, 'throughput' | 'onDemand'>

export function limitOf(
  { throughput, onDemand }: Partial<Limited>,
  billingMode: TableDefinition['billingMode'],
  direction: Direction,
): Limit {
  if (billingMode === 'PROVISIONED') {
    const rate = throughput?.[direction] ?? 0
    return { rate, capacity: rate * BURST_SECONDS, kind: 'Provisioned' }
  }
  const most = onDemand?.[direction]
  if (most !== undefined && most > 0) return { rate: most, capacity: most, kind: 'MaxOnDemand' }
  const initial = INITIAL_ON_DEMAND[direction]
  return { rate: initial, capacity: initial, kind: 'OnDemand' }
}

/** The bucket at the present time. A new bucket had the tokens of one second at `since`. */
export function fill(
  bucket: Bucket | undefined,
  { rate, capacity }: Limit,
  world: World,
  since: number,
): Bucket {
  const now = world.clock.now()
  const { tokens, at } = bucket ?? { tokens: rate, at: since }
  const more = (Math.max(0, now - at) / 1000) * rate
  return { tokens: Math.min(capacity, tokens + more), at: now }
}

/** A table or global index whose capacity an operation draws. `path` follows the table's ARN. */
export interface DrawnSource extends Partial<Limited> {
  readonly of: 'Table' | 'Index'
  readonly path: string
}

/**
 * A read uses the capacity of its table or global index; a write uses the table's and all global
 * indexes'.
 */
export function drawnSources(
  definition: TableDefinition,
  direction: Direction,
  indexName: string | undefined,
): DrawnSource[] {
  const globals = definition.indexes.filter(({ kind }) => kind === 'global')
  const read = direction === 'read' ? globals.find(({ name }) => name === indexName) : undefined
  const indexes = direction === 'read' ? (read ? [read] : []) : globals
  return [
    ...(read ? [] : [{ ...definition, of: 'Table' as const, path: '' }]),
    ...indexes.map((index) => ({ ...index, of: 'Index' as const, path: `/index/${index.name}` })),
  ]
}

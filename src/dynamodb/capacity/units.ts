/**
 * The capacity that operations consume.
 * AWS: API_ConsumedCapacity.html, CapacityUnitCalculations.html
 */
import type { Change, IndexChange } from '../storage/change.ts'
import { indexStore, vectorStore, type TableState } from '../storage/table.ts'
import type { VectorChange } from '../storage/vector-entry.ts'

/** The units of one table and of the indexes that the operation used. */
export interface Units {
  table: number
  readonly local: Map<string, number>
  readonly global: Map<string, number>
  /** The bytes written to each vector index. */
  readonly vectors: Map<string, number>
}

export const noUnits = (): Units => ({
  table: 0,
  local: new Map(),
  global: new Map(),
  vectors: new Map(),
})

export const isAsked = (mode: string | undefined): mode is 'INDEXES' | 'TOTAL' =>
  mode === 'TOTAL' || mode === 'INDEXES'

/**
 * The units of a read: one per 4 KB, or half if it is eventually consistent. A read that finds
 * nothing costs the minimum.
 */
export const readUnits = (bytes: number, consistent: boolean | undefined): number =>
  Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5)

/** The units of a write or delete: one per 1 KB of the larger of the old and the new item. */
const writeUnits = (before: number | undefined, after: number | undefined): number =>
  Math.max(1, Math.ceil(Math.max(before ?? 0, after ?? 0) / 1024))

export function addIndexUnits(units: Units, name: string, local: boolean, more: number): void {
  const byIndex = local ? units.local : units.global
  byIndex.set(name, (byIndex.get(name) ?? 0) + more)
}

/**
 * Adds the units of a change. Call it before the change is applied. `factor` is 2 in a transaction;
 * it applies to the table only.
 * AWS, as captured by peers: DynamoDB charges indexes for their changes only. Moving an entry costs
 * its removal and its insertion.
 */
export function addWriteUnits(units: Units, table: TableState, change: Change, factor = 1): void {
  units.table += writeUnits(change.old?.size, change.new?.size) * factor
  for (const each of change.indexes) {
    addIndexUnits(units, each.index.name, each.index.local, indexWriteUnits(table, each))
  }
  for (const each of change.vectors) {
    const { name } = each.index
    const bytes = vectorWriteBytes(table, each)
    if (bytes > 0) units.vectors.set(name, (units.vectors.get(name) ?? 0) + bytes)
  }
}

// AWS, as measured by a peer in August 2026: the size of the new or of the deleted entry, where a
// dimension has 4 bytes, and at least 1 KB. Moving an entry to another partition costs both.
// https://github.com/ExtendDB/extenddb/pull/244
function vectorWriteBytes(table: TableState, { index, removed, added }: VectorChange): number {
  const store = vectorStore(table, index.name)
  const before = removed && store.get(removed)?.size
  if (!added) return before === undefined ? 0 : Math.max(LEAST_BYTES, before)
  const { size } = added.stored
  const isMoved = before !== undefined && store.get(added.position) === undefined
  if (isMoved) return Math.max(LEAST_BYTES, before) + Math.max(LEAST_BYTES, size)
  return Math.max(LEAST_BYTES, size)
}

const LEAST_BYTES = 1024

function indexWriteUnits(table: TableState, { index, removed, added }: IndexChange): number {
  const store = indexStore(table, index.name)
  const before = removed && store.get(removed)?.size
  if (!added) return writeUnits(before, undefined)
  const replaced = store.get(added.position)?.size
  if (before === undefined) return writeUnits(undefined, added.stored.size)
  return replaced === undefined
    ? writeUnits(before, undefined) + writeUnits(undefined, added.stored.size)
    : writeUnits(replaced, added.stored.size)
}

const sum = (byIndex: ReadonlyMap<string, number>): number => {
  let total = 0
  for (const units of byIndex.values()) total += units
  return total
}

type CapacityEntry = Readonly<Record<string, number>>

/** Transactions return read units or write units in addition to CapacityUnits. */
export type UnitKind = 'ReadCapacityUnits' | 'WriteCapacityUnits'

const toEntry = (units: number, kind: UnitKind | undefined): CapacityEntry =>
  kind ? { [kind]: units, CapacityUnits: units } : { CapacityUnits: units }

/**
 * The ConsumedCapacity of a response. Undefined unless the request asks for it. `table` is the name
 * or ARN in the request.
 */
export function toConsumedCapacity(
  table: string,
  units: Units,
  mode: 'INDEXES' | 'TOTAL',
  kind?: UnitKind,
): object
export function toConsumedCapacity(
  table: string,
  units: Units,
  mode: string | undefined,
  kind?: UnitKind,
): object | undefined
export function toConsumedCapacity(
  table: string,
  units: Units,
  mode: string | undefined,
  kind?: UnitKind,
): object | undefined {
  if (!isAsked(mode)) return undefined
  const total = units.table + sum(units.local) + sum(units.global)
  const answer: Record<string, unknown> = { TableName: table, ...toEntry(total, kind) }
  if (mode === 'INDEXES') {
    answer.Table = toEntry(units.table, kind)
    if (units.local.size > 0) answer.LocalSecondaryIndexes = toEntries(units.local, kind)
    if (units.global.size > 0) answer.GlobalSecondaryIndexes = toEntries(units.global, kind)
    if (units.vectors.size > 0) answer.VectorIndexes = toVectorEntries(units.vectors)
  }
  return answer
}

const toEntries = (
  byIndex: ReadonlyMap<string, number>,
  kind: UnitKind | undefined,
): Readonly<Record<string, CapacityEntry>> =>
  Object.fromEntries([...byIndex].map(([name, units]) => [name, toEntry(units, kind)]))

// AWS: VectorSearchMonitoring.html (the bytes are no part of CapacityUnits)
const toVectorEntries = (
  bytes: ReadonlyMap<string, number>,
): Readonly<Record<string, { readonly VectorWriteRequestBytes: number }>> =>
  Object.fromEntries(
    [...bytes].map(([name, written]) => [name, { VectorWriteRequestBytes: written }]),
  )

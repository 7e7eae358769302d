/** What operations consume. AWS: API_ConsumedCapacity.html, CapacityUnitCalculations.html */
import type { Change, IndexChange } from '../storage/change.ts'
import { indexStore, type TableState } from '../storage/table.ts'

/** Units of one table and of those of its indexes that took part. */
export interface Units {
  table: number
  readonly local: Map<string, number>
  readonly global: Map<string, number>
}

export const noUnits = (): Units => ({ table: 0, local: new Map(), global: new Map() })

export const isAsked = (mode: string | undefined): mode is 'INDEXES' | 'TOTAL' =>
  mode === 'TOTAL' || mode === 'INDEXES'

/** Reading `bytes` once: 4 KB a unit, half of that when it need not be consistent. Nothing found costs the least. */
export const readUnits = (bytes: number, consistent: boolean | undefined): number =>
  Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5)

/** Writing or removing an item: 1 KB a unit, by the larger of what was and what is. */
const writeUnits = (before: number | undefined, after: number | undefined): number =>
  Math.max(1, Math.ceil(Math.max(before ?? 0, after ?? 0) / 1024))

export function addIndexUnits(units: Units, name: string, local: boolean, more: number): void {
  const byIndex = local ? units.local : units.global
  byIndex.set(name, (byIndex.get(name) ?? 0) + more)
}

/**
 * Adds what a change costs. It is worked out before the change is applied. `factor` is 2 within a transaction, for the table alone.
 * AWS, as captured by peers: indexes are charged for what changes in them: moving an entry costs its removal and its insertion, an
 * untouched view nothing.
 */
export function addWriteUnits(units: Units, table: TableState, change: Change, factor = 1): void {
  units.table += writeUnits(change.old?.size, change.new?.size) * factor
  for (const each of change.indexes) {
    addIndexUnits(units, each.index.name, each.index.local, indexWriteUnits(table, each))
  }
}

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

/** Transactions say beside the units whether they were read or written. */
export type UnitKind = 'ReadCapacityUnits' | 'WriteCapacityUnits'

const toEntry = (units: number, kind: UnitKind | undefined): CapacityEntry =>
  kind ? { [kind]: units, CapacityUnits: units } : { CapacityUnits: units }

/** The ConsumedCapacity of an answer; undefined when it was not asked for. `table` is the name or ARN the caller used. */
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
  }
  return answer
}

const toEntries = (
  byIndex: ReadonlyMap<string, number>,
  kind: UnitKind | undefined,
): Readonly<Record<string, CapacityEntry>> =>
  Object.fromEntries([...byIndex].map(([name, units]) => [name, toEntry(units, kind)]))

/**
 * The capacity that transactions consume.
 * AWS: transaction-apis.html#transaction-capacity-handling; figures as captured by peers.
 */
import {
  addWriteUnits,
  isAsked,
  noUnits,
  readUnits,
  toConsumedCapacity,
  type UnitKind,
  type Units,
} from '../capacity/units.ts'
import type { RememberedTransaction } from '../state/state.ts'
import type { Accepted } from './evaluate.ts'

/** DynamoDB charges reads and writes of items twice, and changes in indexes once. */
export const TRANSACTION_FACTOR = 2

/** Sums the units of each table, under its name in the request. */
export class UnitsByTable {
  readonly #units = new Map<string, Units>()

  of(table: string): Units {
    let units = this.#units.get(table)
    if (!units) this.#units.set(table, (units = noUnits()))
    return units
  }

  toConsumedCapacity(mode: string | undefined, kind: UnitKind): object[] | undefined {
    if (!isAsked(mode)) return undefined
    return [...this.#units].map(([table, units]) => toConsumedCapacity(table, units, mode, kind))
  }
}

/** The units of a transaction before its commit. A condition check costs as much as a write. */
export function writtenUnits(
  evaluations: readonly Accepted[],
  mode: string | undefined,
): object[] | undefined {
  if (!isAsked(mode)) return undefined
  const units = new UnitsByTable()
  for (const { action, table, change } of evaluations) {
    addWriteUnits(units.of(action.tableName), table, change, TRANSACTION_FACTOR)
  }
  return units.toConsumedCapacity(mode, 'WriteCapacityUnits')
}

/** The response to a repetition, which consumes reads of the items, not writes. */
export function readAgain(
  evaluations: readonly Accepted[],
  { ItemCollectionMetrics }: { readonly ItemCollectionMetrics?: object },
): RememberedTransaction['answer'] {
  const sizes = evaluations.map(({ action, change }) => ({
    table: action.tableName,
    size: Math.max(change.old?.size ?? 0, change.new?.size ?? 0),
  }))
  return (mode) => {
    const units = new UnitsByTable()
    for (const { table, size } of sizes) {
      units.of(table).table += readUnits(size, true) * TRANSACTION_FACTOR
    }
    const ConsumedCapacity = units.toConsumedCapacity(mode, 'ReadCapacityUnits')
    return {
      ...(ConsumedCapacity && { ConsumedCapacity }),
      ...(ItemCollectionMetrics && { ItemCollectionMetrics }),
    }
  }
}

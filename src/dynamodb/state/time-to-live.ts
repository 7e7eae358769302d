/** Deletes expired items. AWS: TTL.html */
import type { JournalRecord } from '../../core/journal.ts'
import type { CallRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { pickKey } from '../keys/key-checks.ts'
import { ownTable, type DynamoDbState, type TableState } from './state.ts'
import { commitWrite, deleteChange } from '../storage/write.ts'
import type { Item } from '../values/values.ts'

// AWS: howitworks-ttl.html: items that expired more than five years ago stay.
const TOO_OLD_SECONDS = 5 * 365 * 86_400

/** The record of a sweep of one table, which causes the REMOVE records. */
export interface SweepRecord extends JournalRecord {
  readonly kind: 'sweep'
  readonly table: string
}

/**
 * Deletes and returns the expired items of a table. Without an enabled time to live nothing
 * expires.
 */
export function sweepTable(state: DynamoDbState, name: string, world: World): Item[] {
  const expired = expiredItems(state.tables.get(name), world.clock.now())
  if (expired.length === 0) return expired
  const sweep = world.journal.append<SweepRecord>({
    kind: 'sweep',
    at: world.clock.now(),
    causedBy: world.journal.root,
    table: name,
  })
  const table = ownTable(state, name)
  // NOTE: of their context, writes use only the world and the causing record.
  const context = { world, record: sweep as JournalRecord as CallRecord }
  for (const item of expired) {
    commitWrite(
      table,
      deleteChange(table, pickKey(table.plan.attributes, item)),
      context,
      'timeToLive',
    )
  }
  return expired
}

function expiredItems(table: TableState | undefined, now: number): Item[] {
  const { timeToLive } = table?.definition ?? {}
  if (!table || !timeToLive?.enabled) return []
  const seconds = now / 1000
  const expired: Item[] = []
  table.items.walk(undefined, undefined, false, ({ item }) => {
    const value = item[timeToLive.attribute]
    // The value must be a number. It may have a fraction and an exponent.
    const time = value && 'N' in value ? Number(value.N) : Infinity
    if (time < seconds && time >= seconds - TOO_OLD_SECONDS) expired.push(item)
    return true
  })
  return expired
}

/**
 * Past contents of a table, for point-in-time recovery and eventually consistent reads. Recovery
 * keeps one for each second with a write, for 35 days: older seconds must not be restored wrongly,
 * so there is no other limit. Contents share their unchanged items.
 */
import type { World } from '../../core/world/world.ts'
import { lagMilliseconds } from '../options.ts'
import type { TableDefinition } from '../schema/definition.ts'
import { cloneContent, type TableContent, type TableState } from './table.ts'

const DAY_MS = 24 * 3_600_000
// AWS: PointInTimeRecovery_Howitworks.html: AWS restores to any second.
const SECOND_MS = 1000

/** Keeps the content before a write if a restore or a lagging read may need it. */
export function rememberContent(table: TableState, world: World): void {
  const { pointInTime } = table.definition
  const lag = lagMilliseconds(world)
  if (!pointInTime && lag === 0) return
  const now = world.clock.now()
  const last = table.past[table.past.length - 1]
  const grain = lag > 0 ? 1 : SECOND_MS
  if (last && Math.floor(last.until / grain) === Math.floor(now / grain)) return
  const oldest = now - Math.max(lag, keptMs(table.definition))
  table.past = [
    ...table.past.filter(({ until }) => until > oldest),
    { until: now, content: cloneContent(table) },
  ]
}

const keptMs = ({ pointInTime }: TableDefinition): number => (pointInTime?.days ?? 0) * DAY_MS

/** The content of the table at a time. */
export function contentAt(table: TableState, time: number): TableContent {
  return table.past.find(({ until }) => until > time)?.content ?? table
}

/**
 * The content that a read sees: the latest, or past content in a world with
 * `consistency: 'eventual'`. There, reads of global indexes always lag.
 */
export function readableContent(
  table: TableState,
  world: World,
  read: { readonly consistent: boolean; readonly global?: boolean },
): TableContent {
  const lag = lagMilliseconds(world)
  if (lag === 0 || table.past.length === 0 || (read.consistent && !read.global)) return table
  return contentAt(table, world.clock.now() - lag)
}

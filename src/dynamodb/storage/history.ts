/** What a table held before: for point-in-time recovery, and for reads that lag behind the writes. */
import type { World } from '../../core/world.ts'
import { lagMilliseconds } from '../options.ts'
import type { TableDefinition } from '../schema/definition.ts'
import { cloneContent, type TableContent, type TableState } from './table.ts'

const DAY_MS = 24 * 3_600_000
// AWS: PointInTimeRecovery_Howitworks.html: any second can be restored.
const SECOND_MS = 1000

/** Keeps the content as it is before a write, where somebody may ask for it later. */
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

/** What the table held at a time. */
export function contentAt(table: TableState, time: number): TableContent {
  return table.past.find(({ until }) => until > time)?.content ?? table
}

/** What a read sees: the newest content, or where the world is eventually consistent one that lags behind. Global indexes always lag. */
export function readableContent(
  table: TableState,
  world: World,
  read: { readonly consistent: boolean; readonly global?: boolean },
): TableContent {
  const lag = lagMilliseconds(world)
  if (lag === 0 || table.past.length === 0 || (read.consistent && !read.global)) return table
  return contentAt(table, world.clock.now() - lag)
}

/** Enables and disables streams. A disabled stream stays readable for a day. */
import type { World } from '../../core/world/world.ts'
import { streamArn } from '../schema/definition.ts'
import type { StreamViewType } from '../schema/definition.ts'
import { setDefinition, type DynamoDbState, type TableState } from '../state/state.ts'
import { createStreamLog, KEPT_MS, type StreamLog } from '../storage/stream-log.ts'

/** Enables a new stream of a table, which must be writable. */
export function enableStream(
  state: DynamoDbState,
  table: TableState,
  viewType: StreamViewType,
  world: World,
): void {
  const createdAt = freshTime(state, table, world.clock.now())
  const label = new Date(createdAt).toISOString().slice(0, -1)
  const { definition } = table
  setDefinition(table, { ...definition, stream: { viewType, label }, latestStream: label })
  table.stream = createStreamLog({
    arn: streamArn(definition, label),
    label,
    tableName: definition.name,
    key: definition.key,
    viewType,
    createdAt,
  })
}

/** A time for the label of a new stream. Labels of a table's streams are distinct. */
function freshTime(state: DynamoDbState, { definition }: TableState, now: number): number {
  let time = now
  for (const log of state.closedStreams) {
    if (log.tableName === definition.name) time = Math.max(time, log.createdAt + 1)
  }
  return time
}

/** Disables the stream of a table, which must be writable. */
export function disableStream(state: DynamoDbState, table: TableState, world: World): void {
  const { stream: log } = table
  if (!log) return
  const now = world.clock.now()
  const closed: StreamLog = { ...log, closedAt: now }
  state.closedStreams = [...state.closedStreams.filter((each) => isKept(each, now)), closed]
  const { stream: _, ...definition } = table.definition
  setDefinition(table, definition)
  table.stream = undefined
}

const isKept = ({ closedAt = Infinity }: StreamLog, now: number): boolean =>
  closedAt > now - KEPT_MS

/**
 * All readable streams of a region: enabled streams, and streams that were disabled within a day.
 */
export function streamsOf(state: DynamoDbState, now: number): StreamLog[] {
  const open = [...state.tables.values()].flatMap(({ stream }) => (stream ? [stream] : []))
  const closed = state.closedStreams.filter((log) => isKept(log, now))
  return [...closed, ...open].sort((a, b) => (a.arn < b.arn ? -1 : 1))
}

/** The streams of tables, as event source mappings read them. */
import type { RecordSource, SourceRecord } from '../../core/world/event-source-ports.ts'
import type { World } from '../../core/world/world.ts'
import { tableNameOf, stateIn } from '../state/state.ts'
import { describeRecord } from '../storage/describe-record.ts'
import {
  oldestNumber,
  recordsFrom,
  sequenceNumberOf,
  shardIdOf,
  type StreamLog,
} from '../storage/stream-log.ts'

export const recordSource = (world: World): RecordSource => ({
  shards(streamArn) {
    const log = logOf(world, streamArn)
    if (!log) return undefined
    const oldest = oldestNumber(log, world.clock.now())
    const isClosed = log.closedAt !== undefined
    return [{ id: shardIdOf(log), parents: [], oldest, next: log.count + 1, isClosed }]
  },
  read(streamArn, _shardId, from, limit) {
    const log = logOf(world, streamArn)
    if (!log) return []
    return recordsFrom(log, from, world.clock.now(), limit).map(
      (record): SourceRecord => new TableRecord(log, record, world),
    )
  },
  numberAt(streamArn, _shardId, time) {
    const log = logOf(world, streamArn)
    const records = log ? recordsFrom(log, 1, world.clock.now()) : []
    return records.find(({ at }) => at >= time)?.number ?? (log?.count ?? 0) + 1
  },
})

/** Shows the parts that cost something only when a mapping asks for them. */
class TableRecord implements SourceRecord {
  readonly #log: StreamLog
  readonly #record: ReturnType<typeof recordsFrom>[number]
  readonly #world: World
  #body: ReturnType<typeof describeRecord> | undefined

  constructor(log: StreamLog, record: ReturnType<typeof recordsFrom>[number], world: World) {
    this.#log = log
    this.#record = record
    this.#world = world
  }

  get number(): number {
    return this.#record.number
  }

  get at(): number {
    return this.#record.at
  }

  get cause(): SourceRecord['cause'] {
    return this.#record.cause
  }

  get sequenceNumber(): string {
    const shown: unknown = this.#body?.dynamodb['SequenceNumber']
    return typeof shown === 'string' ? shown : sequenceNumberOf(this.#record.number)
  }

  get body(): object {
    return (this.#body ??= describeRecord(this.#log, this.#record, this.#world))
  }

  /** Kept with the record, which never changes: forks and other mappings read it as well. */
  get bodyText(): string {
    return (this.#record.text ??= JSON.stringify(this.body))
  }

  /** AWS: with-ddb.html: records of one item, by partition and sort key, stay in order. */
  get partitionKey(): string {
    const { dynamodb } = (this.#body ??= describeRecord(this.#log, this.#record, this.#world))
    return JSON.stringify(dynamodb['Keys'])
  }
}

function logOf(world: World, streamArn: string): StreamLog | undefined {
  const state = stateIn(world)
  const open = state.tables.get(tableNameOf(streamArn))?.stream
  if (open?.arn === streamArn) return open
  return state.closedStreams.find(({ arn }) => arn === streamArn)
}

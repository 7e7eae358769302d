/** Kinesis's state in one world. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import type { World } from '../core/world/world.ts'
import type { Tags } from '../core/resources/tags.ts'
import { newShard, uniformRanges, type Shard } from './shards/shard.ts'

export type StreamMode = 'PROVISIONED' | 'ON_DEMAND'

/** The settings that calls change, and that a reset returns to their first values. */
export interface StreamSettings {
  readonly mode: StreamMode
  readonly retentionHours: number
  readonly tags: Tags
  /** Kept and shown; it changes nothing else. */
  readonly keyId: string | undefined
  /** Shard-level metrics. Kept and shown. */
  readonly metrics: readonly string[]
  /** The largest record that it takes. Undefined: 1024 KiB, as long as nobody set it. */
  readonly maxRecordKiB: number | undefined
}

/** A stream in one world. A change makes a new one, except that the shards' logs grow. */
export interface Stream extends StreamSettings {
  readonly name: string
  readonly generation: number
  readonly createdAt: number
  readonly shards: readonly Shard[]
  /** What a reset restores. */
  readonly declared: { readonly settings: StreamSettings; readonly shards: number }
  /** The state that may append to the logs of its shards: see `forWriting`. */
  readonly owner: object
}

export interface KinesisState {
  readonly streams: CopyOnWriteMap<string, Stream>
  /** Renewed by each fork, so that streams from before it have logs that nobody appends to. */
  owner: object
  /** The number of records ever put. */
  appended: number
}

export const createState = (): KinesisState => ({
  streams: new CopyOnWriteMap(),
  owner: {},
  appended: 0,
})

/** Shares all streams. The first write on either side takes the written stream's logs apart. */
export function forkState(state: KinesisState): KinesisState {
  state.owner = {}
  return {
    streams: state.streams.fork(),
    owner: {},
    appended: state.appended,
  }
}

/** Returns a stream whose logs belong to this state alone. */
export function forWriting(state: KinesisState, stream: Stream): Stream {
  if (stream.owner === state.owner) return stream
  const shards = stream.shards.map((shard) => ({ ...shard, records: shard.records.fork() }))
  return replaceStream(state, { ...stream, shards, owner: state.owner })
}

export function replaceStream(state: KinesisState, stream: Stream): Stream {
  state.streams.set(stream.name, stream)
  return stream
}

/** Changes settings or shards of a stream. */
export const updateStream = (
  state: KinesisState,
  stream: Stream,
  changes: Partial<StreamSettings & Pick<Stream, 'shards'>>,
): Stream => replaceStream(state, { ...stream, ...changes })

export const newStream = (
  state: KinesisState,
  world: Pick<World, 'generation' | 'clock'>,
  name: string,
  settings: StreamSettings,
  shards: number,
): Stream => {
  const createdAt = world.clock.now()
  return {
    ...settings,
    name,
    generation: world.generation,
    createdAt,
    shards: uniformRanges(shards).map((range, index) => newShard(range, index, createdAt)),
    declared: { settings, shards },
    owner: state.owner,
  }
}

/** Empties every stream and undoes changes of its settings and shards. */
export function resetState(state: KinesisState, world: World): void {
  for (const { name, generation, declared } of [...state.streams.values()]) {
    const fresh = newStream(state, world, name, declared.settings, declared.shards)
    replaceStream(state, { ...fresh, generation })
  }
}

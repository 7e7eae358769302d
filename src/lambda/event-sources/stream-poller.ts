/** Reads all shards of a mapping's stream: a shard after those that it was split or merged from. */
import { parseArn } from '../../core/arn.ts'
import type { RecordSource, SourceShard } from '../../core/world/event-source-ports.ts'
import type { World } from '../../core/world/world.ts'
import type { MappingDefinition } from '../definition/mapping.ts'
import { lambda } from '../service.ts'
import type { MappingState, Poller } from '../state.ts'
import { mayPoll } from './reading.ts'
import { Lane, progressKey } from './lane.ts'

export class StreamPoller implements Poller {
  readonly #world: World
  readonly #mapping: MappingDefinition
  readonly #source: RecordSource | undefined
  readonly #lanes = new Map<string, readonly Lane[]>()
  /** The closed shards whose records are all done with. */
  readonly #done = new Set<string>()

  constructor(world: World, mapping: MappingDefinition) {
    this.#world = world
    this.#mapping = mapping
    this.#source = recordSourceOf(world, mapping.sourceArn)
  }

  wake(): void {
    if (!mayPoll(this.#world, this.#mapping)) return
    const shards = this.#source?.shards(this.#mapping.sourceArn) ?? []
    for (const shard of shards) {
      const isReady = shard.parents.every((id) => this.#isDone(shards.find((one) => one.id === id)))
      if (!isReady) continue
      for (const lane of this.#lanesOf(shard)) lane.wake()
    }
  }

  stop(): void {
    for (const lanes of this.#lanes.values()) for (const lane of lanes) lane.stop()
    this.#lanes.clear()
  }

  /** Whether every record of a shard is done with. A shard that is gone is. */
  #isDone(shard: SourceShard | undefined): boolean {
    if (!shard) return true
    const numbers = progressOf(this.#world, this.#mapping, shard)
    return shard.isClosed && numbers.every((number) => number >= shard.next)
  }

  /** Lets the children of a shard begin, once. */
  #drained(shardId: string): void {
    if (this.#done.has(shardId)) return
    const shard = this.#source?.shards(this.#mapping.sourceArn)?.find(({ id }) => id === shardId)
    if (!this.#isDone(shard)) return
    this.#done.add(shardId)
    this.wake()
  }

  #lanesOf(shard: SourceShard): readonly Lane[] {
    const known = this.#lanes.get(shard.id)
    const source = this.#source
    if (known || !source) return known ?? []
    const lanes = progressOf(this.#world, this.#mapping, shard).map(
      (from, index) =>
        new Lane({
          world: this.#world,
          mapping: this.#mapping,
          source,
          shardId: shard.id,
          index,
          from,
          onDrained: () => this.#drained(shard.id),
        }),
    )
    this.#lanes.set(shard.id, lanes)
    return lanes
  }
}

export const recordSourceOf = (world: World, streamArn: string): RecordSource | undefined =>
  world.ports.recordSource?.(parseArn(streamArn)?.service ?? '')

/**
 * The number of the next record for each lane of a shard. A shard that the mapping has not seen
 * begins with its oldest record: where the mapping begins elsewhere, `startAt` has noted it.
 */
function progressOf(
  world: World,
  { uuid, parallelizationFactor }: MappingDefinition,
  shard: SourceShard,
): readonly number[] {
  const { progress } = world.state(lambda).mappings
  const known = progress.get(progressKey(uuid, shard.id)) ?? []
  // After a change of the factor, keys belong to other lanes: all begin at the earliest number.
  const isSame = known.length === parallelizationFactor
  const earliest = Math.max(shard.oldest, Math.min(...known.filter(Number.isFinite)))
  return Array.from({ length: parallelizationFactor }, (_, index) => {
    if (known.length === 0) return shard.oldest
    return isSame ? Math.max(shard.oldest, known[index] ?? shard.oldest) : earliest
  })
}

/** Notes where a new mapping begins. */
export function startAt(world: World, mappings: MappingState, mapping: MappingDefinition): void {
  const { uuid, sourceArn, startingPosition, startingTimestamp, parallelizationFactor } = mapping
  if (startingPosition === 'TRIM_HORIZON') return
  const source = recordSourceOf(world, sourceArn)
  for (const { id, next } of source?.shards(sourceArn) ?? []) {
    const number =
      startingTimestamp === undefined ? next : source?.numberAt(sourceArn, id, startingTimestamp)
    const numbers = Array.from({ length: parallelizationFactor }, () => number ?? next)
    mappings.progress.set(progressKey(uuid, id), numbers)
  }
}

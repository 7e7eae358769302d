/**
 * Reads one shard of a stream for one mapping, in order, one batch at a time. With a
 * parallelization factor a shard has several lanes; each takes the records of its own keys.
 */
import type { RecordSource, SourceRecord } from '../../core/world/event-source-ports.ts'
import type { World } from '../../core/world/world.ts'
import type { MappingDefinition } from '../definition/mapping.ts'
import { roleOf } from '../definition/role.ts'
import { queueOf } from '../invoking/queue-of.ts'
import { lambda } from '../service.ts'
import type { MappingState } from '../state.ts'
import { countThatFits, isFull, withSourceArn, type StreamItem } from './batch.ts'
import { passes } from './filters.ts'
import { Steps } from './steps.ts'
import { StreamBatch, type BatchOwner } from './stream-batch.ts'
import { TumblingWindow } from './tumbling-window.ts'

/** The most and the fewest records read at once. AWS: API_streams_GetRecords.html, Limit. */
const READ_LIMIT = 1_000
const FEWEST_READ = 100

/** Where a lane stands: the mapping, the shard and which part of it. */
export interface LaneSettings {
  readonly world: World
  readonly mapping: MappingDefinition
  readonly source: RecordSource
  readonly shardId: string
  /** From 0. */
  readonly index: number
  /** The number of the first record to read. */
  readonly from: number
  /** Called when every record so far is done with. */
  onDrained(): void
}

export class Lane implements BatchOwner {
  readonly world: World
  readonly shardId: string
  readonly #settings: LaneSettings
  readonly #steps: Steps
  /** The number of the next record to read. */
  #next: number
  /** Records that were read and have passed the filters. */
  #items: StreamItem[] = []
  /** When the first of `#items` was read. */
  #since = 0
  /** What a batch was replaced by, before the records that follow it. */
  #parts: StreamBatch[] = []
  #window: TumblingWindow | undefined
  #isDelivering = false
  #mapping: MappingDefinition
  #hasEnded = false

  constructor(settings: LaneSettings) {
    this.#settings = settings
    this.world = settings.world
    this.#mapping = settings.mapping
    this.shardId = settings.shardId
    this.#next = settings.from
    const describe = (): string => {
      const { sourceArn, functionArn } = this.mapping
      return `a batch of ${sourceArn} for ${functionArn}`
    }
    this.#steps = new Steps(this.world, () => this.#step(), describe)
  }

  /** As it is now: an update counts from the next batch on. */
  get mapping(): MappingDefinition {
    const current = this.#mappings.definitions.get(this.#mapping.uuid)
    return current ? (this.#mapping = current) : { ...this.#mapping, enabled: false }
  }

  get isStopped(): boolean {
    // A template's mappings work in its forks.
    return this.#hasEnded || this.world.sealed || this.world.ended || !this.mapping.enabled
  }

  /** The shard may have new records. */
  wake(): void {
    if (!this.isStopped && !this.#isDelivering) this.#steps.soon()
  }

  stop(): void {
    this.#hasEnded = true
    this.#steps.cancelTimer()
    this.#steps.rest()
  }

  oldestNumber(): number {
    const { source, shardId } = this.#settings
    const shards = source.shards(this.mapping.sourceArn)
    return shards?.find(({ id }) => id === shardId)?.oldest ?? Infinity
  }

  finish(batch: StreamBatch, result: string): void {
    this.#isDelivering = false
    if (batch.isFinal) this.#window = undefined
    const { definitions, results } = this.#mappings
    const { uuid } = this.#mapping
    if (definitions.has(uuid)) results.set(uuid, result)
    this.#save()
    this.#step()
  }

  replace(parts: readonly StreamBatch[]): void {
    this.#isDelivering = false
    this.#parts.unshift(...parts)
    this.#save()
    this.#step()
  }

  putBack({ items, window, isFinal }: StreamBatch): void {
    this.replace([new StreamBatch(this, items, { window, isFinal })])
  }

  get #mappings(): MappingState {
    return this.world.state(lambda).mappings
  }

  /** Keeps how far this lane is, for forks, snapshots and a later start. */
  #save(): void {
    const { uuid } = this.#mapping
    if (this.#hasEnded || !this.#mappings.definitions.has(uuid)) return
    const next = this.#parts[0]?.items[0]?.number ?? this.#items[0]?.number ?? this.#next
    const key = progressKey(uuid, this.shardId)
    const { progress } = this.#mappings
    const numbers = [...(progress.get(key) ?? [])]
    numbers[this.#settings.index] = next
    progress.set(key, numbers)
  }

  #step(): void {
    if (this.#isDelivering) return
    if (this.isStopped) {
      this.#steps.rest()
      return
    }
    const batch = this.#parts.shift() ?? this.#nextBatch()
    if (batch) this.#deliver(batch)
    else if (!this.#steps.waitsFor) {
      this.#save()
      this.#steps.rest()
      this.#settings.onDrained()
    }
  }

  #deliver(batch: StreamBatch): void {
    this.#isDelivering = true
    this.#steps.cancelTimer()
    queueOf(this.world.state(lambda), this.world).deliver(batch)
    // From here on the delivery itself is work.
    this.#steps.rest()
  }

  /** Returns the next batch, or sets a timer if it is too early for one. */
  #nextBatch(): StreamBatch | undefined {
    this.#read()
    return this.mapping.tumblingWindowSeconds > 0 ? this.#nextOfWindow() : this.#cut(this.#items)
  }

  #nextOfWindow(): StreamBatch | undefined {
    const [first] = this.#items
    const length = this.mapping.tumblingWindowSeconds * 1_000
    if (first) this.#window ??= new TumblingWindow(first, length)
    const window = this.#window
    if (!window) return undefined
    const { end } = window
    const inWindow = this.#items.filter(({ at }) => at < end)
    if (inWindow.length > 0 && !window.isTooLarge) return this.#cut(inWindow, window)
    const left = end - this.world.clock.now()
    if (inWindow.length > 0 || this.#items.length > 0 || left <= 0) {
      return new StreamBatch(this, [], { window, isFinal: true, cause: window.cause })
    }
    this.#waitFor(left)
    return undefined
  }

  /** Takes a batch from the first of the records, unless it should wait for more. */
  #cut(items: readonly StreamItem[], window?: TumblingWindow): StreamBatch | undefined {
    if (items.length === 0) return undefined
    const { batchSize, windowSeconds } = this.mapping
    const left = this.#since + windowSeconds * 1_000 - this.world.clock.now()
    if (left > 0 && windowSeconds > 0 && !isFull(items, batchSize)) {
      this.#waitFor(left)
      return undefined
    }
    const taken = this.#items.splice(0, countThatFits(items, batchSize))
    this.#since = this.world.clock.now()
    const [first] = taken
    if (window && first) window.cause = first.cause
    return new StreamBatch(this, taken, { window })
  }

  #waitFor(milliseconds: number): void {
    if (!this.#steps.waitsFor) this.#steps.after(milliseconds, 'work')
  }

  /** Reads until a batch is full or the shard has no more. */
  #read(): void {
    const { mapping } = this
    const { source, shardId } = this.#settings
    const limit = Math.min(Math.max(mapping.batchSize, FEWEST_READ), READ_LIMIT)
    while (this.#items.length < mapping.batchSize) {
      const records = source.read(mapping.sourceArn, shardId, this.#next, limit)
      const last = records.at(-1)
      if (!last) return
      if (this.#items.length === 0) this.#since = this.world.clock.now()
      for (const record of records) {
        if (this.#takes(mapping, record)) this.#items.push(this.#toItem(mapping, record))
      }
      this.#next = last.number + 1
    }
  }

  #takes(mapping: MappingDefinition, record: SourceRecord): boolean {
    const { parallelizationFactor: factor } = mapping
    if (factor > 1 && hash(record.partitionKey) % factor !== this.#settings.index) return false
    return mapping.filters.length === 0 || passes(mapping, record.body)
  }

  #toItem(mapping: MappingDefinition, record: SourceRecord): StreamItem {
    const { number, sequenceNumber, at, cause, bodyText } = record
    const text = withSourceArn(
      bodyText ?? JSON.stringify(this.#withRole(record.body)),
      mapping.sourceArn,
    )
    return { number, sequenceNumber, at, cause, text }
  }

  /** Recorded: esm-kin-ok-001: `invokeIdentityArn` comes before the region. */
  #withRole(body: object): object {
    const { definitions } = this.world.state(lambda)
    const [name = ''] = this.mapping.target.split(':')
    const code = definitions.get(name)?.latest ?? { name, shown: {} }
    const invokeIdentityArn = roleOf(this.world.options, code)
    const { awsRegion, ...rest } = body as Readonly<Record<string, unknown>>
    return { ...rest, invokeIdentityArn, awsRegion }
  }
}

export const progressKey = (uuid: string, shardId: string): string => `${uuid} ${shardId}`

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value ^ (value >>> 15)) >>> 0
}

/** `KinesisStream`, the handle of a stream. */
import { nameOf, shownValue } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { missingResource } from '../core/handles/look-up.ts'
import { mapSource } from '../core/handles/map-source.ts'
import { planFault } from '../core/handles/planned-faults.ts'
import { homeOf, worldOf, writableWorldOf } from '../core/handles/resource-handle.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../core/handles/service-handle.ts'
import { checkFaultOptions, FAULT_OPTIONS } from '../core/planned/fault-options.ts'
import type { FaultOptions } from '../core/planned/faults.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { EventSourceMapping, StreamMappingOptions } from '../core/world/event-source-ports.ts'
import type { FunctionReference } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { kinesis } from './service.ts'
import { newStream, replaceStream, type Stream } from './state.ts'
import { nameInArn, STREAM_ARN } from './stream-arn.ts'
import {
  countRecords,
  newestRecord,
  viewRecords,
  viewShards,
  type StreamRecord,
  type StreamShard,
} from './stream-view.ts'

const OPERATIONS = [
  'PutRecord',
  'PutRecords',
  'GetRecords',
  'GetShardIterator',
  'ListShards',
  'DescribeStream',
  'DescribeStreamSummary',
  'DeleteStream',
  'SplitShard',
  'MergeShards',
  'UpdateShardCount',
  'UpdateStreamMode',
  'IncreaseStreamRetentionPeriod',
  'DecreaseStreamRetentionPeriod',
] as const

/** The operations that a test can make fail on a stream. */
export type StreamOperation = (typeof OPERATIONS)[number]

const STREAM: ServiceHandleDescription = {
  kind: 'stream',
  noun: 'a stream',
  arn: STREAM_ARN,
  service: 'kinesis',
  operations: OPERATIONS,
  open: (world, { name }) => new KinesisStream(world, name),
}

/** Options of `put`. */
export interface PutOptions {
  /** Chooses the shard in place of the partition key's hash: a decimal number below 2^128. */
  readonly explicitHashKey?: string
}

/**
 * A handle of a Kinesis data stream. It refers to the stream in its own region or, where one runs,
 * in the nearest fork of that region.
 *
 * @example
 * const clicks = createStream('clicks', { shards: 2 })
 * clicks.put({ page: '/' }, 'ann')
 * clicks.records[0].json // { page: '/' }
 */
export class KinesisStream extends ServiceHandle<StreamOperation> {
  /** Made by `createStream`, `region.createStream` and `region.stream`. */
  constructor(home: World, name: string) {
    super(STREAM, home, name)
  }

  /**
   * Puts a record: text and bytes as they are, any other value as JSON text.
   *
   * @throws the error that AWS's PutRecord would answer
   */
  put(data: unknown, partitionKey: string, options: PutOptions = {}): StreamRecord {
    const world = writableWorldOf(this)
    const { explicitHashKey } = options
    const { ShardId } = world.callSync({
      service: kinesis.id,
      operation: 'PutRecord',
      input: {
        StreamName: this.#existing(world).name,
        Data: toBytes(data, this.name),
        PartitionKey: partitionKey,
        ...(explicitHashKey !== undefined && { ExplicitHashKey: explicitHashKey }),
      },
      source: 'service',
    }) as { readonly ShardId: string }
    return newestRecord(this.#existing(world), ShardId)
  }

  /**
   * Invokes a function with the stream's records: an event source mapping.
   *
   * @throws MisuseError for options that Lambda does not accept
   * @example
   * clicks.on('records', count, { batchSize: 10 })
   * clicks.put({ page: '/' }, 'ann')
   * await region.idle()
   */
  on(
    event: 'records',
    target: FunctionReference | string,
    options: StreamMappingOptions = {},
  ): EventSourceMapping {
    const world = writableWorldOf(this)
    const { name } = this.#existing(world)
    const sourceArn = (): string => this.arn
    return mapSource(world, { name, known: 'records', event, sourceArn, target, options })
  }

  /** The records of all shards that the stream still keeps, in the order of their arrival. */
  get records(): readonly StreamRecord[] {
    const world = worldOf(this)
    return viewRecords(this.#existing(world), world.clock.now())
  }

  /** The number of its records. */
  get size(): number {
    const world = worldOf(this)
    return countRecords(this.#existing(world), world.clock.now())
  }

  /** Its shards: the open ones, and closed ones with records that it still keeps. */
  get shards(): readonly StreamShard[] {
    const world = worldOf(this)
    return viewShards(this.#existing(world), world.clock.now())
  }

  /** Removes every record, and undoes changes of its shards and settings. Leaves no record. */
  clear(): void {
    const world = writableWorldOf(this)
    const state = world.state(kinesis)
    const { name, declared, generation } = this.#existing(world)
    const fresh = newStream(state, world, name, declared.settings, declared.shards)
    replaceStream(state, { ...fresh, generation })
  }

  /**
   * Makes a `PutRecords` call, by default the next one, fail for its last `count` records with
   * ProvisionedThroughputExceededException.
   */
  unprocessed(count: number, options: FaultOptions = {}): void {
    const caller = `${this.name}.unprocessed`
    checkFaultOptions(options, caller, FAULT_OPTIONS)
    if (!Number.isInteger(count) || count < 1) {
      throw new MisuseError(`${caller} received ${shownValue(count)}.`, 'a whole number from 1')
    }
    const target = { name: this.name, home: homeOf(this) }
    const fault = { caller, operation: 'PutRecords', options }
    planFault(STREAM, target, { type: 'unprocessed', count }, fault)
  }

  #existing(world: World): Stream {
    const { streams } = world.state(kinesis)
    const stream = streams.get(this.name)
    if (!stream) throw missingResource(STREAM.noun, this.name, streams.keys())
    return stream
  }
}

function toBytes(data: unknown, name: string): Uint8Array {
  if (data instanceof Uint8Array) return data
  if (typeof data === 'string') return Buffer.from(data)
  const text: unknown = JSON.stringify(data)
  if (typeof text === 'string') return Buffer.from(text)
  throw new MisuseError(`${name}.put() received ${nameOf(data)}.`, 'text, bytes or a JSON value')
}

/**
 * Returns the handle of a stream by name or ARN: `region.stream(name)`.
 *
 * @throws MisuseError when the stream does not exist
 */
export function streamHandle(home: World, nameOrArn: string): KinesisStream {
  if (typeof nameOrArn !== 'string') {
    const saw = `region.stream() received ${nameOf(nameOrArn)}.`
    throw new MisuseError(saw, "a stream's name or ARN")
  }
  const { streams } = resolveWorld(home).state(kinesis)
  const name = nameInArn(nameOrArn)
  if (!streams.has(name)) throw missingResource(STREAM.noun, nameOrArn, streams.keys())
  return new KinesisStream(home, name)
}

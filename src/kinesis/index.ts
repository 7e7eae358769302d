/**
 * Kinesis Data Streams: shards, records, iterators, resharding, retention on the clock.
 * Simulates every operation of producers and polling consumers, and of the streams' settings.
 * Does not simulate enhanced fan-out, throughput limits, resource policies, channels, records over
 * 1 MiB.
 * State: `KinesisState` (streams with their shards' logs).
 */
export { room } from './room.ts'
export type { KinesisState, StreamMode } from './state.ts'
export { KinesisStream, streamHandle, type PutOptions, type StreamOperation } from './handle.ts'
export type { StreamRecord, StreamShard } from './stream-view.ts'
export { createStream, createStreamIn, type StreamOptions } from './create-stream.ts'
export { dataStreams } from './data-streams.ts'
export { recordSource, toEventRecord } from './record-source.ts'
export { printSequenceNumber } from './shards/sequence-number.ts'

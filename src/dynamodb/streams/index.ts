/**
 * DynamoDB Streams. Simulated: its four operations on the streams of this room's tables, one shard a stream.
 * Not simulated: shards that split or roll over.
 * Records live in the tables' logs (stream-log.ts); this service has no state of its own.
 */
import type { Operation, ServiceRoom } from '../../core/world.ts'
import { parseArn } from '../../core/arn.ts'
import { runDueMaintenance } from '../state/maintenance.ts'
import { describeStream } from './operations/describe-stream.ts'
import { getRecords } from './operations/get-records.ts'
import { getShardIterator } from './operations/get-shard-iterator.ts'
import { listStreams } from './operations/list-streams.ts'
import { stateIn } from '../state/state.ts'

const operations: readonly Operation<undefined>[] = [
  describeStream,
  getRecords,
  getShardIterator,
  listStreams,
].map((operation: Operation): Operation<undefined> => ({
  ...operation,
  run(state, input, context) {
    runDueMaintenance(stateIn(context.world), context.world)
    return operation.run(state, input, context) as unknown
  },
}))

interface AboutStream {
  readonly TableName?: unknown
  readonly StreamArn?: unknown
  readonly ShardIterator?: unknown
}

export const room: ServiceRoom<undefined> = {
  operations: Object.fromEntries(operations.map((operation) => [operation.name, operation])),
  resourceOf(_operation, input: AboutStream | undefined) {
    const about = input?.TableName ?? input?.StreamArn ?? input?.ShardIterator
    if (typeof about !== 'string') return undefined
    const [arn = about] = about.split('|', 1)
    return parseArn(arn)?.resource.split('/')[1] ?? about
  },
  createState: () => undefined,
  forkState: () => undefined,
  resetState() {},
}

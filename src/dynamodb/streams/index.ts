/**
 * DynamoDB Streams.
 * Simulates: the four operations, on the streams of DynamoDB's tables, with one shard per stream.
 * Does not simulate: shards that split or roll over.
 * State: none. Records are in the tables' logs (storage/stream-log.ts).
 */
import type { Operation, ServiceRoom } from '../../core/world/world.ts'
import { parseArn } from '../../core/arn.ts'
import { errorStatusesOf } from '../../model/error-statuses.ts'
import { STREAMS_ERRORS } from '../api/errors-model.ts'
import { runDueMaintenance } from '../state/due-maintenance.ts'
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
  access: (input: AboutStream) => [
    { action: `dynamodb:${operation.name}`, resource: streamArnIn(input) ?? '*' },
  ],
  run(state, input, context) {
    runDueMaintenance(stateIn(context.world), context.world)
    const output: unknown = operation.run(state, input, context)
    return output
  },
}))

interface AboutStream {
  readonly TableName?: unknown
  readonly StreamArn?: unknown
  readonly ShardIterator?: unknown
}

/** The stream of a request. A shard iterator begins with its ARN. */
function streamArnIn({ StreamArn, ShardIterator }: AboutStream): string | undefined {
  const about = StreamArn ?? ShardIterator
  return typeof about === 'string' ? about.split('|', 1)[0] : undefined
}

export const room: ServiceRoom<undefined> = {
  operations: Object.fromEntries(operations.map((operation) => [operation.name, operation])),
  get errors() {
    return errorStatusesOf(STREAMS_ERRORS)
  },
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

/** Puts records for other services: DynamoDB's streaming destinations. */
import { parseArnOf } from '../core/resources/arn-form.ts'
import type { DataStreams } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { append, hashKeyOfEntry, shardOf } from './operations/records/append.ts'
import { wakeReaders } from './operations/streams/named-stream.ts'
import { kinesis } from './service.ts'
import { forWriting, type Stream } from './state.ts'
import { STREAM_ARN } from './stream-arn.ts'

export function dataStreams(world: World): DataStreams {
  const streamOf = (arn: string): Stream | undefined => {
    const name = parseArnOf(STREAM_ARN, arn)?.name
    return name === undefined ? undefined : world.state(kinesis).streams.get(name)
  }
  return {
    has: (arn) => streamOf(arn) !== undefined,
    put(arn, { data, partitionKey, cause }) {
      const found = streamOf(arn)
      if (!found) return
      const state = world.state(kinesis)
      const stream = forWriting(state, found)
      const Data = typeof data === 'string' ? Buffer.from(data) : data
      const entry = { Data, PartitionKey: partitionKey }
      const shard = shardOf(stream, hashKeyOfEntry(entry))
      append(state, stream, shard, entry, { now: world.clock.now(), causedBy: cause })
      wakeReaders(stream.name, world)
    },
  }
}

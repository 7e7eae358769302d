import type { Operation } from '../../../core/world/world.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import { trimmedAccess } from '../errors.ts'
import { checkShard, findStream } from '../find-stream.ts'
import { describeRecord } from '../../storage/describe-record.ts'
import { parseIterator, printIterator } from '../shard-iterator.ts'
import { oldestNumber, recordsFrom } from '../../storage/stream-log.ts'

interface Input {
  readonly ShardIterator: string
  readonly Limit?: number
}

const checkConstraints = constraintsFor('GetRecords')
// AWS: API_streams_GetRecords.html
const MOST_RECORDS = 1000
const MOST_BYTES = 1024 * 1024

export const getRecords: Operation<unknown, Input> = {
  name: 'GetRecords',
  parse: parserOf('GetRecords'),
  run(_state, input, { world }) {
    checkConstraints(input)
    const now = world.clock.now()
    const iterator = parseIterator(input.ShardIterator, now)
    const log = findStream(world, iterator.streamArn)
    checkShard(log, iterator.shardId)
    if (iterator.next < oldestNumber(log, now)) throw trimmedAccess()

    const limit = Math.min(input.Limit ?? MOST_RECORDS, MOST_RECORDS)
    const shown: object[] = []
    let next = iterator.next
    let bytes = 0
    for (const record of recordsFrom(log, iterator.next, now, limit)) {
      const description = describeRecord(log, record, world)
      bytes += description.dynamodb.SizeBytes
      if (bytes > MOST_BYTES && shown.length > 0) break
      shown.push(description)
      next = record.number + 1
    }
    // AWS: the end of a closed shard has no next iterator.
    const ends = log.closedAt !== undefined && next > log.count
    return {
      Records: shown,
      ...(!ends && { NextShardIterator: printIterator({ ...iterator, next, issuedAt: now }) }),
    }
  },
}

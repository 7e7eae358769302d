import type { Operation } from '../../../core/world/world.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import { validation } from '../../errors.ts'
import { trimmedAccess } from '../errors.ts'
import { checkShard, findStream } from '../find-stream.ts'
import { printIterator } from '../shard-iterator.ts'
import { numberOf, oldestNumber, type StreamLog } from '../../storage/stream-log.ts'

interface Input {
  readonly StreamArn: string
  readonly ShardId: string
  readonly ShardIteratorType:
    'TRIM_HORIZON' | 'LATEST' | 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER'
  readonly SequenceNumber?: string
}

const checkConstraints = constraintsFor('GetShardIterator')

// AWS: API_streams_GetShardIterator.html
export const getShardIterator: Operation<unknown, Input> = {
  name: 'GetShardIterator',
  parse: parserOf('GetShardIterator'),
  run(_state, input, { world }) {
    checkConstraints(input)
    checkSequenceNumber(input)
    const log = findStream(world, input.StreamArn)
    checkShard(log, input.ShardId)
    const now = world.clock.now()
    return {
      ShardIterator: printIterator({
        streamArn: log.arn,
        shardId: input.ShardId,
        next: startOf(log, input, now),
        issuedAt: now,
      }),
    }
  },
}

// Unverified: the wordings.
function checkSequenceNumber({ ShardIteratorType: type, SequenceNumber }: Input): void {
  const needed = type.endsWith('SEQUENCE_NUMBER')
  if (needed && SequenceNumber === undefined) {
    throw validation(
      `The SequenceNumber parameter is required but was not present in the request when ShardIteratorType is ${type}`,
    )
  }
  if (!needed && SequenceNumber !== undefined) {
    throw validation(
      `The SequenceNumber parameter must not be specified when ShardIteratorType is ${type}`,
    )
  }
}

function startOf(log: StreamLog, input: Input, now: number): number {
  const oldest = oldestNumber(log, now)
  switch (input.ShardIteratorType) {
    case 'TRIM_HORIZON':
      return oldest
    case 'LATEST':
      return log.count + 1
    default: {
      const number = numberOf(input.SequenceNumber ?? '')
      if (number === undefined || number > Math.max(log.count, 1)) {
        throw validation(
          `Invalid SequenceNumber ${input.SequenceNumber} for the shard ${input.ShardId}`,
        )
      }
      if (number < oldest) throw trimmedAccess()
      return input.ShardIteratorType === 'AT_SEQUENCE_NUMBER' ? number : number + 1
    }
  }
}

import type { Operation } from '../../../core/world/world.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import { stateIn } from '../../state/state.ts'
import { checkStreamArn } from '../find-stream.ts'
import { streamsOf } from '../switch-stream.ts'

interface Input {
  readonly TableName?: string
  readonly Limit?: number
  readonly ExclusiveStartStreamArn?: string
}

const checkConstraints = constraintsFor('ListStreams')
const MOST = 100

// AWS: API_streams_ListStreams.html; streams of deleted tables stay listed for a day.
export const listStreams: Operation<unknown, Input> = {
  name: 'ListStreams',
  parse: parserOf('ListStreams'),
  run(_state, input, { world }) {
    checkConstraints(input)
    const { TableName: table, Limit: limit = MOST, ExclusiveStartStreamArn: start } = input
    // AWS, as observed by peers in October 2026: a malformed start is refused.
    // Unverified: the wording, and that the stream of a start need not exist.
    if (start !== undefined) checkStreamArn(start)
    const streams = streamsOf(stateIn(world), world.clock.now())
      .filter(({ tableName }) => table === undefined || tableName === table)
      .filter(({ arn }) => start === undefined || arn > start)
    const page = streams.slice(0, limit)
    const last = streams.length > limit ? page.at(-1) : undefined
    return {
      Streams: page.map(({ arn, tableName, label }) => ({
        StreamArn: arn,
        TableName: tableName,
        StreamLabel: label,
      })),
      ...(last && { LastEvaluatedStreamArn: last.arn }),
    }
  },
}

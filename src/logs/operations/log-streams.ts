/** CreateLogStream and DeleteLogStream. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { streamExists } from '../errors.ts'
import { findGroup, findStream, streamsOf } from '../groups/find.ts'
import { hideRuns } from '../groups/function-lines.ts'
import { forWriting, streamForWriting, type LogsState } from '../state.ts'
import { accessToGroup, accessToStream } from './access.ts'

interface StreamInput {
  readonly logGroupName: string
  readonly logStreamName: string
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const createLogStream: Operation<
  LogsState,
  StreamInput,
  Record<never, never>
> = defineOperation({
  name: 'CreateLogStream',
  handles: ['logGroupName', 'logStreamName'],
  access: accessToGroup('logs:CreateLogStream'),
  run(state, { logGroupName, logStreamName }, { world }) {
    const group = findGroup(state, world, logGroupName)
    if (streamsOf(state, world, group).some(({ name }) => name === logStreamName)) {
      throw streamExists()
    }
    streamForWriting(state, forWriting(state, group), logStreamName, world.clock.now())
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export const deleteLogStream: Operation<
  LogsState,
  StreamInput,
  Record<never, never>
> = defineOperation({
  name: 'DeleteLogStream',
  handles: ['logGroupName', 'logStreamName'],
  access: accessToStream('logs:DeleteLogStream'),
  run(state, { logGroupName, logStreamName }, { world }) {
    const group = findGroup(state, world, logGroupName)
    findStream(state, world, group, logStreamName)
    hideRuns(state, world, logGroupName, logStreamName)
    forWriting(state, group).streams.delete(logStreamName)
    return {}
  },
})

import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { pageOfEvents } from '../events/page.ts'
import { findGroup, findStream, groupNameOf, type GroupInput } from '../groups/find.ts'
import { MOST_EVENTS } from '../limits.ts'
import type { LogsState } from '../state.ts'
import { accessToStream } from './access.ts'

interface Input extends GroupInput {
  readonly logStreamName: string
  readonly startTime?: number
  readonly endTime?: number
  readonly nextToken?: string
  readonly limit?: number
  readonly startFromHead?: boolean
  readonly unmask?: boolean
}

interface OutputEvent {
  readonly timestamp: number
  readonly message: string
  readonly ingestionTime: number
}

interface Output {
  readonly events: readonly OutputEvent[]
  readonly nextForwardToken: string
  readonly nextBackwardToken: string
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export const getLogEvents: Operation<LogsState, Input, Output> = defineOperation({
  name: 'GetLogEvents',
  // Nothing is masked here, so that `unmask` changes nothing.
  handles: [
    'logGroupName',
    'logGroupIdentifier',
    'logStreamName',
    'startTime',
    'endTime',
    'nextToken',
    'limit',
    'startFromHead',
    'unmask',
  ],
  access: accessToStream('logs:GetLogEvents'),
  run(state, input, { world }) {
    const { logStreamName, startTime = 0, endTime = Infinity, limit = MOST_EVENTS } = input
    const group = findGroup(state, world, groupNameOf(input))
    const stream = findStream(state, world, group, logStreamName)
    const events = stream.events.filter(
      ({ timestamp }) => timestamp >= startTime && timestamp < endTime,
    )
    const page = pageOfEvents(events, {
      token: input.nextToken,
      limit,
      startFromHead: input.startFromHead === true,
    })
    return {
      events: page.events.map(({ timestamp, message, ingestedAt }) => ({
        timestamp,
        message,
        ingestionTime: ingestedAt,
      })),
      nextForwardToken: page.nextForwardToken,
      nextBackwardToken: page.nextBackwardToken,
    }
  },
})

import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { appendEvents } from '../events/append.ts'
import {
  acceptedOf,
  checkBatch,
  type InputEvent,
  type RejectedEvents,
} from '../events/check-batch.ts'
import { findGroup, findStream } from '../groups/find.ts'
import type { LogsState } from '../state.ts'
import { accessToStream } from './access.ts'
import { SEQUENCE_TOKEN } from './describe-log-streams.ts'

interface Input {
  readonly logGroupName: string
  readonly logStreamName: string
  readonly logEvents: readonly InputEvent[]
  readonly sequenceToken?: string
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const putLogEvents: Operation<
  LogsState,
  Input,
  { readonly nextSequenceToken: string; readonly rejectedLogEventsInfo?: RejectedEvents }
> = defineOperation({
  name: 'PutLogEvents',
  handles: ['logGroupName', 'logStreamName', 'logEvents', 'sequenceToken', 'entity'],
  access: accessToStream('logs:PutLogEvents'),
  run(state, { logGroupName, logStreamName, logEvents }, { world, record }) {
    const group = findGroup(state, world, logGroupName)
    if (!group.streams.has(logStreamName)) findStream(state, world, group, logStreamName)
    checkBatch(logEvents)
    const { accepted, rejected } = acceptedOf(world, group, logEvents)
    if (accepted.length > 0) {
      const written = { stream: logStreamName, events: accepted, cause: record }
      appendEvents(state, world, group, written)
    }
    return {
      nextSequenceToken: SEQUENCE_TOKEN,
      ...(rejected && { rejectedLogEventsInfo: rejected }),
    }
  },
})

import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { invalidParameter, noSuchArn } from '../../errors.ts'
import { nameInArn } from '../../queues/names.ts'
import type { MoveTask } from '../../queues/move-task.ts'
import { createTaskHandle } from '../../redriving/task-handle.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly SourceArn: string
  readonly MaxResults?: number
}

interface Output {
  readonly Results: readonly Readonly<Record<string, unknown>>[]
}

// AWS: API_ListMessageMoveTasks.html: the newest 10, one by default.
const MAX_TASKS = 10

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const listMessageMoveTasks: Operation<SqsState, Input, Output> = defineOperation({
  name: 'ListMessageMoveTasks',
  handles: ['SourceArn', 'MaxResults'],
  access: ({ SourceArn }) => [{ action: 'sqs:ListMessageMoveTasks', resource: SourceArn }],
  run({ queues, tasks }, { SourceArn, MaxResults = 1 }, { world }) {
    if (!(MaxResults >= 1 && MaxResults <= MAX_TASKS)) {
      // Unverified: the wording.
      const range = `Must be between 1 and ${MAX_TASKS}, if provided.`
      throw invalidParameter(MaxResults, 'MaxResults', range)
    }
    if (!queues.has(nameInArn(world.options, SourceArn) ?? '')) throw noSuchArn('SourceArn')
    const own = tasks.filter(({ sourceArn }) => sourceArn === SourceArn)
    return { Results: own.slice(0, MaxResults).map(describe) }
  },
})

/** Recorded: test_move_message_tasks: members without a value are absent. */
const describe = (task: MoveTask): Record<string, unknown> => ({
  ...(task.status === 'RUNNING' && { TaskHandle: createTaskHandle(task) }),
  Status: task.status,
  SourceArn: task.sourceArn,
  ...(task.destinationArn !== undefined && { DestinationArn: task.destinationArn }),
  ...(task.perSecond !== undefined && { MaxNumberOfMessagesPerSecond: task.perSecond }),
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.toMove,
  ...(task.failureReason !== undefined && { FailureReason: task.failureReason }),
  StartedTimestamp: task.startedAt,
})

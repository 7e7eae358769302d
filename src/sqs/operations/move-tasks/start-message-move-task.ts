import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { invalidParameter, invalidValue, noSuchArn } from '../../errors.ts'
import { nameInArn } from '../../queues/names.ts'
import { sourcesOf } from '../../queues/redrive.ts'
import type { MoveTask } from '../../queues/move-task.ts'
import { startMoveTask } from '../../redriving/move-tasks.ts'
import { createTaskHandle } from '../../redriving/task-handle.ts'
import { openQueue, type SqsState } from '../../state.ts'

interface Input {
  readonly SourceArn: string
  readonly DestinationArn?: string
  readonly MaxNumberOfMessagesPerSecond?: number
}

const MAX_PER_SECOND = 500

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const startMessageMoveTask: Operation<SqsState, Input, { readonly TaskHandle: string }> =
  defineOperation({
    name: 'StartMessageMoveTask',
    handles: ['SourceArn', 'DestinationArn', 'MaxNumberOfMessagesPerSecond'],
    access: ({ SourceArn }) => [{ action: 'sqs:StartMessageMoveTask', resource: SourceArn }],
    run(state, input, { world }) {
      const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: perSecond } = input
      const name = nameInArn(world.options, SourceArn)
      const source = name === undefined ? undefined : openQueue(state, world, name)
      if (!source || name === undefined) throw noSuchArn('SourceArn')
      // Recorded: sqs-move-1, sqs-move-2.
      if (sourcesOf(state.queues, world.options, name).length === 0) {
        throw invalidValue('Source queue must be configured as a Dead Letter Queue.')
      }
      const target = DestinationArn && nameInArn(world.options, DestinationArn)
      if (DestinationArn !== undefined && !state.queues.has(target ?? '')) {
        throw noSuchArn('DestinationArn')
      }
      if (perSecond !== undefined && !(perSecond >= 1 && perSecond <= MAX_PER_SECOND)) {
        // Unverified: the wording.
        const range = `Must be between 1 and ${MAX_PER_SECOND}, if provided.`
        throw invalidParameter(perSecond, 'MaxNumberOfMessagesPerSecond', range)
      }
      // Recorded: test_move_message_tasks, a second task.
      if (state.tasks.some((task) => task.sourceArn === SourceArn && task.status === 'RUNNING')) {
        throw invalidValue(
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        )
      }
      const task: MoveTask = {
        id: world.ids.uuid('move task'),
        sourceArn: SourceArn,
        destinationArn: DestinationArn,
        perSecond,
        startedAt: Math.floor(world.clock.now()),
        toMove: source.store.size,
        lastNumber: source.store.nextNumber - 1,
        moved: 0,
        status: 'RUNNING',
        failureReason: undefined,
        stop: undefined,
      }
      state.tasks.unshift(task)
      startMoveTask(state, world, task)
      return { TaskHandle: createTaskHandle(task) }
    },
  })

import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { noSuchArn, noSuchTask } from '../../errors.ts'
import { nameInArn } from '../../queues/names.ts'
import { parseTaskHandle } from '../../redriving/task-handle.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly TaskHandle: string
}

interface Output {
  readonly ApproximateNumberOfMessagesMoved: number
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html */
export const cancelMessageMoveTask: Operation<SqsState, Input, Output> = defineOperation({
  name: 'CancelMessageMoveTask',
  handles: ['TaskHandle'],
  access: () => [{ action: 'sqs:CancelMessageMoveTask', resource: '*' }],
  run({ queues, tasks }, { TaskHandle }, { world }) {
    const { taskId, sourceArn } = parseTaskHandle(TaskHandle)
    // Recorded: test_move_task_cancel, a wrong source and a wrong id.
    if (!queues.has(nameInArn(world.options, sourceArn) ?? '')) throw noSuchArn('SourceArn')
    const task = tasks.find(({ id }) => id === taskId)
    if (!task?.stop) throw noSuchTask()
    task.stop()
    return { ApproximateNumberOfMessagesMoved: task.moved }
  },
})

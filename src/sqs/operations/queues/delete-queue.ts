import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
export const deleteQueue: Operation<SqsState, Input, undefined> = defineOperation({
  name: 'DeleteQueue',
  handles: ['QueueUrl'],
  access: onQueue('DeleteQueue'),
  run(own, { QueueUrl }: Input, context) {
    // Unverified: that a queue is gone at once. AWS: it takes up to 60 seconds.
    const { state, world, queue } = openByUrl(own, context.world, QueueUrl)
    const { name } = queue.definition
    state.queues.delete(name)
    state.deletions.set(name, world.clock.now())
    return undefined
  },
})

import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { purgeInProgress } from '../../errors.ts'
import { COOL_DOWN_MS } from '../../limits.ts'
import { purge } from '../../queues/queue.ts'
import { timeIn, type SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
export const purgeQueue: Operation<SqsState, Input, undefined> = defineOperation({
  name: 'PurgeQueue',
  handles: ['QueueUrl'],
  access: onQueue('PurgeQueue'),
  run(state, { QueueUrl }: Input, context) {
    const { queue, world } = openByUrl(state, context.world, QueueUrl)
    const now = timeIn(queue, world)
    if (queue.purgedAt !== undefined && now - queue.purgedAt < COOL_DOWN_MS) {
      throw purgeInProgress(queue.definition.name)
    }
    purge(queue)
    queue.purgedAt = now
    return undefined
  },
})

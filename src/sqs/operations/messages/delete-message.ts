import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { announce } from '../../announce.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { deleteByHandle } from '../../receiving/receipts.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
  readonly ReceiptHandle: string
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export const deleteMessage: Operation<SqsState, Input, undefined> = defineOperation({
  name: 'DeleteMessage',
  handles: ['QueueUrl', 'ReceiptHandle'],
  access: onQueue('DeleteMessage'),
  run(own, { QueueUrl, ReceiptHandle }: Input, context) {
    const { state, world, queue } = openByUrl(own, context.world, QueueUrl)
    deleteByHandle(queue, ReceiptHandle)
    // Recorded: test_fifo_message_group_visibility_after_delete: the group's next messages.
    if (queue.definition.isFifo) announce(state, world, queue.definition.name)
    return undefined
  },
})

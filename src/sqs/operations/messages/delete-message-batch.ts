import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { announce } from '../../announce.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { deleteByHandle } from '../../receiving/receipts.ts'
import type { SqsState } from '../../state.ts'
import { checkEntries, runEntries, type BatchAnswer, type BatchEntry } from './batch.ts'

interface Input {
  readonly QueueUrl: string
  readonly Entries: readonly (BatchEntry & { readonly ReceiptHandle: string })[]
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export const deleteMessageBatch: Operation<SqsState, Input, BatchAnswer<object>> = defineOperation({
  name: 'DeleteMessageBatch',
  handles: ['QueueUrl', 'Entries'],
  access: onQueue('DeleteMessage'),
  run(own, { QueueUrl, Entries }: Input, context) {
    const { state, world, queue } = openByUrl(own, context.world, QueueUrl)
    checkEntries(Entries, 'DeleteMessageBatch')
    const answer = runEntries(Entries, ({ ReceiptHandle }) => {
      deleteByHandle(queue, ReceiptHandle)
      return {}
    })
    if (queue.definition.isFifo) announce(state, world, queue.definition.name)
    return answer
  },
})

import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { announce } from '../../announce.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { missingParameter } from '../../errors.ts'
import { changeVisibility } from '../../receiving/receipts.ts'
import type { SqsState } from '../../state.ts'
import { checkEntries, runEntries, type BatchAnswer, type BatchEntry } from './batch.ts'

interface Entry extends BatchEntry {
  readonly ReceiptHandle: string
  readonly VisibilityTimeout?: number
}

interface Input {
  readonly QueueUrl: string
  readonly Entries: readonly Entry[]
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export const changeMessageVisibilityBatch: Operation<
  SqsState,
  Input,
  BatchAnswer<object>
> = defineOperation({
  name: 'ChangeMessageVisibilityBatch',
  handles: ['QueueUrl', 'Entries'],
  access: onQueue('ChangeMessageVisibility'),
  run(own, { QueueUrl, Entries }: Input, context) {
    const { state, world, queue } = openByUrl(own, context.world, QueueUrl)
    checkEntries(Entries, 'ChangeMessageVisibilityBatch')
    const answer = runEntries(Entries, ({ ReceiptHandle, VisibilityTimeout }) => {
      // Unverified: that an entry without a timeout fails.
      if (VisibilityTimeout === undefined) throw missingParameter('VisibilityTimeout')
      changeVisibility(world, queue, ReceiptHandle, VisibilityTimeout)
      return {}
    })
    announce(state, world, queue.definition.name)
    return answer
  },
})

import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { announce } from '../../announce.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeVisibility } from '../../receiving/receipts.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
  readonly ReceiptHandle: string
  readonly VisibilityTimeout: number
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const changeMessageVisibility: Operation<SqsState, Input, undefined> = defineOperation({
  name: 'ChangeMessageVisibility',
  handles: ['QueueUrl', 'ReceiptHandle', 'VisibilityTimeout'],
  access: onQueue('ChangeMessageVisibility'),
  run(own, { QueueUrl, ReceiptHandle, VisibilityTimeout }: Input, context) {
    const { state, world, queue } = openByUrl(own, context.world, QueueUrl)
    changeVisibility(world, queue, ReceiptHandle, VisibilityTimeout)
    announce(state, world, queue.definition.name)
    return undefined
  },
})

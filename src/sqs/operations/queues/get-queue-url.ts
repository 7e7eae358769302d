import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { queueDoesNotExist } from '../../errors.ts'
import { arnOf, urlOf } from '../../queues/names.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueName: string
  readonly QueueOwnerAWSAccountId?: string
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl: Operation<SqsState, Input, { readonly QueueUrl: string }> =
  defineOperation({
    name: 'GetQueueUrl',
    handles: ['QueueName', 'QueueOwnerAWSAccountId'],
    access: ({ QueueName }, world) => [
      { action: 'sqs:GetQueueUrl', resource: arnOf(world.options, QueueName) },
    ],
    run({ queues }, { QueueName, QueueOwnerAWSAccountId: owner }, { world }) {
      const isForeign = owner !== undefined && owner !== world.options.accountId
      if (isForeign || !queues.has(QueueName)) throw queueDoesNotExist()
      return { QueueUrl: urlOf(world.options, QueueName) }
    },
  })

import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { urlOf } from '../../queues/names.ts'
import { listNames } from '../../queues/list-names.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueNamePrefix?: string
  readonly NextToken?: string
  readonly MaxResults?: number
}

interface Output {
  readonly QueueUrls?: readonly string[]
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export const listQueues: Operation<SqsState, Input, Output> = defineOperation({
  name: 'ListQueues',
  handles: ['QueueNamePrefix', 'NextToken', 'MaxResults'],
  access: () => [{ action: 'sqs:ListQueues', resource: '*' }],
  run({ queues }, { QueueNamePrefix = '', NextToken, MaxResults }, { world }) {
    const names = [...queues.keys()].filter((name) => name.startsWith(QueueNamePrefix))
    const { items, nextToken } = listNames(names, {
      world,
      operation: 'ListQueues',
      request: QueueNamePrefix,
      token: NextToken,
      most: MaxResults,
    })
    const QueueUrls = items.map((name) => urlOf(world.options, name))
    return {
      ...(QueueUrls.length > 0 && { QueueUrls }),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    }
  },
})

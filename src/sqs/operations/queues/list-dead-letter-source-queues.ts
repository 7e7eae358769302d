import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { listNames } from '../../queues/list-names.ts'
import { urlOf } from '../../queues/names.ts'
import { sourcesOf } from '../../queues/redrive.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
  readonly NextToken?: string
  readonly MaxResults?: number
}

interface Output {
  // Recorded: with a lower-case q.
  readonly queueUrls: readonly string[]
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export const listDeadLetterSourceQueues: Operation<SqsState, Input, Output> = defineOperation({
  name: 'ListDeadLetterSourceQueues',
  handles: ['QueueUrl', 'NextToken', 'MaxResults'],
  access: onQueue('ListDeadLetterSourceQueues'),
  run(own, { QueueUrl, NextToken, MaxResults }: Input, context) {
    const { state, world, queue } = openByUrl(own, context.world, QueueUrl)
    const { name } = queue.definition
    const { items, nextToken } = listNames(sourcesOf(state.queues, world.options, name), {
      world,
      operation: 'ListDeadLetterSourceQueues',
      request: name,
      token: NextToken,
      most: MaxResults,
    })
    return {
      queueUrls: items.map((source) => urlOf(world.options, source)),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    }
  },
})

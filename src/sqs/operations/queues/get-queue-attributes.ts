import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl, type OpenQueue } from '../../access.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { unknownAttribute } from '../../errors.ts'
import { isSettable } from '../../queues/attributes.ts'
import { arnOf } from '../../queues/names.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
  readonly AttributeNames?: readonly string[]
}

interface Output {
  readonly Attributes?: Readonly<Record<string, string>>
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes: Operation<SqsState, Input, Output> = defineOperation({
  name: 'GetQueueAttributes',
  handles: ['QueueUrl', 'AttributeNames'],
  access: onQueue('GetQueueAttributes'),
  run(state, { QueueUrl, AttributeNames = [] }: Input, { world }) {
    const all = attributesOf(openByUrl(state, world, QueueUrl))
    const isEverything = AttributeNames.includes('All')
    const shown: Record<string, string> = {}
    for (const name of isEverything ? [...all.keys()] : AttributeNames) {
      const value = all.get(name)
      // Recorded: sqs-query-4.
      if (value === undefined && !isSettable(name)) throw unknownAttribute(name)
      if (value !== undefined) shown[name] = value
    }
    return Object.keys(shown).length > 0 ? { Attributes: shown } : {}
  },
})

function attributesOf({ queue, world }: OpenQueue): Map<string, string> {
  const { definition, store } = queue
  return new Map([
    ['QueueArn', arnOf(world.options, definition.name)],
    ['ApproximateNumberOfMessages', String(store.visible)],
    ['ApproximateNumberOfMessagesNotVisible', String(store.inFlight)],
    ['ApproximateNumberOfMessagesDelayed', String(store.delayed)],
    ['CreatedTimestamp', String(definition.createdAt)],
    ['LastModifiedTimestamp', String(definition.modifiedAt)],
    ...definition.attributes,
  ])
}

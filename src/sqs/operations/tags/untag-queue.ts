import { removeTags } from '../../../core/resources/tags.ts'
import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
  readonly TagKeys: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html */
export const untagQueue: Operation<SqsState, Input, undefined> = defineOperation({
  name: 'UntagQueue',
  handles: ['QueueUrl', 'TagKeys'],
  access: onQueue('UntagQueue'),
  run(state, { QueueUrl, TagKeys }: Input, { world }) {
    const { queue } = openByUrl(state, world, QueueUrl)
    const tags = removeTags(queue.definition.tags, TagKeys)
    queue.definition = { ...queue.definition, tags }
    return undefined
  },
})

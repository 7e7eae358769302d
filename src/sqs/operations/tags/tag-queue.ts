import { pairsOfMap } from '../../../core/resources/tags.ts'
import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { checkTags } from '../../queues/tags.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
  readonly Tags: Readonly<Record<string, string>>
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html */
export const tagQueue: Operation<SqsState, Input, undefined> = defineOperation({
  name: 'TagQueue',
  handles: ['QueueUrl', 'Tags'],
  access: onQueue('TagQueue'),
  run(state, { QueueUrl, Tags }: Input, { world }) {
    const { queue } = openByUrl(state, world, QueueUrl)
    const tags = checkTags(pairsOfMap(Tags), queue.definition.tags)
    queue.definition = { ...queue.definition, tags }
    return undefined
  },
})

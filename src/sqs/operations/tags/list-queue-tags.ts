import { toTagMap } from '../../../core/resources/tags.ts'
import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
}

interface Output {
  readonly Tags?: Readonly<Record<string, string>>
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
export const listQueueTags: Operation<SqsState, Input, Output> = defineOperation({
  name: 'ListQueueTags',
  handles: ['QueueUrl'],
  access: onQueue('ListQueueTags'),
  run(state, { QueueUrl }: Input, { world }) {
    const { tags } = openByUrl(state, world, QueueUrl).queue.definition
    // Recorded: test_tag_untag_queue: no key without tags.
    return tags.size > 0 ? { Tags: toTagMap(tags) } : {}
  },
})

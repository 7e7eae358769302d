import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { announce } from '../../announce.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changedAttributes, checkAttributes, settingsOf } from '../../queues/attributes.ts'
import { checkRedrive } from '../../queues/redrive.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
  readonly Attributes: Readonly<Record<string, string>>
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const setQueueAttributes: Operation<SqsState, Input, undefined> = defineOperation({
  name: 'SetQueueAttributes',
  handles: ['QueueUrl', 'Attributes'],
  access: onQueue('SetQueueAttributes'),
  run(own, { QueueUrl, Attributes }: Input, context) {
    const { state, world, queue } = openByUrl(own, context.world, QueueUrl)
    const { definition } = queue
    checkAttributes(Attributes, { isFifo: definition.isFifo, isNew: false })
    const attributes = changedAttributes(definition.attributes, Attributes)
    const changed = {
      ...definition,
      attributes,
      settings: settingsOf(attributes),
      modifiedAt: Math.floor(world.clock.now() / 1000),
    }
    checkRedrive(state.queues, world.options, changed)
    // AWS: changes take up to 60 seconds, of the retention period up to 15 minutes. Here none.
    queue.definition = changed
    announce(state, world, definition.name)
    return undefined
  },
})

import { pairsOfMap } from '../../../core/resources/tags.ts'
import { isStale } from '../../../core/world/generation.ts'
import type { Operation, World } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { queueDeletedRecently, queueNameExists } from '../../errors.ts'
import { COOL_DOWN_MS } from '../../limits.ts'
import { checkAttributes, newAttributes, settingsOf } from '../../queues/attributes.ts'
import type { QueueDefinition } from '../../queues/definition.ts'
import { arnOf, checkName, urlOf } from '../../queues/names.ts'
import { createQueueState } from '../../queues/queue.ts'
import { checkRedrive } from '../../queues/redrive.ts'
import { checkTags } from '../../queues/tags.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueName: string
  readonly Attributes?: Readonly<Record<string, string>>
  readonly tags?: Readonly<Record<string, string>>
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const createQueue: Operation<SqsState, Input, { readonly QueueUrl: string }> =
  defineOperation({
    name: 'CreateQueue',
    handles: ['QueueName', 'Attributes', 'tags'],
    access: ({ QueueName }, world) => [
      { action: 'sqs:CreateQueue', resource: arnOf(world.options, QueueName) },
    ],
    run(state, { QueueName, Attributes = {}, tags = {} }, { world }) {
      const isFifo = Attributes['FifoQueue'] === 'true'
      const QueueUrl = urlOf(world.options, QueueName)
      const existing = state.queues.get(QueueName)?.definition
      if (existing && !isStale(existing, world)) {
        checkSame(existing, Attributes)
        return { QueueUrl }
      }
      checkName(QueueName, isFifo)
      checkAttributes(Attributes, { isFifo, isNew: true })
      if (!existing) checkDeletion(state, world, QueueName)
      const attributes = newAttributes(Attributes, isFifo)
      const at = Math.floor(world.clock.now() / 1000)
      const definition: QueueDefinition = {
        name: QueueName,
        isFifo,
        attributes,
        settings: settingsOf(attributes),
        tags: checkTags(pairsOfMap(tags)),
        createdAt: at,
        modifiedAt: at,
        generation: world.generation,
      }
      checkRedrive(state.queues, world.options, definition)
      state.queues.set(QueueName, createQueueState(state.owner, definition))
      return { QueueUrl }
    },
  })

/** Recorded: test_create_queue_with_different_attributes_raises_exception. */
function checkSame({ attributes }: QueueDefinition, given: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(given)) {
    if (attributes.get(name) !== value) throw queueNameExists(name)
  }
}

function checkDeletion({ deletions }: SqsState, { clock }: World, name: string): void {
  const deletedAt = deletions.get(name)
  if (deletedAt === undefined) return
  if (clock.now() - deletedAt < COOL_DOWN_MS) throw queueDeletedRecently()
  deletions.delete(name)
}

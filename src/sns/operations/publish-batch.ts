import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import {
  batchTooLong,
  emptyBatch,
  entryIdRepeated,
  invalidEntryId,
  tooManyEntries,
} from '../errors.ts'
import { MAX_BATCH_ENTRIES, MAX_MESSAGE_BYTES } from '../limits.ts'
import {
  bytesOf,
  checkContent,
  checkIds,
  toOutgoing,
  type PublishRequest,
} from '../messages/checks.ts'
import { publish, type PublishAnswer } from '../publishing/publish.ts'
import { existingTopic, type SnsState } from '../state.ts'
import { onTopic, type TopicInput } from './parts.ts'

interface Entry extends PublishRequest {
  readonly Id: string
}

interface Input extends TopicInput {
  readonly PublishBatchRequestEntries: readonly Entry[]
}

interface Output {
  readonly Successful: readonly (PublishAnswer & { readonly Id: string })[]
  readonly Failed: readonly never[]
}

/**
 * AWS: https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 * Recorded: sns-p-batch-attr: one wrong entry fails the whole request. So no entry fails alone.
 */
export const publishBatch: Operation<SnsState, Input, Output> = defineOperation({
  name: 'PublishBatch',
  handles: ['TopicArn', 'PublishBatchRequestEntries'],
  access: onTopic('Publish'),
  run(state, { TopicArn, PublishBatchRequestEntries: entries }: Input, { world, record }) {
    checkEntries(entries)
    const topic = existingTopic(state, world, TopicArn)
    for (const entry of entries) checkContent(entry)
    const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0)
    if (bytes > MAX_MESSAGE_BYTES) throw batchTooLong()
    const outgoing = entries.map((entry) => {
      checkIds(topic, entry)
      return { Id: entry.Id, message: toOutgoing(topic, entry) }
    })
    const Successful = outgoing.map(({ Id, message }) => ({
      Id,
      ...publish(state, world, topic, message, record),
    }))
    return { Successful, Failed: [] }
  },
})

function checkEntries(entries: readonly Entry[]): void {
  if (entries.length === 0) throw emptyBatch()
  if (entries.length > MAX_BATCH_ENTRIES) throw tooManyEntries()
  if (entries.some(({ Id }) => !/^[\w-]{1,80}$/.test(Id))) throw invalidEntryId()
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw entryIdRepeated()
}

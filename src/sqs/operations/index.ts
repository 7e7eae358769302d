/** The one list of SQS's operations. */
import type { Operation } from '../../core/world/world.ts'
import { errorStatusesOf, queryCodesOf } from '../../model/index.ts'
import { SQS_MODEL } from '../api/model.ts'
import type { SqsState } from '../state.ts'
import { toObject } from '../api/json.ts'
import { addPermission } from './add-permission.ts'
import { cancelMessageMoveTask } from './cancel-message-move-task.ts'
import { changeMessageVisibilityBatch } from './change-message-visibility-batch.ts'
import { changeMessageVisibility } from './change-message-visibility.ts'
import { createQueue } from './create-queue.ts'
import { deleteMessageBatch } from './delete-message-batch.ts'
import { deleteMessage } from './delete-message.ts'
import { deleteQueue } from './delete-queue.ts'
import { getQueueAttributes } from './get-queue-attributes.ts'
import { getQueueUrl } from './get-queue-url.ts'
import { listDeadLetterSourceQueues } from './list-dead-letter-source-queues.ts'
import { listMessageMoveTasks } from './list-message-move-tasks.ts'
import { listQueueTags } from './list-queue-tags.ts'
import { listQueues } from './list-queues.ts'
import { purgeQueue } from './purge-queue.ts'
import { receiveMessage } from './receive-message.ts'
import { removePermission } from './remove-permission.ts'
import { sendMessageBatch } from './send-message-batch.ts'
import { sendMessage } from './send-message.ts'
import { setQueueAttributes } from './set-queue-attributes.ts'
import { startMessageMoveTask } from './start-message-move-task.ts'
import { tagQueue } from './tag-queue.ts'
import { untagQueue } from './untag-queue.ts'

const all: readonly Operation<SqsState>[] = [
  addPermission,
  cancelMessageMoveTask,
  changeMessageVisibility,
  changeMessageVisibilityBatch,
  createQueue,
  deleteMessage,
  deleteMessageBatch,
  deleteQueue,
  getQueueAttributes,
  getQueueUrl,
  listDeadLetterSourceQueues,
  listMessageMoveTasks,
  listQueues,
  listQueueTags,
  purgeQueue,
  receiveMessage,
  removePermission,
  sendMessage,
  sendMessageBatch,
  setQueueAttributes,
  startMessageMoveTask,
  tagQueue,
  untagQueue,
]

/** Every operation takes JSON, so that calls need no schemas of the SDK. */
export const operations: Readonly<Record<string, Operation<SqsState>>> = Object.fromEntries(
  all.map((operation) => [operation.name, { parse: toObject, ...operation }]),
)

export const queryCodes: Readonly<Record<string, string>> = queryCodesOf(SQS_MODEL)

export const errors = (): Readonly<Record<string, number>> => errorStatusesOf(SQS_MODEL)

/** The one list of SQS's operations. */
import type { Operation } from '../../core/world/world.ts'
import { errorStatusesOf, queryCodesOf } from '../../model/index.ts'
import { SQS_MODEL } from '../api/model.ts'
import type { SqsState } from '../state.ts'
import { toObject } from '../api/json.ts'
import { addPermission } from './permissions/add-permission.ts'
import { cancelMessageMoveTask } from './move-tasks/cancel-message-move-task.ts'
import { changeMessageVisibilityBatch } from './messages/change-message-visibility-batch.ts'
import { changeMessageVisibility } from './messages/change-message-visibility.ts'
import { createQueue } from './queues/create-queue.ts'
import { deleteMessageBatch } from './messages/delete-message-batch.ts'
import { deleteMessage } from './messages/delete-message.ts'
import { deleteQueue } from './queues/delete-queue.ts'
import { getQueueAttributes } from './queues/get-queue-attributes.ts'
import { getQueueUrl } from './queues/get-queue-url.ts'
import { listDeadLetterSourceQueues } from './queues/list-dead-letter-source-queues.ts'
import { listMessageMoveTasks } from './move-tasks/list-message-move-tasks.ts'
import { listQueueTags } from './tags/list-queue-tags.ts'
import { listQueues } from './queues/list-queues.ts'
import { purgeQueue } from './messages/purge-queue.ts'
import { receiveMessage } from './messages/receive-message.ts'
import { removePermission } from './permissions/remove-permission.ts'
import { sendMessageBatch } from './messages/send-message-batch.ts'
import { sendMessage } from './messages/send-message.ts'
import { setQueueAttributes } from './queues/set-queue-attributes.ts'
import { startMessageMoveTask } from './move-tasks/start-message-move-task.ts'
import { tagQueue } from './tags/tag-queue.ts'
import { untagQueue } from './tags/untag-queue.ts'

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

/** The one list of SNS's operations. */
import type { Operation } from '../../core/world/world.ts'
import { errorStatusesOf } from '../../model/index.ts'
import { SNS_MODEL } from '../api/model.ts'
import type { SnsState } from '../state.ts'
import { confirmSubscription } from './confirm-subscription.ts'
import { createTopic } from './create-topic.ts'
import { deleteTopic } from './delete-topic.ts'
import { listSubscriptions, listSubscriptionsByTopic } from './list-subscriptions.ts'
import { listTopics } from './list-topics.ts'
import { addPermission, removePermission } from './permissions.ts'
import { publishBatch } from './publish-batch.ts'
import { publish } from './publish.ts'
import {
  checkIfPhoneNumberIsOptedOut,
  getSmsAttributes,
  listPhoneNumbersOptedOut,
  optInPhoneNumber,
  setSmsAttributes,
} from './sms.ts'
import { subscribe } from './subscribe.ts'
import { getSubscriptionAttributes, setSubscriptionAttributes } from './subscription-attributes.ts'
import { listTagsForResource, tagResource, untagResource } from './tags.ts'
import { getTopicAttributes, setTopicAttributes } from './topic-attributes.ts'
import { unsubscribe } from './unsubscribe.ts'

const all: readonly Operation<SnsState>[] = [
  addPermission,
  checkIfPhoneNumberIsOptedOut,
  confirmSubscription,
  createTopic,
  deleteTopic,
  getSmsAttributes,
  getSubscriptionAttributes,
  getTopicAttributes,
  listPhoneNumbersOptedOut,
  listSubscriptions,
  listSubscriptionsByTopic,
  listTagsForResource,
  listTopics,
  optInPhoneNumber,
  publish,
  publishBatch,
  removePermission,
  setSmsAttributes,
  setSubscriptionAttributes,
  setTopicAttributes,
  subscribe,
  tagResource,
  unsubscribe,
  untagResource,
]

export const operations: Readonly<Record<string, Operation<SnsState>>> = Object.fromEntries(
  all.map((operation) => [operation.name, operation]),
)

export const errors = (): Readonly<Record<string, number>> => errorStatusesOf(SNS_MODEL)

/** Sends the notifications of a change to functions, queues, topics and the default event bus. */
import { formatArn } from '../../core/arn.ts'
import type {
  DeliveryAttempt,
  DeliveryOutcome,
  DeliveryTask,
} from '../../core/delivery/delivery.ts'
import { attemptOn, retryOf, sendToTarget, type TargetMessage } from '../../core/delivery/target.ts'
import type { Sender } from '../../core/delivery/sender.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { homeOf } from '../buckets/home.ts'
import { bucketArn, s3For } from '../buckets/names.ts'
import { NO_NOTIFICATIONS, type Notification } from '../buckets/notification.ts'
import type { ObjectWrite } from '../objects/object-write.ts'
import type { S3State } from '../state.ts'
import { detailOf, detailTypeOf } from './bus-event.ts'
import { sends } from './events.ts'
import { whyPassedOver } from './filter.ts'
import { eventMessage } from './record.ts'

export function notify(state: S3State, world: World, bucket: Bucket, write: ObjectWrite): void {
  const { notifications } = bucket.settings
  if (notifications === NO_NOTIFICATIONS) return
  const { accountId } = world.options
  const home = homeOf(bucket, world)
  for (const notification of notifications.destinations) {
    const { id, arn: to, isEnabled } = notification
    if (!isEnabled || !sends(notification, write.event)) continue
    const why = whyPassedOver(notification, write.key)
    if (why === undefined) {
      const body = eventMessage(write, bucket, id, accountId)
      state.pump.deliver(
        new Delivery(home, to, write, messageFor(notification, body), () => s3For(bucket)),
      )
    } else {
      state.pump.recordFiltered({ to, causedBy: write }, why)
    }
  }
  if (!notifications.eventBridge) return
  const to = formatArn('events', home.options.region, accountId, 'event-bus/default')
  state.pump.deliver(new Delivery(home, to, write, busMessage(bucket, write, accountId), NO_SENDER))
}

/** Recorded: S3.md, section 11: the subject. */
const messageFor = ({ kind }: Notification, body: string): Message =>
  kind === 'topic' ? { body, subject: 'Amazon S3 Notification' } : { body }

const busMessage = ({ name, region }: Bucket, write: ObjectWrite, accountId: string): Message => ({
  body: detailOf(write, accountId),
  event: {
    source: 'aws.s3',
    detailType: detailTypeOf(write),
    resources: [bucketArn(name, region)],
  },
})

/** Tells a new destination that it is one. AWS: notification-content-structure.html. */
export function sendTestEvent(
  state: S3State,
  home: World,
  notification: Notification,
  { bucket, causedBy }: { readonly bucket: Bucket; readonly causedBy: JournalRecord },
  event: object,
): void {
  // Recorded: S3.md, section 11: functions receive none.
  if (notification.kind === 'function') return
  const message = messageFor(notification, JSON.stringify(event))
  state.pump.deliver(new Delivery(home, notification.arn, causedBy, message, () => s3For(bucket)))
}

type Message = Omit<TargetMessage, 'cause' | 'sender'>

/** AWS: EventBridge.html: the default bus takes the events of buckets without a permission. */
const NO_SENDER = (): undefined => undefined

/**
 * AWS: EventNotifications.html: at least once. Unverified: how often S3 tries again where a
 * destination fails; here it is as often as EventBridge does.
 */
class Delivery implements DeliveryTask {
  readonly to: string
  readonly causedBy: JournalRecord
  readonly retry = retryOf(undefined)
  readonly #home: World
  readonly #message: Message
  readonly #sender: () => Sender | undefined

  constructor(
    home: World,
    to: string,
    causedBy: JournalRecord,
    message: Message,
    sender: () => Sender | undefined,
  ) {
    this.to = to
    this.causedBy = causedBy
    this.#home = home
    this.#message = message
    this.#sender = sender
  }

  attempt({ record: cause }: DeliveryAttempt): MaybePromise<DeliveryOutcome> {
    return attemptOn(() =>
      sendToTarget(this.#home, this.to, { ...this.#message, cause, sender: this.#sender }),
    )
  }
}

/** `bucket.on`: its targets and options, and the handle that it returns. */
import { checkNames, shownValue } from '../../core/checks.ts'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { letIn } from '../../core/delivery/sender.ts'
import { Reaction, type ReactionDescription } from '../../core/handles/reaction.ts'
import { FUNCTION_KIND, QUEUE_KIND, TOPIC_KIND } from '../../core/resources/kinds.ts'
import { toReference } from '../../core/resources/reference.ts'
import type { ResourceKind } from '../../core/resources/resource-kind.ts'
import type { World } from '../../core/world/world.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { homeOf } from '../buckets/home.ts'
import { bucketArn, BUCKET_KIND, s3For } from '../buckets/names.ts'
import type { FilterRule, Notification, NotificationKind } from '../buckets/notification.ts'
import { changeDeclared } from '../contents/find-bucket.ts'
import { checkDestinations, checkNotifications } from '../notifications/check.ts'
import { newNotificationId } from '../notifications/configuration.ts'
import { EVENT_NAMES } from '../notifications/events.ts'
import { s3 } from '../service.ts'
import { asAsked } from './refused.ts'

/** A function, queue or topic: its handle or ARN, or the name of a function. */
export type BucketNotificationTarget = string | { readonly name: string; readonly arn: string }

/** An event of a bucket's objects. `ObjectCreated:*` means all events that begin so. */
export type BucketEvent =
  | `ObjectCreated:${'*' | 'Put' | 'Post' | 'Copy' | 'CompleteMultipartUpload'}`
  | `ObjectRemoved:${'*' | 'Delete' | 'DeleteMarkerCreated'}`
  | `ObjectRestore:${'*' | 'Post' | 'Completed' | 'Delete'}`
  | `ObjectTagging:${'*' | 'Put' | 'Delete'}`
  | `LifecycleExpiration:${'*' | 'Delete' | 'DeleteMarkerCreated'}`
  | 'ObjectAcl:Put'
  | 'LifecycleTransition'
  | 'IntelligentTiering'
  | 'ReducedRedundancyLostObject'

/** Options of `bucket.on`. */
export interface BucketNotificationOptions {
  /** How the keys begin. Default: all keys. */
  readonly prefix?: string
  /** How the keys end. Default: all keys. */
  readonly suffix?: string
}

const TARGETS: readonly ResourceKind[] = [FUNCTION_KIND, QUEUE_KIND, TOPIC_KIND]

export interface NotificationRequest {
  readonly events: BucketEvent | readonly BucketEvent[]
  readonly target: BucketNotificationTarget
  readonly options: BucketNotificationOptions
}

/**
 * Adds a notification without a record and without a test event, because it belongs to the test's
 * set-up.
 */
export function addNotification(
  world: World,
  bucket: Bucket,
  { events, target, options }: NotificationRequest,
): BucketNotification {
  const names = typeof events === 'string' ? [events] : [...events]
  const caller = `${bucket.name}.on(${names.map(shownValue).join(', ')})`
  checkNames(options, caller, ['prefix', 'suffix'])
  names.forEach((name) => checkEvent(name, caller))
  const home = homeOf(bucket, world)
  const option = { world: home, caller, option: 'target', bareName: 'function' }
  const { kind, arn } = toReference(target, TARGETS, option)
  const added: Notification = {
    id: newNotificationId(world.ids),
    kind: kind as NotificationKind,
    arn,
    events: names.map((name) => `s3:${name}`),
    rules: toRules(options),
    isEnabled: true,
  }
  letIn(home, arn, s3For(bucket))
  const { destinations, eventBridge } = bucket.settings.notifications
  asAsked(caller, () => {
    checkNotifications([...destinations, added], home.options.region)
    checkDestinations(home, [added])
  })
  changeDeclared(world.state(s3), bucket, {
    notifications: { destinations: [...destinations, added], eventBridge },
  })
  return new BucketNotification(world, bucket.name, added.id)
}

function checkEvent(name: string, caller: string): void {
  if (EVENT_NAMES.includes(name)) return
  throw new MisuseError(
    `${caller} received ${shownValue(name)} as an event.`,
    `one of ${EVENT_NAMES.join(', ')}`,
    didYouMean(name, EVENT_NAMES),
  )
}

function toRules({ prefix, suffix }: BucketNotificationOptions): readonly FilterRule[] | undefined {
  const rules = [
    ...(prefix === undefined ? [] : [{ Name: 'Prefix', Value: prefix }]),
    ...(suffix === undefined ? [] : [{ Name: 'Suffix', Value: suffix }]),
  ]
  return rules.length > 0 ? rules : undefined
}

/** The notification of a bucket, which `bucket.on` returns. It prints as the bucket's ARN. */
export class BucketNotification extends Reaction {
  readonly #arn: string

  /** @internal */
  constructor(home: World, bucket: string, id: string) {
    super(notificationsOf(bucket), home, id)
    this.#arn = bucketArn(bucket, home.options.region)
  }

  /** The ARN of its bucket: notifications have none of their own. */
  override get arn(): string {
    return this.#arn
  }
}

const notificationsOf = (name: string): ReactionDescription => ({
  kind: 'bucket-notification',
  noun: 'a notification',
  arn: BUCKET_KIND.arn,
  open: (world, handle) => new BucketNotification(world, name, handle.name),
  exists: (world, id) => find(world, name, id) !== undefined,
  isEnabled: (world, id) => find(world, name, id)?.isEnabled ?? false,
  setEnabled: (world, id, isEnabled) =>
    replace(world, name, id, (each) => [{ ...each, isEnabled }]),
  delete: (world, id) => replace(world, name, id, () => []),
})

const find = (world: World, bucket: string, id: string): Notification | undefined =>
  world
    .state(s3)
    .buckets.get(bucket)
    ?.settings.notifications.destinations.find((each) => each.id === id)

function replace(
  world: World,
  name: string,
  id: string,
  change: (notification: Notification) => readonly Notification[],
): void {
  const state = world.state(s3)
  const bucket = state.buckets.get(name)
  if (!bucket) return
  const { destinations, eventBridge } = bucket.settings.notifications
  const changed = destinations.flatMap((each) => (each.id === id ? change(each) : [each]))
  changeDeclared(state, bucket, { notifications: { destinations: changed, eventBridge } })
}

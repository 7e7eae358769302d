/** PutBucketNotificationConfiguration and GetBucketNotificationConfiguration. */
import type { CallContext, Operation } from '../../../core/world/world.ts'
import { s3HostId } from '../../../protocol/s3/answers.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { Bucket } from '../../buckets/bucket.ts'
import { homeOf } from '../../buckets/home.ts'
import { NO_NOTIFICATIONS, type Notification } from '../../buckets/notification.ts'
import { onBucket } from '../../contents/access.ts'
import {
  BUCKET_MEMBERS,
  changeSettings,
  findBucket,
  type BucketInput,
} from '../../contents/find-bucket.ts'
import { checkDestinations, checkNotifications } from '../../notifications/check.ts'
import {
  readConfiguration,
  showConfiguration,
  type Configuration,
} from '../../notifications/configuration.ts'
import { sendTestEvent } from '../../notifications/notify.ts'
import type { S3State } from '../../state.ts'

interface PutInput extends BucketInput {
  readonly NotificationConfiguration: Configuration
  readonly SkipDestinationValidation?: boolean
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
export const putBucketNotificationConfiguration: Operation<S3State, PutInput, undefined> =
  defineOperation({
    name: 'PutBucketNotificationConfiguration',
    handles: [...BUCKET_MEMBERS, 'NotificationConfiguration', 'SkipDestinationValidation'],
    access: onBucket('PutBucketNotification'),
    run(state, input: PutInput, context) {
      const bucket = findBucket(state, input, context)
      const home = homeOf(bucket, context.world)
      const read = readConfiguration(context.world.ids, input.NotificationConfiguration)
      const { destinations, eventBridge } = read
      checkNotifications(destinations, home.options.region)
      if (input.SkipDestinationValidation !== true) {
        checkDestinations(home, destinations, { bucket, cause: context.record })
        tell(state, context, bucket, destinations)
      }
      const isNone = destinations.length === 0 && !eventBridge
      changeSettings(state, bucket, { notifications: isNone ? NO_NOTIFICATIONS : read })
      return undefined
    },
  })

/** Recorded: S3.md, section 11: the members and their order. */
function tell(
  state: S3State,
  { world, record }: CallContext,
  bucket: Bucket,
  destinations: readonly Notification[],
): void {
  const { requestId } = record
  const event = {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date(world.clock.now()).toISOString(),
    Bucket: bucket.name,
    RequestId: requestId,
    HostId: s3HostId(requestId),
  }
  const home = homeOf(bucket, world)
  for (const each of destinations)
    sendTestEvent(state, home, each, { bucket, causedBy: record }, event)
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export const getBucketNotificationConfiguration: Operation<S3State, BucketInput, Configuration> =
  defineOperation({
    name: 'GetBucketNotificationConfiguration',
    handles: BUCKET_MEMBERS,
    access: onBucket('GetBucketNotification'),
    run: (state, input: BucketInput, context) =>
      showConfiguration(findBucket(state, input, context).settings.notifications),
  })

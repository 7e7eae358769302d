/** What S3 checks of a bucket's notifications before it takes them. */
import { parseArn } from '../../core/arn.ts'
import { checkSender } from '../../core/delivery/sender.ts'
import { isServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { s3For } from '../buckets/names.ts'
import type { Notification } from '../buckets/notification.ts'
import * as errors from '../errors/notifications.ts'
import { MAX_KEY_BYTES } from '../limits.ts'
import { SPELLINGS } from './configuration.ts'
import { isEventName, sharedEvent } from './events.ts'
import { areOverlapping } from './filter.ts'

/** Unverified: the order of the checks of one notification. */
export function checkNotifications(notifications: readonly Notification[], region: string): void {
  for (const { kind, arn, events, rules } of notifications) {
    const { service, element } = SPELLINGS[kind]
    const parsed = parseArn(arn)
    if (parsed?.service !== service) throw errors.unparsableArn(element, arn)
    if (parsed.region !== region) throw errors.destinationElsewhere()
    const unknown = events.find((event) => !isEventName(event))
    if (unknown !== undefined) throw errors.unknownEvent(unknown)
    for (const { Name, Value } of rules ?? []) {
      if (Name !== 'Prefix' && Name !== 'Suffix') throw errors.badFilterName(Name)
      if (Value === '') throw errors.emptyFilterValue()
      if (Buffer.byteLength(Value) > MAX_KEY_BYTES) throw errors.longFilterValue(Value)
    }
    for (const name of ['Prefix', 'Suffix'] as const) {
      const given = rules?.filter(({ Name }) => Name === name) ?? []
      if (given.length > 1) throw errors.severalFilterRules(name)
    }
  }
  const ids = new Set(notifications.map(({ id }) => id))
  if (ids.size < notifications.length) throw errors.sharedId()
  notifications.forEach((one, index) => {
    for (const other of notifications.slice(index + 1)) checkOverlap(one, other)
  })
}

/** AWS: notification-how-to-filtering.html#notification-how-to-filtering-examples-invalid. */
function checkOverlap(one: Notification, other: Notification): void {
  if (sharedEvent(one, other) === undefined || !areOverlapping(one, other)) return
  throw one.rules || other.rules ? errors.filtersOverlap() : errors.eventShared()
}

/** The bucket that a caller of the API notifies for. */
interface Notifier {
  readonly bucket: Bucket
  readonly cause: JournalRecord
}

/**
 * Throws S3's error if a destination does not exist, or does not let S3 in. It names all of them.
 * Without a `notifier` it is the test that connects them, which lets S3 in.
 */
export function checkDestinations(
  home: World,
  notifications: readonly Notification[],
  notifier?: Notifier,
): void {
  const flaws = notifications.flatMap(
    (notification) =>
      flawOf(home, notification) ?? (notifier && refusalOf(home, notification, notifier)) ?? [],
  )
  if (flaws.length > 0) throw errors.invalidDestinations(flaws)
}

/** Recorded: s3-n-9, and S3.md, section 11. */
function flawOf(home: World, { kind, arn }: Notification): errors.DestinationFlaw | undefined {
  if (kind === 'function') {
    if (home.ports.functions.has(functionIn(arn))) return undefined
    return { name: `${arn}, null`, value: `Not authorized to invoke function [${arn}]` }
  }
  // AWS: notification-how-to-event-types-and-destinations.html: FIFO queues and topics take none.
  // Unverified: the wording.
  if (arn.endsWith('.fifo')) {
    return { name: arn, value: `FIFO ${kind}s are not supported as destinations` }
  }
  if (home.ports.receiver?.(SPELLINGS[kind].service)?.has(arn)) return undefined
  return { name: arn, value: `The destination ${kind} does not exist` }
}

/** AWS: as users report it: re:Post, "Unable to validate the following destination configurations". */
function refusalOf(
  home: World,
  { kind, arn }: Notification,
  { bucket, cause }: Notifier,
): errors.DestinationFlaw | undefined {
  try {
    checkSender(home, arn, cause, () => s3For(bucket))
    return undefined
  } catch (error) {
    if (!isServiceError(error)) throw error
    return kind === 'function'
      ? { name: `${arn}, null`, value: `Not authorized to invoke function [${arn}]` }
      : {
          name: arn,
          value: `Permissions on the destination ${kind} do not allow S3 to publish notifications from this bucket`,
        }
  }
}

/** `arn:aws:lambda:us-east-1:123456789012:function:thumbnail:live` */
const functionIn = (arn: string): string => parseArn(arn)?.resource.split(':')[1] ?? ''

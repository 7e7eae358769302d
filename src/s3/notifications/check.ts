/** What S3 checks of a bucket's notifications before it takes them. */
import { parseArn } from '../../core/arn.ts'
import type { World } from '../../core/world/world.ts'
import type { Notification } from '../buckets/notification.ts'
import * as errors from '../errors/notifications.ts'
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
    }
  }
  notifications.forEach((one, index) => {
    for (const other of notifications.slice(index + 1)) checkOverlap(one, other)
  })
}

/** AWS: notification-how-to-filtering.html#notification-how-to-filtering-examples-invalid. */
function checkOverlap(one: Notification, other: Notification): void {
  if (sharedEvent(one, other) === undefined || !areOverlapping(one, other)) return
  throw one.rules || other.rules ? errors.filtersOverlap() : errors.eventShared()
}

/** Throws S3's error if a destination does not exist. It names all of them. */
export function checkDestinations(home: World, notifications: readonly Notification[]): void {
  const flaws = notifications.flatMap((notification) => flawOf(home, notification) ?? [])
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

/** `arn:aws:lambda:us-east-1:123456789012:function:thumbnail:live` */
const functionIn = (arn: string): string => parseArn(arn)?.resource.split(':')[1] ?? ''

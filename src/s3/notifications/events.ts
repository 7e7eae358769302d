/**
 * The events that notifications name, and which of them concern a change.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 */
import type { Notification } from '../buckets/notification.ts'

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  ObjectCreated: ['Put', 'Post', 'Copy', 'CompleteMultipartUpload'],
  ObjectRemoved: ['Delete', 'DeleteMarkerCreated'],
  ObjectRestore: ['Post', 'Completed', 'Delete'],
  ObjectTagging: ['Put', 'Delete'],
  LifecycleExpiration: ['Delete', 'DeleteMarkerCreated'],
  Replication: [
    'OperationFailedReplication',
    'OperationMissedThreshold',
    'OperationNotTracked',
    'OperationReplicatedAfterThreshold',
  ],
}

const SINGLE = [
  's3:IntelligentTiering',
  's3:LifecycleTransition',
  's3:ObjectAcl:Put',
  's3:ReducedRedundancyLostObject',
]

/** The events that each name stands for. */
const STANDS_FOR: ReadonlyMap<string, readonly string[]> = new Map([
  ...SINGLE.map((event): [string, string[]] => [event, [event]]),
  ...Object.entries(GROUPS).flatMap(([group, events]) => {
    const names = events.map((event) => `s3:${group}:${event}`)
    return [
      [`s3:${group}:*`, names] as [string, string[]],
      ...names.map((name): [string, string[]] => [name, [name]]),
    ]
  }),
])

export const isEventName = (name: string): boolean => STANDS_FOR.has(name)

/** Every name that a notification may have, without `s3:`. */
export const EVENT_NAMES: readonly string[] = [...STANDS_FOR.keys()].map((name) => name.slice(3))

const standsFor = (name: string): readonly string[] => STANDS_FOR.get(name) ?? []

/** Returns an event that both notifications would send. */
export const sharedEvent = (one: Notification, other: Notification): string | undefined => {
  const events = new Set(one.events.flatMap(standsFor))
  return other.events.flatMap(standsFor).find((event) => events.has(event))
}

/** Whether a notification sends an event: `ObjectCreated:Put`. */
export const sends = ({ events }: Notification, event: string): boolean =>
  events.some((name) => standsFor(name).includes(`s3:${event}`))

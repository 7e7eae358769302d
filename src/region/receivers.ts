/** The receivers of what services leave to each other: queues, topics, buses, buckets, log groups. */
import type { Receiver } from '../core/world/event-source-ports.ts'
import type { World } from '../core/world/world.ts'
import { rooms as eventbridgeRooms } from '../eventbridge/rooms.ts'
import { rooms as logsRooms } from '../logs/rooms.ts'
import { rooms as s3Rooms } from '../s3/rooms.ts'
import { rooms as snsRooms } from '../sns/rooms.ts'
import { rooms as sqsRooms } from '../sqs/rooms.ts'

/** By the service in their ARNs. */
const MAKERS: Readonly<Record<string, (world: World) => Receiver>> = {
  events: (world) => eventbridgeRooms.eventbridge().busReceiver(world),
  logs: (world) => logsRooms.logs().logReceiver(world),
  s3: (world) => s3Rooms.s3().bucketReceiver(world),
  sns: (world) => snsRooms.sns().topicReceiver(world),
  sqs: (world) => sqsRooms.sqs().queueReceiver(world),
}

/** Returns the look-up of a world's receivers. Each is made when it is first used. */
export function receiversOf(world: World): (service: string) => Receiver | undefined {
  const made = new Map<string, Receiver>()
  return (service) => {
    const known = made.get(service)
    if (known || !Object.hasOwn(MAKERS, service)) return known
    const receiver = MAKERS[service]?.(world)
    if (receiver) made.set(service, receiver)
    return receiver
  }
}

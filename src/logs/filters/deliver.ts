/** Delivers the events of a subscription filter to a function or a Kinesis data stream. */
import type { ServiceSender } from '../../core/delivery/sender.ts'
import { logsFor } from '../groups/names.ts'
import { gzipSync } from 'node:zlib'
import { parseArn } from '../../core/arn.ts'
import type { DeliveryOutcome } from '../../core/delivery/delivery.ts'
import { exponential } from '../../core/delivery/retry-policy.ts'
import { attemptOn, putToStream } from '../../core/delivery/target.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import { toEventId } from '../groups/viewed-event.ts'
import { DAY_MS } from '../limits.ts'
import { logs } from '../service.ts'
import type { SubscriptionFilter } from '../state.ts'
import type { WrittenEvents } from './written-events.ts'

/** The message of a subscription, as AWS sends it. */
interface SubscriptionMessage {
  readonly messageType: 'DATA_MESSAGE' | 'CONTROL_MESSAGE'
  readonly owner: string
  readonly logGroup: string
  readonly logStream: string
  readonly subscriptionFilters: readonly string[]
  readonly logEvents: readonly {
    readonly id: string
    readonly timestamp: number
    readonly message: string
  }[]
}

/** Recorded: by LOGS-METRICS, Logs 7: `awslogs.data` is the gzipped message in base64. */
const packed = (message: SubscriptionMessage): Buffer => gzipSync(JSON.stringify(message))

export function deliverTo(
  world: World,
  group: string,
  filter: SubscriptionFilter,
  { stream, events, cause }: WrittenEvents,
): void {
  const message: SubscriptionMessage = {
    messageType: 'DATA_MESSAGE',
    owner: world.options.accountId,
    logGroup: group,
    logStream: stream,
    subscriptionFilters: [filter.name],
    logEvents: events.map((event) => ({
      id: toEventId(event),
      timestamp: event.timestamp,
      message: event.message,
    })),
  }
  world.state(logs).pump.deliver<DeliveryOutcome>({
    to: filter.destinationArn,
    causedBy: cause,
    // AWS: SubscriptionFilters.html: retried for up to 24 hours. Unverified: the delays.
    retry: { delays: exponential(1_000, 600_000), maxAgeMs: DAY_MS, awaitedRetries: 3 },
    // AWS: SubscriptionFilters.html: grouped by stream.
    orderingKey: `${group} ${filter.name} ${stream}`,
    attempt: ({ record }) =>
      attemptOn(() => send(world, filter, packed(message), { group, stream, cause: record })),
  })
}

function send(
  world: World,
  { destinationArn, distribution }: SubscriptionFilter,
  data: Buffer,
  {
    group,
    stream,
    cause,
  }: { readonly group: string; readonly stream: string; readonly cause: JournalRecord },
): MaybePromise<void | DeliveryOutcome> {
  if (parseArn(destinationArn)?.service === 'lambda') {
    const event = { awslogs: { data: data.toString('base64') } }
    const { functions } = world.ports
    const sender = (): ServiceSender => logsFor(world.options, group)
    return functions
      .invoke({ function: destinationArn, event, type: 'Event', cause, sender })
      .then(() => undefined)
  }
  // AWS: API_PutSubscriptionFilter.html: by default a stream's data stay together.
  const partitionKey = distribution === 'Random' ? world.ids.uuid('log-partition') : stream
  return putToStream(world, destinationArn, { data, partitionKey, cause })
}

/**
 * Tells a stream that it has a subscription.
 * AWS: SubscriptionFilters.html: "CloudWatch Logs may emit Kinesis Data Streams records with a
 * CONTROL_MESSAGE type, mainly for checking if the destination is reachable."
 */
export function sendControlMessage(world: World, arn: string, cause: JournalRecord): void {
  const message: SubscriptionMessage = {
    messageType: 'CONTROL_MESSAGE',
    owner: 'CloudwatchLogs',
    logGroup: '',
    logStream: '',
    subscriptionFilters: [],
    logEvents: [
      {
        id: '',
        timestamp: world.clock.now(),
        message: 'CWL CONTROL MESSAGE: Checking health of destination Kinesis stream.',
      },
    ],
  }
  putToStream(world, arn, { data: packed(message), partitionKey: 'control', cause })
}

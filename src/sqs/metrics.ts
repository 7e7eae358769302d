/**
 * The metrics of queues.
 * AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
import type { CallRecord, JournalRecord } from '../core/journal.ts'
import type { MetricDatum } from '../core/metrics/datum.ts'
import { hasSucceeded, lengthOf, metricsAt, metricsOfCall } from '../core/metrics/of-calls.ts'
import type { ServiceMetrics } from '../core/world/world.ts'
import type { Message, MessageState } from './messages/message.ts'
import { nameInAnyArn } from './queues/names.ts'
import { readQueue, timeIn, type SqsState } from './state.ts'

const NAMESPACE = 'AWS/SQS'

export const metrics: ServiceMetrics<SqsState> = {
  of(record) {
    if (record.kind === 'invocation') return ofMapping(record)
    return metricsOfCall(record, 'sqs', ofCall)
  },
  gauges(state, world) {
    const timestamp = world.clock.now()
    return [...state.queues.keys()].flatMap((name) => {
      const queue = readQueue(state, world, name)
      if (!queue) return []
      const { store } = queue
      const write = metricsAt(NAMESPACE, timestamp, [{ QueueName: name }])
      const now = timeIn(queue, world)
      const all = countsOf(store.messages, now)
      const noisy = store.noisyGroups(now)
      return [
        ...write('ApproximateNumberOfMessagesVisible', all.visible),
        ...write('ApproximateNumberOfMessagesNotVisible', all.inFlight),
        ...write('ApproximateNumberOfMessagesDelayed', all.delayed),
        ...write('ApproximateAgeOfOldestMessage', all.age, 'Seconds'),
        ...(noisy ? ofFairQueue(write, noisy, store.messages, now) : []),
      ]
    })
  },
}

interface Counts extends Record<MessageState, number> {
  /** Of the oldest message, in whole seconds. */
  readonly age: number
}

function countsOf(messages: Iterable<Message>, now: number): Counts {
  const counts = { visible: 0, inFlight: 0, delayed: 0 }
  let oldest = now
  for (const { state, keptSince } of messages) {
    counts[state]++
    oldest = Math.min(oldest, keptSince)
  }
  return { ...counts, age: Math.floor((now - oldest) / 1_000) }
}

/** Standard queues whose messages have groups. */
function ofFairQueue(
  write: ReturnType<typeof metricsAt>,
  noisy: readonly string[],
  messages: Iterable<Message>,
  now: number,
): readonly MetricDatum[] {
  const isQuiet = ({ content: { groupId } }: Message): boolean =>
    groupId === undefined || !noisy.includes(groupId)
  const quiet = countsOf([...messages].filter(isQuiet), now)
  return [
    ...write('ApproximateNumberOfNoisyGroups', noisy.length),
    ...write('ApproximateNumberOfMessagesVisibleInQuietGroups', quiet.visible),
    ...write('ApproximateNumberOfMessagesNotVisibleInQuietGroups', quiet.inFlight),
    ...write('ApproximateNumberOfMessagesDelayedInQuietGroups', quiet.delayed),
    ...write('ApproximateAgeOfOldestMessageInQuietGroups', quiet.age, 'Seconds'),
  ]
}

interface Sent {
  readonly MessageBody?: unknown
}

const bytesOf = ({ MessageBody }: Sent): number =>
  typeof MessageBody === 'string' ? Buffer.byteLength(MessageBody) : 0

function ofCall(call: CallRecord): readonly MetricDatum[] {
  const { resource, at, operation } = call
  if (resource === undefined || !hasSucceeded(call)) return []
  const write = metricsAt(NAMESPACE, at, [{ QueueName: resource }])
  const input = call.input as { readonly Entries?: readonly (Sent & { readonly Id?: string })[] }
  const output = call.output as Readonly<Record<string, unknown>> | undefined
  const sent = (messages: readonly Sent[]): MetricDatum[] => [
    ...(messages.length > 0 ? write('NumberOfMessagesSent', messages.length) : []),
    ...messages.flatMap((message) => write('SentMessageSize', bytesOf(message), 'Bytes')),
  ]
  switch (operation) {
    case 'SendMessage':
      return sent([input as Sent])
    case 'SendMessageBatch': {
      const ids = new Set(idsOf(output?.['Successful']))
      return sent((input.Entries ?? []).filter(({ Id }) => ids.has(Id)))
    }
    case 'ReceiveMessage': {
      const received = lengthOf(output?.['Messages'])
      return received > 0
        ? write('NumberOfMessagesReceived', received)
        : write('NumberOfEmptyReceives', 1)
    }
    case 'DeleteMessage':
      return write('NumberOfMessagesDeleted', 1)
    case 'DeleteMessageBatch':
      return write('NumberOfMessagesDeleted', lengthOf(output?.['Successful']))
    default:
      return []
  }
}

const idsOf = (entries: unknown): unknown[] =>
  Array.isArray(entries) ? entries.map((entry) => Reflect.get(Object(entry), 'Id')) : []

/** A mapping's polls leave no calls: its invocations are their records. */
function ofMapping(record: JournalRecord): readonly MetricDatum[] | undefined {
  const { unobservedStatus: status, event } = record as unknown as {
    readonly unobservedStatus: string
    readonly event: { readonly Records?: unknown } | null
  }
  // A test that invokes the function itself polls no queue.
  if (record.causedBy?.kind === 'test') return []
  const records: unknown = event?.Records
  const first = (Array.isArray(records) ? records[0] : undefined) as
    { readonly eventSource?: unknown; readonly eventSourceARN?: unknown } | undefined
  if (first?.eventSource !== 'aws:sqs') return []
  if (status === 'running') return undefined
  const name = nameInAnyArn(first.eventSourceARN)
  if (name === undefined) return []
  const write = metricsAt(NAMESPACE, record.at, [{ QueueName: name }])
  const count = lengthOf(records)
  const payload = Reflect.get(record, 'payload') as { batchItemFailures?: unknown } | undefined
  const deleted = status === 'succeeded' ? count - lengthOf(payload?.batchItemFailures) : 0
  return [
    ...write('NumberOfMessagesReceived', count),
    ...(deleted > 0 ? write('NumberOfMessagesDeleted', deleted) : []),
  ]
}

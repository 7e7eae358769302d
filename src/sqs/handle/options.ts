/** The options of `createQueue`, which have CDK's names. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import type { Handle } from '../../core/handle.ts'
import { toFifo } from '../../core/resources/fifo-name.ts'
import { QUEUE_KIND } from '../../core/resources/kinds.ts'
import { toReference } from '../../core/resources/reference.ts'
import type { Duration } from '../../core/time/duration.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { World } from '../../core/world/world.ts'
import { toWholeSeconds } from './send-options.ts'

/** A queue by its handle, name or ARN. */
export type QueueReference = string | { readonly name: string; readonly arn: string }

/**
 * Options of `createQueue`. Durations are seconds or strings such as `'30s'`.
 * AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 */
export interface QueueOptions {
  /** How long a received message is invisible: up to 12 hours. Default 30 seconds. */
  readonly visibilityTimeout?: Duration
  /** The delay of each message: up to 15 minutes. Default 0. */
  readonly deliveryDelay?: Duration
  /** How long a message is kept: one minute to 14 days. Default four days. */
  readonly retentionPeriod?: Duration
  /** How long ReceiveMessage waits for a message: up to 20 seconds. Default 0. */
  readonly receiveMessageWaitTime?: Duration
  /** The largest message: 1 KiB to 1 MiB. Default 1 MiB. */
  readonly maxMessageSizeBytes?: number
  /** Where a message goes after `maxReceiveCount` receives. */
  readonly deadLetterQueue?: {
    readonly queue: QueueReference
    readonly maxReceiveCount: number
  }
  /** Which queues may use this one as their dead-letter queue. Default: all. */
  readonly redriveAllowPolicy?: {
    readonly redrivePermission?: 'allowAll' | 'denyAll' | 'byQueue'
    readonly sourceQueues?: readonly QueueReference[]
  }
  /** Whether it is a FIFO queue. Default: whether its name ends with `.fifo`. */
  readonly fifo?: boolean
  /** In FIFO queues: deduplicates by the body if a message has no id for that. Default false. */
  readonly contentBasedDeduplication?: boolean
  /** In FIFO queues. Default `queue`. */
  readonly deduplicationScope?: 'queue' | 'messageGroup'
  /** In FIFO queues. Default `perQueue`. */
  readonly fifoThroughputLimit?: 'perQueue' | 'perMessageGroupId'
  /** The id of a KMS key. Kept and shown; nothing is encrypted. */
  readonly encryptionMasterKey?: string
  /** A resource policy, as an object or JSON. Kept and shown. */
  readonly policy?: string | object
  /** Tags. Kept and shown. */
  readonly tags?: Readonly<Record<string, string>>
  /** The region of the queue. Default: the region that this code runs in, or the default region. */
  readonly region?: Handle
}

const NAMES: Readonly<Record<keyof QueueOptions, true>> = {
  visibilityTimeout: true,
  deliveryDelay: true,
  retentionPeriod: true,
  receiveMessageWaitTime: true,
  maxMessageSizeBytes: true,
  deadLetterQueue: true,
  redriveAllowPolicy: true,
  fifo: true,
  contentBasedDeduplication: true,
  deduplicationScope: true,
  fifoThroughputLimit: true,
  encryptionMasterKey: true,
  policy: true,
  tags: true,
  region: true,
}

/** Returns the attributes of CreateQueue. */
export function toAttributes(
  world: World,
  name: string,
  options: QueueOptions,
): Record<string, string> {
  const caller = `createQueue('${name}')`
  checkNames(options, caller, Object.keys(NAMES))
  const seconds = (option: DurationOption): string | undefined => {
    const duration = options[option]
    return duration === undefined ? undefined : String(toWholeSeconds(duration, option, caller))
  }
  return withoutUndefined({
    VisibilityTimeout: seconds('visibilityTimeout'),
    DelaySeconds: seconds('deliveryDelay'),
    MessageRetentionPeriod: seconds('retentionPeriod'),
    ReceiveMessageWaitTimeSeconds: seconds('receiveMessageWaitTime'),
    MaximumMessageSize: textOf(options.maxMessageSizeBytes),
    RedrivePolicy: toRedrivePolicy(world, caller, options.deadLetterQueue),
    RedriveAllowPolicy: toRedriveAllowPolicy(world, caller, options.redriveAllowPolicy),
    FifoQueue: toFifo(caller, name, options.fifo) ? 'true' : undefined,
    ContentBasedDeduplication: textOf(options.contentBasedDeduplication),
    DeduplicationScope: options.deduplicationScope,
    FifoThroughputLimit: options.fifoThroughputLimit,
    KmsMasterKeyId: options.encryptionMasterKey,
    Policy: typeof options.policy === 'object' ? JSON.stringify(options.policy) : options.policy,
  })
}

type DurationOption =
  'visibilityTimeout' | 'deliveryDelay' | 'retentionPeriod' | 'receiveMessageWaitTime'

const textOf = (value: number | boolean | undefined): string | undefined =>
  value === undefined ? undefined : String(value)

const referenceOf = (world: World, caller: string, option: string, queue: unknown): string =>
  toReference(queue, [QUEUE_KIND], { world, caller, option }).arn

function toRedrivePolicy(
  world: World,
  caller: string,
  given: QueueOptions['deadLetterQueue'],
): string | undefined {
  if (given === undefined) return undefined
  if (!Number.isInteger(Object(given).maxReceiveCount)) {
    throw new MisuseError(
      `${caller} received ${nameOf(given)} as its deadLetterQueue.`,
      '{ queue, maxReceiveCount: 3 }',
    )
  }
  const { queue, maxReceiveCount } = given
  const deadLetterTargetArn = referenceOf(world, caller, 'deadLetterQueue.queue', queue)
  return JSON.stringify({ deadLetterTargetArn, maxReceiveCount })
}

function toRedriveAllowPolicy(
  world: World,
  caller: string,
  given: QueueOptions['redriveAllowPolicy'],
): string | undefined {
  if (given === undefined) return undefined
  checkNames(given, `${caller}, redriveAllowPolicy:`, ['redrivePermission', 'sourceQueues'])
  const { sourceQueues, redrivePermission = sourceQueues ? 'byQueue' : 'allowAll' } = given
  const sourceQueueArns = sourceQueues?.map((queue) =>
    referenceOf(world, caller, 'redriveAllowPolicy.sourceQueues', queue),
  )
  return JSON.stringify({ redrivePermission, ...(sourceQueueArns && { sourceQueueArns }) })
}

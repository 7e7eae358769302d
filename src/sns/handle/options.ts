/** The options of `createTopic`, which have CDK's names. */
import { checkNames } from '../../core/checks.ts'
import type { Handle } from '../../core/handle.ts'
import { toFifo } from '../../core/resources/fifo-name.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'

/**
 * Options of `createTopic`.
 * AWS: https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
export interface TopicOptions {
  /** Whether it is a FIFO topic. Default: whether its name ends with `.fifo`. */
  readonly fifo?: boolean
  /** In FIFO topics: deduplicates by the message if it has no id for that. Default false. */
  readonly contentBasedDeduplication?: boolean
  /** In FIFO topics: within which messages ids must differ. Default `Topic`. */
  readonly fifoThroughputScope?: 'Topic' | 'MessageGroup'
  /** Kept and shown. */
  readonly displayName?: string
  /** `'1'` (SHA-1, default) or `'2'` (SHA-256). */
  readonly signatureVersion?: '1' | '2'
  /** The id of a KMS key. Kept and shown; nothing is encrypted. */
  readonly masterKey?: string
  /** A resource policy, as an object or JSON. Kept and shown. */
  readonly policy?: string | object
  /** Kept and shown. */
  readonly tags?: Readonly<Record<string, string>>
  /** The region of the topic. Default: the region that this code runs in, or the default region. */
  readonly region?: Handle
}

const NAMES: Readonly<Record<keyof TopicOptions, true>> = {
  fifo: true,
  contentBasedDeduplication: true,
  fifoThroughputScope: true,
  displayName: true,
  signatureVersion: true,
  masterKey: true,
  policy: true,
  tags: true,
  region: true,
}

/** Returns the attributes of CreateTopic. */
export function toAttributes(name: string, options: TopicOptions): Record<string, string> {
  const caller = `createTopic('${name}')`
  checkNames(options, caller, Object.keys(NAMES))
  const { policy, contentBasedDeduplication } = options
  return withoutUndefined({
    FifoTopic: toFifo(caller, name, options.fifo) ? 'true' : undefined,
    ContentBasedDeduplication:
      contentBasedDeduplication === undefined ? undefined : String(contentBasedDeduplication),
    FifoThroughputScope: options.fifoThroughputScope,
    DisplayName: options.displayName,
    SignatureVersion: options.signatureVersion,
    KmsMasterKeyId: options.masterKey,
    Policy: typeof policy === 'object' ? JSON.stringify(policy) : policy,
  })
}

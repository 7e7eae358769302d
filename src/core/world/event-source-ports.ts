/**
 * The interfaces between event source mappings, the sources that they read (streams, queues), and
 * the receivers of what a function's failures and successes leave behind (queues, topics, buses,
 * buckets). Lambda owns the mappings; each source and receiver belongs to its service.
 */
import type { JournalRecord } from '../journal.ts'
import type { Text } from '../late-text.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import type { Duration } from '../time/duration.ts'

/** One record of a stream, for a mapping. */
export interface SourceRecord {
  /** Its position in its shard. Grows from record to record. */
  readonly number: number
  readonly sequenceNumber: string
  /** When the stream took it, in milliseconds since 1970. */
  readonly at: number
  /** Records of one key stay in order, whatever the parallelization factor is. */
  readonly partitionKey: string
  /**
   * The record in the function's event, without `eventSourceARN`, which the reader adds.
   * JSON.stringify prints it as AWS does.
   */
  readonly body: object
  /** The JSON of `body`, where the source has it already. */
  readonly bodyText?: string
  /** The record of the write that led to it. */
  readonly cause: JournalRecord
}

/** One shard of a stream, for a mapping. */
export interface SourceShard {
  readonly id: string
  /** The shards that it was split or merged from. Their records are read first. */
  readonly parents: readonly string[]
  /** The number of its oldest record, or of the next one while it has none. */
  readonly oldest: number
  /** The number of its next record. */
  readonly next: number
  /** It takes no more records. */
  readonly isClosed: boolean
}

/** Streams of records (DynamoDB Streams, Kinesis), as event source mappings read them. */
export interface RecordSource {
  /** Returns the shards of a stream, or undefined if the stream does not exist. */
  shards(streamArn: string): readonly SourceShard[] | undefined
  /** Returns up to `limit` records from number `from` on, without those that have expired. */
  read(streamArn: string, shardId: string, from: number, limit: number): readonly SourceRecord[]
  /** Returns the number of the first record from `time` (milliseconds since 1970) on. */
  numberAt(streamArn: string, shardId: string, time: number): number
}

/** A message attribute, as SQS and SNS name its members. */
export interface MessageAttribute {
  readonly DataType: string
  readonly StringValue?: string
  readonly BinaryValue?: Uint8Array
}

/** A received message, with every attribute. The members have ReceiveMessage's names. */
export interface QueueMessage {
  readonly MessageId: string
  readonly ReceiptHandle: string
  readonly Body: string
  readonly MD5OfBody: string
  readonly MD5OfMessageAttributes?: string | undefined
  /** The system attributes, in AWS's order. */
  readonly Attributes: Readonly<Record<string, string>>
  readonly MessageAttributes?: Readonly<Record<string, MessageAttribute>> | undefined
  /** The record of the call that sent it. */
  readonly cause: JournalRecord
}

/** Queues (SQS), as event source mappings read them. */
export interface QueueSource {
  /** Returns what a mapping needs to know of a queue, or undefined if it does not exist. */
  find(queueArn: string):
    | {
        readonly isFifo: boolean
        readonly visibilityTimeoutMs: number
        /** Whether a redrive policy ends the retries of a message. */
        readonly hasDeadLetterQueue: boolean
      }
    | undefined
  /**
   * Receives up to `max` messages, any number, as ReceiveMessage does: hides them, counts the
   * receive, moves those received too often to the dead-letter queue.
   */
  receive(queueArn: string, max: number): readonly QueueMessage[]
  /** Deletes received messages. */
  delete(queueArn: string, receiptHandles: readonly string[]): void
  /**
   * Returns when the next message that is now delayed or in flight becomes visible, in milliseconds
   * since 1970. Undefined without any.
   */
  nextVisibleAt(queueArn: string): number | undefined
}

/** A message for a receiver, which ignores the members that it has no room for. */
export interface OutgoingMessage {
  /** JSON or other text: a queue's or topic's message, the content of an object. */
  readonly body: Text
  /** A topic's subject. */
  readonly subject?: string
  /** A queue's or topic's message attributes. */
  readonly attributes?: Readonly<Record<string, MessageAttribute>> | undefined
  /** The message group of a FIFO queue or topic, or of a standard queue. */
  readonly groupId?: string | undefined
  /** For a FIFO queue or topic without content-based deduplication. */
  readonly deduplicationId?: string | undefined
  /** The envelope for an event bus, whose `detail` is `body`. */
  readonly event?:
    | {
        readonly source: string
        readonly detailType: string
        readonly resources: readonly string[]
      }
    | undefined
  /** The key of an object for a bucket. */
  readonly key?: string
  readonly cause: JournalRecord
}

/** Queues, topics, event buses and buckets, as services that leave them messages see them. */
export interface Receiver {
  /** Whether this world has the receiver. */
  has(arn: string): boolean
  /** Delivers a message. Throws a ServiceError if the receiver does not take it. */
  send(arn: string, message: OutgoingMessage): MaybePromise<void>
}

/** Options that every event source mapping has. */
export interface MappingOptions {
  /** The most records of one invocation. Default: 100 for streams, 10 for queues. */
  readonly batchSize?: number
  /** How long Lambda gathers records for a batch: up to 5 minutes. Default 0. */
  readonly maxBatchingWindow?: Duration
  /**
   * Patterns. The function receives the records that match one of them. Default: all records.
   * AWS: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
   */
  readonly filters?: readonly object[]
  /** Whether the function's result names the records that failed. Default false. */
  readonly reportBatchItemFailures?: boolean
  /** Default true. */
  readonly enabled?: boolean
}

/**
 * Options of a mapping from a queue.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
 */
export interface QueueMappingOptions extends MappingOptions {
  /** The most invocations at the same time: 2 to 1,000. Default: as Lambda scales. */
  readonly maxConcurrency?: number
}

/**
 * Options of a mapping from a stream.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
export interface StreamMappingOptions extends MappingOptions {
  /**
   * `TRIM_HORIZON` begins with the oldest record, `LATEST` with the next one. A date begins there
   * (Kinesis only). Default `TRIM_HORIZON`.
   */
  readonly startingPosition?: 'TRIM_HORIZON' | 'LATEST' | Date
  /** Whether a failed batch is retried as two halves. Default false. */
  readonly bisectBatchOnError?: boolean
  /** Retries of a failed batch: up to 10,000. Default: until its records expire. */
  readonly retryAttempts?: number
  /** The age at which records are given up: one minute to seven days. Default: no limit. */
  readonly maxRecordAge?: Duration
  /** Batches of one shard at the same time: 1 to 10. Default 1. */
  readonly parallelizationFactor?: number
  /** The length of tumbling windows: up to 15 minutes. Default: none. */
  readonly tumblingWindow?: Duration
  /** Receives a record of each batch that was given up: a queue or a topic, by handle or ARN. */
  readonly onFailure?: string | { readonly arn: string }
}

/** The handle of an event source mapping. */
export interface EventSourceMapping {
  /** Its UUID. */
  readonly name: string
  /** Its ARN. */
  readonly arn: string
  /** Whether it is enabled. */
  readonly enabled: boolean
  /** Disables it until `enable()`. */
  disable(): this
  /** Enables it again. It continues where it was. */
  enable(): this
  /** Deletes it. */
  delete(): void
}

/** Lambda's event source mappings, as streams and queues see them. */
export interface EventSourceMappings {
  /**
   * Tells the mappings of a source that it has something new. Costs next to nothing without
   * mappings. Sources call it after each write, and need not look whether it helps.
   */
  wake(sourceArn: string): void
  /**
   * Creates the mapping that `caller` (`orders.on('stream')`) describes.
   *
   * @throws MisuseError for options that Lambda does not accept
   */
  create(request: {
    readonly caller: string
    readonly sourceArn: string
    /** A function's handle, name or ARN. */
    readonly target: unknown
    readonly options: StreamMappingOptions | QueueMappingOptions
  }): EventSourceMapping
}

/** A queue's definition: its attributes as AWS stores them, and as this room reads them. */
import type { Tags } from '../../core/resources/tags.ts'
import type { Declared } from '../../core/world/generation.ts'

/** A dead-letter queue, and the receives before a message is moved there. */
export interface RedrivePolicy {
  readonly targetArn: string
  readonly maxReceiveCount: number
}

/** Which queues may name this one as their dead-letter queue. */
export interface RedriveAllowPolicy {
  readonly permission: 'allowAll' | 'denyAll' | 'byQueue'
  readonly sourceArns: readonly string[]
}

/** The attributes in the form that operations read. */
export interface QueueSettings {
  readonly visibilityMs: number
  readonly delayMs: number
  readonly waitMs: number
  readonly retentionMs: number
  readonly maximumBytes: number
  readonly redrive: RedrivePolicy | undefined
  readonly redriveAllow: RedriveAllowPolicy | undefined
  readonly deduplicatesByContent: boolean
  readonly deduplicatesByGroup: boolean
}

export interface QueueDefinition extends Declared {
  readonly name: string
  readonly isFifo: boolean
  /** The attributes that GetQueueAttributes shows, except those that describe the content. */
  readonly attributes: ReadonlyMap<string, string>
  readonly settings: QueueSettings
  readonly tags: Tags
  /** Seconds since 1970. */
  readonly createdAt: number
  readonly modifiedAt: number
}

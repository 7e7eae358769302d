/** Topics, as a world keeps them. */
import type { Tags } from '../../core/resources/tags.ts'
import type { Declared } from '../../core/world/generation.ts'

/** A topic. It is immutable: worlds share it until one of them changes it. */
export interface Topic extends Declared {
  readonly name: string
  readonly arn: string
  readonly isFifo: boolean
  /** The attributes that were set, as GetTopicAttributes shows them. */
  readonly attributes: ReadonlyMap<string, string>
  readonly tags: Tags
  /** How many subscriptions were deleted. */
  readonly deletedSubscriptions: number
  /** As `createTopic` made it, which a reset returns to. Undefined if CreateTopic did. */
  readonly declared: Topic | undefined
}

export const deduplicatesByContent = ({ attributes }: Topic): boolean =>
  attributes.get('ContentBasedDeduplication') === 'true'

// AWS: sns-fifo-topics.html, FifoThroughputScope.
export const deduplicatesByGroup = ({ attributes }: Topic): boolean =>
  attributes.get('FifoThroughputScope') === 'MessageGroup'

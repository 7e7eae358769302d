/** A type of resource that has handles: queues, topics, buckets. */
import type { HandleKind } from '../handle.ts'
import type { ArnForm } from './arn-form.ts'

/** The noun of a kind in messages: `a queue`, `an event bus`. */
export type Noun = `a ${string}` | `an ${string}`

export interface ResourceKind {
  /** The kind of the resource's handles: `queue`. */
  readonly kind: HandleKind
  readonly noun: Noun
  readonly arn: ArnForm
}

/** Returns `queue` for `a queue`. */
export const withoutArticle = (noun: Noun): string => noun.slice(noun.indexOf(' ') + 1)

/** Subscriptions, as a world keeps them. */
import type { Declared } from '../../core/world/generation.ts'
import type { FilterPolicy, FilterScope } from '../filtering/policy.ts'

export const PROTOCOLS = [
  'http',
  'https',
  'email',
  'email-json',
  'sms',
  'sqs',
  'lambda',
  'application',
  'firehose',
] as const

export type Protocol = (typeof PROTOCOLS)[number]

/** The settings that SetSubscriptionAttributes changes. */
export interface SubscriptionSettings {
  readonly isRaw: boolean
  readonly filterPolicy: string | undefined
  readonly filterScope: FilterScope
  readonly filter: FilterPolicy | undefined
  readonly redrivePolicy: string | undefined
  readonly deadLetterArn: string | undefined
  readonly deliveryPolicy: string | undefined
}

/** A subscription. It is immutable: worlds share it until one of them changes it. */
export interface Subscription extends Declared {
  readonly arn: string
  /** The topic's name. */
  readonly topic: string
  readonly protocol: Protocol
  readonly endpoint: string
  readonly settings: SubscriptionSettings
  /** The token that confirms it. Undefined for those that need no confirmation. */
  readonly token: string | undefined
  readonly isConfirmed: boolean
  /** Whether its handle disabled it. AWS has no such state. */
  readonly isEnabled: boolean
  /** As `topic.subscribe` made it, which a reset returns to. Undefined if Subscribe did. */
  readonly declared: Subscription | undefined
}

/** What a bucket tells others of its objects. */

export type NotificationKind = 'queue' | 'topic' | 'function'

export interface FilterRule {
  readonly Name: string
  readonly Value: string
}

/** Sends events of the bucket's objects to one destination. */
export interface Notification {
  readonly id: string
  readonly kind: NotificationKind
  readonly arn: string
  /** `s3:ObjectCreated:*` */
  readonly events: readonly string[]
  readonly rules: readonly FilterRule[] | undefined
  /** Whether it is there for AWS. `on(...).disable()` takes it away. */
  readonly isEnabled: boolean
}

export interface Notifications {
  readonly destinations: readonly Notification[]
  /** Whether all events go to the default event bus. */
  readonly eventBridge: boolean
}

export const NO_NOTIFICATIONS: Notifications = { destinations: [], eventBridge: false }

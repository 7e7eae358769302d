/** What a table is, apart from its items: immutable descriptions, replaced as a whole when something changes. */

export type KeyType = 'S' | 'N' | 'B'

export interface AttributeDefinition {
  readonly name: string
  readonly type: KeyType
}

/**
 * The attributes that place an item: HASH ones, then RANGE ones. A table and a local index have one and at most one; a global index up to
 * four of each.
 */
export interface KeySchema {
  readonly partition: readonly AttributeDefinition[]
  readonly sort: readonly AttributeDefinition[]
}

export interface Throughput {
  readonly read: number
  readonly write: number
}

export interface ProvisionedThroughput extends Throughput {
  readonly decreasesToday: number
  /** Milliseconds since 1970. */
  readonly increasedAt?: number
  readonly decreasedAt?: number
}

export type ProjectionType = 'ALL' | 'KEYS_ONLY' | 'INCLUDE'

export type IndexStatus = 'CREATING' | 'UPDATING' | 'DELETING' | 'ACTIVE'
export type TableStatus =
  IndexStatus | 'INACCESSIBLE_ENCRYPTION_CREDENTIALS' | 'ARCHIVING' | 'ARCHIVED'

export interface IndexDefinition {
  readonly name: string
  readonly kind: 'global' | 'local'
  readonly arn: string
  readonly keys: KeySchema
  readonly projection: ProjectionType
  /** NonKeyAttributes, as given; only with INCLUDE. */
  readonly included: readonly string[]
  /** The members below are a global index's alone. */
  readonly status: IndexStatus
  readonly backfilling?: boolean
  readonly throughput?: ProvisionedThroughput
  readonly onDemandThroughput?: Partial<Throughput>
  readonly warmThroughput?: Throughput
}

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES'

export interface StreamDefinition {
  readonly viewType: StreamViewType
  readonly label: string
  readonly arn: string
}

export interface TimeToLiveDefinition {
  readonly attribute: string
  readonly status: 'ENABLING' | 'ENABLED' | 'DISABLING' | 'DISABLED'
  readonly changedAt: number
}

export interface Tag {
  readonly key: string
  readonly value: string
}

export interface TableDefinition {
  readonly name: string
  readonly id: string
  readonly arn: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly status: TableStatus
  /** In the order the caller gave. */
  readonly attributes: readonly AttributeDefinition[]
  readonly keys: KeySchema
  /** Local and global ones, each kind in the order the caller gave. */
  readonly indexes: readonly IndexDefinition[]
  readonly billingMode: 'PROVISIONED' | 'PAY_PER_REQUEST'
  /** When the table last became on-demand; undefined while it never was. */
  readonly onDemandSince?: number
  readonly throughput: ProvisionedThroughput
  readonly onDemandThroughput?: Partial<Throughput>
  readonly warmThroughput?: Throughput
  readonly stream?: StreamDefinition
  readonly timeToLive?: TimeToLiveDefinition
  readonly tags: readonly Tag[]
  readonly deletionProtection: boolean
  readonly tableClass?: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS'
  readonly tableClassChangedAt?: number
}

/** The key's attributes, HASH first. */
export const keyAttributes = (keys: KeySchema): readonly AttributeDefinition[] =>
  keys.sort.length === 0 ? keys.partition : [...keys.partition, ...keys.sort]

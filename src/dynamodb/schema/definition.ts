/** What a table is: immutable, replaced as a whole by the control plane. Times are milliseconds. */

export type ScalarType = 'S' | 'N' | 'B'

export interface KeyAttribute {
  readonly name: string
  readonly type: ScalarType
}

export type KeyAttributes = readonly [KeyAttribute, ...KeyAttribute[]]

/** The HASH attributes and the RANGE attributes of a table or an index, in order. One and at most one, except in global indexes (up to four of each). */
export interface KeySchema {
  readonly partition: KeyAttributes
  readonly sort: readonly KeyAttribute[]
}

export type ProjectionType = 'ALL' | 'KEYS_ONLY' | 'INCLUDE'

export interface Projection {
  readonly type: ProjectionType
  /** Only of INCLUDE; in the order of the names. */
  readonly nonKeyAttributes: readonly string[]
}

export type BillingMode = 'PROVISIONED' | 'PAY_PER_REQUEST'

/** Read and write units; 0 and 0 in on-demand mode. */
export interface Throughput {
  readonly read: number
  readonly write: number
  readonly lastIncreaseAt?: number
  readonly lastDecreaseAt?: number
  readonly decreasesToday: number
}

/** Read and write units where either may be absent: on-demand peaks and warm throughput. */
export interface Units {
  readonly read?: number
  readonly write?: number
}

export interface IndexDefinition {
  readonly name: string
  readonly kind: 'global' | 'local'
  readonly key: KeySchema
  readonly projection: Projection
  /** Of global indexes. */
  readonly throughput?: Throughput
  readonly onDemand?: Units
  readonly warm?: Units
  /** The status a reader sees for a while; then ACTIVE. */
  readonly transition?: Transition
  /** It was added to a table that may have had items. */
  readonly backfills?: boolean
}

/** Something that is on its way: the status shows until the clock reaches `until`. */
export interface Transition {
  readonly status: 'CREATING' | 'UPDATING' | 'DELETING'
  readonly until: number
}

export type StreamViewType = 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES' | 'KEYS_ONLY'

export interface Tag {
  readonly key: string
  readonly value: string
}

export interface TimeToLive {
  readonly attribute: string
  readonly enabled: boolean
  readonly changedAt: number
}

/** What a table was restored from. */
export interface RestoreSummary {
  readonly tableArn: string
  readonly backupArn?: string
  /** The point in time that was restored. */
  readonly at: number
}

export interface Encryption {
  readonly keyArn: string
}

export interface TableDefinition {
  readonly name: string
  readonly arn: string
  /** A UUID. */
  readonly id: string
  readonly createdAt: number
  readonly key: KeySchema
  /** Types of all key attributes, in the order of the names. */
  readonly attributes: readonly KeyAttribute[]
  /** Local ones first, each kind in the order given. */
  readonly indexes: readonly IndexDefinition[]
  readonly billingMode: BillingMode
  readonly onDemandSince?: number
  readonly throughput: Throughput
  readonly onDemand?: Units
  readonly warm?: Units
  readonly transition?: Transition
  /** While one is enabled. */
  readonly stream?: { readonly viewType: StreamViewType; readonly label: string }
  /** Label of the newest stream, also after it was disabled. */
  readonly latestStream?: string
  readonly timeToLive?: TimeToLive
  /** Point-in-time recovery, while it is enabled. */
  readonly pointInTime?: { readonly enabledAt: number; readonly days: number }
  readonly encryption?: Encryption | undefined
  readonly tableClass?: {
    readonly name: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS'
    readonly updatedAt?: number
  }
  readonly deletionProtection: boolean
  readonly tags: readonly Tag[]
  readonly restored?: RestoreSummary
}

/** They are read for every request: by index and within bounds, which costs less than an iterator. */
export const attributeAt = (attributes: readonly KeyAttribute[], i: number): KeyAttribute =>
  attributes[i]!

/** Names of the key attributes of a table or an index, HASH first. */
export const keyNames = ({ partition, sort }: KeySchema): string[] => [
  ...partition.map(({ name }) => name),
  ...sort.map(({ name }) => name),
]

export const indexOf = (
  definition: TableDefinition,
  indexName: string,
): IndexDefinition | undefined => definition.indexes.find(({ name }) => name === indexName)

export type Status = 'CREATING' | 'UPDATING' | 'DELETING' | 'ACTIVE'

/** The status a transition shows at a time. What is deleted is gone by then. */
export const statusAt = (transition: Transition | undefined, now: number): Status =>
  transition && now < transition.until ? transition.status : 'ACTIVE'

export const streamArn = ({ arn }: Pick<TableDefinition, 'arn'>, label: string): string =>
  `${arn}/stream/${label}`

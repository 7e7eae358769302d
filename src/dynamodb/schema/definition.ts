/**
 * The definition of a table. It is immutable: control-plane operations replace it as a whole.
 * Times are in milliseconds since 1970.
 */

export type ScalarType = 'S' | 'N' | 'B'

export interface KeyAttribute {
  readonly name: string
  readonly type: ScalarType
}

export type KeyAttributes = readonly [KeyAttribute, ...KeyAttribute[]]

/**
 * The HASH and RANGE attributes of a table or an index, in order: one HASH and at most one RANGE
 * attribute, or up to four of each in a global index.
 */
export interface KeySchema {
  readonly partition: KeyAttributes
  readonly sort: readonly KeyAttribute[]
}

export type ProjectionType = 'ALL' | 'KEYS_ONLY' | 'INCLUDE'

export interface Projection {
  readonly type: ProjectionType
  /** The included attributes, sorted by name. Empty unless the type is INCLUDE. */
  readonly nonKeyAttributes: readonly string[]
}

export type BillingMode = 'PROVISIONED' | 'PAY_PER_REQUEST'

/** Provisioned read and write units. Both are 0 in on-demand mode. */
export interface Throughput {
  readonly read: number
  readonly write: number
  readonly lastIncreaseAt?: number
  readonly lastDecreaseAt?: number
  readonly decreasesToday: number
}

/** Optional read and write units, for on-demand maximums and warm throughput. */
export interface Units {
  readonly read?: number
  readonly write?: number
}

export interface IndexDefinition {
  readonly name: string
  readonly kind: 'global' | 'local'
  readonly key: KeySchema
  readonly projection: Projection
  /** Global indexes only. */
  readonly throughput?: Throughput
  readonly onDemand?: Units
  readonly warm?: Units
  /** The temporary status of the index. Without it the index is ACTIVE. */
  readonly transition?: Transition
  /** Whether UpdateTable added the index, so that AWS fills it from existing items. */
  readonly backfills?: boolean
}

export type Distance = 'COSINE' | 'EUCLIDEAN' | 'DOT_PRODUCT'

/** A vector index: a similarity search over one attribute. */
export interface VectorIndexDefinition {
  readonly name: string
  /** The attribute that holds the vectors, as lists of numbers. */
  readonly attribute: string
  readonly dimensions: number
  readonly distance: Distance
  /** The attributes that a search may filter by, in the order of the request. */
  readonly schema: readonly SearchElement[]
  readonly projection: Projection
  readonly transition?: Transition
  readonly backfills?: boolean
}

/** `HASH`: every search names its value. `INLINE_FILTER`: a search may. */
export interface SearchElement {
  readonly attribute: KeyAttribute
  readonly role: 'HASH' | 'INLINE_FILTER'
}

/** A temporary status, which ends when the clock reaches `until`. */
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

/** The source of a restored table. */
export interface RestoreSummary {
  readonly tableArn: string
  readonly backupArn?: string
  /** The point in time of the restored content. */
  readonly at: number
}

export interface Encryption {
  readonly keyArn: string
}

/** A Kinesis stream that receives the changes of a table. */
export interface KinesisDestination {
  readonly streamArn: string
  readonly status: 'ACTIVE' | 'DISABLED'
  readonly precision?: 'MILLISECOND' | 'MICROSECOND'
}

/** A replica of a global table: the table of one AWS region. */
export interface Replica {
  readonly region: string
  readonly transition?: Transition
  /**
   * The settings in which it differs, under AWS's names.
   * AWS: V2globaltables_HowItWorks.html#V2globaltables_HowItWorks.setting-synchronization
   */
  readonly overrides?: Readonly<Record<string, unknown>>
}

/** The replicas of a global table, with this one, in the order in which they were added. */
export interface ReplicationGroup {
  readonly replicas: readonly Replica[]
  readonly consistency: 'EVENTUAL' | 'STRONG'
  /** The AWS region that votes and keeps no items, with strong consistency. */
  readonly witness?: string
}

export interface TableDefinition {
  readonly name: string
  readonly arn: string
  /** A UUID. */
  readonly id: string
  readonly createdAt: number
  readonly key: KeySchema
  /** The types of all attributes of keys and search schemas, sorted by name. */
  readonly attributes: readonly KeyAttribute[]
  /** Local indexes, then global indexes, each in the order of the request. */
  readonly indexes: readonly IndexDefinition[]
  /** In the order of the request. */
  readonly vectorIndexes: readonly VectorIndexDefinition[]
  readonly billingMode: BillingMode
  readonly onDemandSince?: number
  /** Times of the last switch to on-demand mode and of those in the 24 hours before it. */
  readonly switchedToOnDemand?: readonly number[]
  readonly throughput: Throughput
  readonly onDemand?: Units
  readonly warm?: Units
  readonly transition?: Transition
  /** The enabled stream. */
  readonly stream?: { readonly viewType: StreamViewType; readonly label: string }
  /** The label of the latest stream, enabled or disabled. */
  readonly latestStream?: string
  readonly timeToLive?: TimeToLive
  readonly kinesis?: readonly KinesisDestination[]
  /** Of a global table. */
  readonly replication?: ReplicationGroup
  /** Point-in-time recovery, if enabled. */
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

/**
 * Reads one attribute. Every request reads key attributes, and an index is faster than an iterator.
 */
export function attributeAt(attributes: readonly KeyAttribute[], i: number): KeyAttribute {
  const attribute = attributes[i]
  if (attribute === undefined) throw new RangeError(`no key attribute ${i}`)
  return attribute
}

/** The names of the key attributes of a table or an index, HASH first. */
export const keyNames = ({ partition, sort }: KeySchema): string[] => [
  ...partition.map(({ name }) => name),
  ...sort.map(({ name }) => name),
]

/** The definition without the types of attributes that no key and no search schema uses. */
export function withUsedAttributes(definition: TableDefinition): TableDefinition {
  const { indexes, vectorIndexes, attributes } = definition
  const used = new Set([
    ...[definition, ...indexes].flatMap(({ key }) => keyNames(key)),
    ...vectorIndexes.flatMap(({ schema }) => schema.map(({ attribute }) => attribute.name)),
  ])
  return { ...definition, attributes: attributes.filter(({ name }) => used.has(name)) }
}

export const indexOf = (
  definition: TableDefinition,
  indexName: string,
): IndexDefinition | undefined => definition.indexes.find(({ name }) => name === indexName)

export type Status = 'CREATING' | 'UPDATING' | 'DELETING' | 'ACTIVE'

/** The status at a time. Maintenance removes a deleted table when its transition ends. */
export const statusAt = (transition: Transition | undefined, now: number): Status =>
  transition && now < transition.until ? transition.status : 'ACTIVE'

const DAY_MS = 24 * 3_600_000

/** Whether two times are on the same UTC day. */
export const isSameDay = (a: number, b: number): boolean =>
  Math.floor(a / DAY_MS) === Math.floor(b / DAY_MS)

export const streamArn = ({ arn }: Pick<TableDefinition, 'arn'>, label: string): string =>
  `${arn}/stream/${label}`

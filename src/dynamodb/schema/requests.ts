/** The parts of control-plane requests, typed as they are after the constraint checks. */

export interface KeySchemaElement {
  readonly AttributeName: string
  readonly KeyType: 'HASH' | 'RANGE'
}

/** At least one element, which the API model requires. */
export type KeySchemaInput = readonly [KeySchemaElement, ...KeySchemaElement[]]

export interface AttributeDefinitionInput {
  readonly AttributeName: string
  readonly AttributeType: 'S' | 'N' | 'B'
}

export interface ProjectionInput {
  readonly ProjectionType?: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'
  readonly NonKeyAttributes?: readonly string[]
}

export interface ThroughputInput {
  readonly ReadCapacityUnits: number
  readonly WriteCapacityUnits: number
}

export interface OnDemandInput {
  readonly MaxReadRequestUnits?: number
  readonly MaxWriteRequestUnits?: number
}

export interface WarmInput {
  readonly ReadUnitsPerSecond?: number
  readonly WriteUnitsPerSecond?: number
}

export interface LocalIndexInput {
  readonly IndexName: string
  readonly KeySchema: KeySchemaInput
  readonly Projection: ProjectionInput
}

export interface GlobalIndexInput extends LocalIndexInput {
  readonly ProvisionedThroughput?: ThroughputInput
  readonly OnDemandThroughput?: OnDemandInput
  readonly WarmThroughput?: WarmInput
}

export interface VectorIndexInput {
  readonly IndexName: string
  readonly VectorAttribute: { readonly AttributeName: string }
  readonly Dimensions: number
  readonly DistanceFunction: 'COSINE' | 'EUCLIDEAN' | 'DOT_PRODUCT'
  readonly SearchSchema?: readonly SearchElementInput[]
  readonly Projection: ProjectionInput
}

export interface SearchElementInput {
  readonly AttributeName: string
  readonly SearchSchemaElementType: 'HASH' | 'INLINE_FILTER'
}

export interface VectorIndexUpdate {
  readonly Create?: VectorIndexInput
  readonly Delete?: { readonly IndexName: string }
}

export interface StreamInput {
  readonly StreamEnabled: boolean
  readonly StreamViewType?: 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES' | 'KEYS_ONLY'
}

export interface EncryptionInput {
  readonly Enabled?: boolean
  readonly SSEType?: 'AES256' | 'KMS'
  readonly KMSMasterKeyId?: string
}

export interface TagInput {
  readonly Key?: string
  readonly Value?: string
}

export interface CreateTableRequest {
  readonly TableName: string
  readonly AttributeDefinitions: readonly AttributeDefinitionInput[]
  readonly KeySchema: KeySchemaInput
  readonly LocalSecondaryIndexes?: readonly LocalIndexInput[]
  readonly GlobalSecondaryIndexes?: readonly GlobalIndexInput[]
  readonly BillingMode?: 'PROVISIONED' | 'PAY_PER_REQUEST'
  readonly TableThroughputMode?: 'PROVISIONED' | 'PAY_PER_REQUEST'
  readonly ProvisionedThroughput?: ThroughputInput
  readonly StreamSpecification?: StreamInput
  readonly SSESpecification?: EncryptionInput
  readonly Tags?: readonly TagInput[]
  readonly TableClass?: string
  readonly DeletionProtectionEnabled?: boolean
  readonly WarmThroughput?: WarmInput
  readonly OnDemandThroughput?: OnDemandInput
  readonly ResourcePolicy?: string
  readonly VectorIndexes?: readonly VectorIndexInput[]
  readonly GlobalTableSourceArn?: string
  readonly GlobalTableSettingsReplicationMode?: string
}

export interface UpdateIndexInput {
  readonly IndexName: string
  readonly ProvisionedThroughput?: ThroughputInput
  readonly OnDemandThroughput?: OnDemandInput
  readonly WarmThroughput?: WarmInput
}

export interface GlobalIndexUpdate {
  readonly Update?: UpdateIndexInput
  readonly Create?: GlobalIndexInput
  readonly Delete?: { readonly IndexName: string }
}

export interface UpdateTableRequest extends Partial<
  Pick<
    CreateTableRequest,
    | 'AttributeDefinitions'
    | 'BillingMode'
    | 'TableThroughputMode'
    | 'ProvisionedThroughput'
    | 'StreamSpecification'
    | 'SSESpecification'
    | 'TableClass'
    | 'DeletionProtectionEnabled'
    | 'OnDemandThroughput'
    | 'WarmThroughput'
    | 'GlobalTableSettingsReplicationMode'
  >
> {
  readonly TableName: string
  readonly GlobalSecondaryIndexUpdates?: readonly GlobalIndexUpdate[]
  readonly VectorIndexUpdates?: readonly VectorIndexUpdate[]
  readonly ReplicaUpdates?: readonly ReplicaUpdate[]
  readonly MultiRegionConsistency?: 'EVENTUAL' | 'STRONG'
  readonly GlobalTableWitnessUpdates?: readonly WitnessUpdate[]
}

interface ReplicaIndexInput {
  readonly IndexName: string
  readonly ProvisionedThroughputOverride?: { readonly ReadCapacityUnits?: number }
  readonly OnDemandThroughputOverride?: { readonly MaxReadRequestUnits?: number }
}

export interface ReplicaInput extends Partial<Omit<ReplicaIndexInput, 'IndexName'>> {
  readonly RegionName: string
  readonly KMSMasterKeyId?: string
  readonly TableClassOverride?: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS'
  readonly GlobalSecondaryIndexes?: readonly ReplicaIndexInput[]
}

export interface ReplicaUpdate {
  readonly Create?: ReplicaInput
  readonly Update?: ReplicaInput
  readonly Delete?: { readonly RegionName: string }
}

export interface WitnessUpdate {
  readonly Create?: { readonly RegionName: string }
  readonly Delete?: { readonly RegionName: string }
}

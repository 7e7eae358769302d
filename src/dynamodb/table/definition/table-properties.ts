/**
 * The properties of CloudFormation's `AWS::DynamoDB::Table` and `AWS::DynamoDB::GlobalTable`. As in
 * templates, numbers and booleans may be strings.
 */
import type { CreateTableInput } from './create-table-input.ts'

type Flag = boolean | 'true' | 'false' | undefined
type Count = number | string | undefined

interface Throughput {
  readonly ReadCapacityUnits: Count
  readonly WriteCapacityUnits: Count
}

interface AutoScaling {
  readonly MinCapacity: Count
  readonly MaxCapacity: Count
  readonly SeedCapacity?: Count
  readonly TargetTrackingScalingPolicyConfiguration?: unknown
}

interface WriteSettings {
  readonly WriteProvisionedThroughputSettings?:
    { readonly WriteCapacityAutoScalingSettings?: AutoScaling | undefined } | undefined
  readonly WriteOnDemandThroughputSettings?: { readonly MaxWriteRequestUnits?: Count } | undefined
}

interface ReadSettings {
  readonly ReadProvisionedThroughputSettings?:
    | {
        readonly ReadCapacityUnits?: Count
        readonly ReadCapacityAutoScalingSettings?: AutoScaling | undefined
      }
    | undefined
  readonly ReadOnDemandThroughputSettings?: { readonly MaxReadRequestUnits?: Count } | undefined
}

interface LocalIndexProperties {
  readonly IndexName: string
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[]
  readonly Projection: {
    readonly ProjectionType?: string | undefined
    readonly NonKeyAttributes?: readonly string[] | undefined
  }
}

interface WarmThroughput {
  readonly ReadUnitsPerSecond?: Count
  readonly WriteUnitsPerSecond?: Count
}

interface PointInTimeRecovery {
  readonly PointInTimeRecoveryEnabled?: Flag
  readonly RecoveryPeriodInDays?: Count
}

interface VectorIndexProperties {
  readonly IndexName: string
  readonly VectorAttribute: { readonly AttributeName: string }
  readonly Dimensions: Count
  readonly DistanceFunction: string
  readonly SearchSchema?:
    | readonly { readonly AttributeName: string; readonly SearchSchemaElementType: string }[]
    | undefined
  readonly Projection: {
    readonly ProjectionType?: string | undefined
    readonly NonKeyAttributes?: readonly string[] | undefined
  }
}

/** Properties of both resources. */
interface SharedProperties {
  /**
   * A string. References are not resolved:
   * write `new Table({ ...properties, TableName: 'orders' })`.
   */
  readonly TableName?: string | undefined
  readonly AttributeDefinitions?:
    readonly { readonly AttributeName: string; readonly AttributeType: string }[] | undefined
  readonly KeySchema?:
    readonly { readonly AttributeName: string; readonly KeyType: string }[] | undefined
  readonly LocalSecondaryIndexes?: readonly LocalIndexProperties[] | undefined
  readonly VectorIndexes?: readonly VectorIndexProperties[] | undefined
  readonly BillingMode?: string | undefined
  /** A view type enables the stream; `StreamEnabled` is not needed. */
  readonly StreamSpecification?:
    | {
        readonly StreamEnabled?: Flag
        readonly StreamViewType?: string | undefined
        readonly ResourcePolicy?: unknown
      }
    | undefined
  readonly SSESpecification?:
    | {
        readonly SSEEnabled?: Flag
        readonly SSEType?: string | undefined
        readonly KMSMasterKeyId?: unknown
      }
    | undefined
  readonly TimeToLiveSpecification?:
    { readonly AttributeName?: string | undefined; readonly Enabled?: Flag } | undefined
  readonly WarmThroughput?: WarmThroughput | undefined
}

/** The properties of an `AWS::DynamoDB::Table`. */
export interface TableProperties extends SharedProperties {
  readonly GlobalSecondaryIndexes?:
    | readonly (LocalIndexProperties & {
        readonly ProvisionedThroughput?: Throughput | undefined
        readonly OnDemandThroughput?: object | undefined
        readonly WarmThroughput?: WarmThroughput | undefined
        readonly ContributorInsightsSpecification?: unknown
      })[]
    | undefined
  readonly ProvisionedThroughput?: Throughput | undefined
  readonly OnDemandThroughput?:
    { readonly MaxReadRequestUnits?: Count; readonly MaxWriteRequestUnits?: Count } | undefined
  readonly PointInTimeRecoverySpecification?: PointInTimeRecovery | undefined
  readonly TableClass?: string | undefined
  readonly DeletionProtectionEnabled?: Flag
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[] | undefined
  /** Not simulated: throws UnsupportedError if it is enabled. */
  readonly ContributorInsightsSpecification?: unknown
  /** Not simulated: throws UnsupportedError. */
  readonly KinesisStreamSpecification?: unknown
  /** Not simulated: throws UnsupportedError. */
  readonly ImportSourceSpecification?: unknown
  /** Not simulated: throws UnsupportedError. */
  readonly ResourcePolicy?: unknown
}

/**
 * A replica of an `AWS::DynamoDB::GlobalTable`. The table gets the settings of the replica in its
 * own region.
 */
interface ReplicaProperties extends ReadSettings {
  readonly Region: unknown
  readonly GlobalSecondaryIndexes?:
    | readonly (ReadSettings & {
        readonly IndexName: string
        readonly ContributorInsightsSpecification?: unknown
      })[]
    | undefined
  readonly PointInTimeRecoverySpecification?: PointInTimeRecovery | undefined
  readonly SSESpecification?: { readonly KMSMasterKeyId?: unknown } | undefined
  readonly TableClass?: string | undefined
  readonly DeletionProtectionEnabled?: Flag
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[] | undefined
  readonly ContributorInsightsSpecification?: unknown
  readonly KinesisStreamSpecification?: unknown
  readonly ReplicaStreamSpecification?: unknown
  readonly ResourcePolicy?: unknown
}

/**
 * The properties of an `AWS::DynamoDB::GlobalTable`, as CDK's `TableV2` writes them. Replicas in
 * other regions are refused by name.
 */
export interface GlobalTableProperties extends SharedProperties, WriteSettings {
  readonly GlobalSecondaryIndexes?:
    | readonly (LocalIndexProperties &
        WriteSettings & { readonly WarmThroughput?: WarmThroughput | undefined })[]
    | undefined
  readonly Replicas: readonly ReplicaProperties[]
  readonly MultiRegionConsistency?: string | undefined
  readonly GlobalTableWitnesses?: unknown
}

/** A whole resource of a template: its `Type` and its `Properties`. */
export interface TableResource {
  readonly Type: string
  readonly Properties: TableProperties | GlobalTableProperties
}

/** The input of `new Table(...)` without a schema. */
export type TableInput =
  | (CreateTableInput & Pick<SharedProperties, 'TimeToLiveSpecification'>)
  | TableProperties
  | GlobalTableProperties
  | TableResource

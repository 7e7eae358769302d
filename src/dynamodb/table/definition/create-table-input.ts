/**
 * The input of CreateTable under AWS's names. The type is declared here so that tests do not need
 * `@aws-sdk/client-dynamodb`; the SDK's `CreateTableCommandInput` is assignable to it.
 */

interface KeySchemaElement {
  readonly AttributeName: string | undefined
  readonly KeyType: string | undefined
}

interface ProjectionInput {
  readonly ProjectionType?: string | undefined
  readonly NonKeyAttributes?: readonly string[] | undefined
}

interface ThroughputInput {
  readonly ReadCapacityUnits: number | undefined
  readonly WriteCapacityUnits: number | undefined
}

interface OnDemandThroughputInput {
  readonly MaxReadRequestUnits?: number | undefined
  readonly MaxWriteRequestUnits?: number | undefined
}

interface WarmThroughputInput {
  readonly ReadUnitsPerSecond?: number | undefined
  readonly WriteUnitsPerSecond?: number | undefined
}

interface LocalIndexInput {
  readonly IndexName: string | undefined
  readonly KeySchema: readonly KeySchemaElement[] | undefined
  readonly Projection: ProjectionInput | undefined
}

interface GlobalIndexInput extends LocalIndexInput {
  readonly ProvisionedThroughput?: ThroughputInput | undefined
  readonly OnDemandThroughput?: OnDemandThroughputInput | undefined
  readonly WarmThroughput?: WarmThroughputInput | undefined
}

interface VectorIndexInput {
  readonly IndexName: string | undefined
  readonly VectorAttribute: { readonly AttributeName: string | undefined } | undefined
  readonly Dimensions: number | undefined
  readonly DistanceFunction: string | undefined
  readonly SearchSchema?:
    | readonly {
        readonly AttributeName: string | undefined
        readonly SearchSchemaElementType: string | undefined
      }[]
    | undefined
  readonly Projection: ProjectionInput | undefined
}

/**
 * The input of CreateTable, which `new Table(input)` and `region.createTable(input)` accept instead
 * of a schema.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 */
export interface CreateTableInput {
  /** 3 to 255 characters of a-z, A-Z, 0-9, `_`, `-` and `.`. */
  readonly TableName: string | undefined
  /** The types of the key attributes of the table and its indexes: `S`, `N` or `B`. */
  readonly AttributeDefinitions?:
    | readonly {
        readonly AttributeName: string | undefined
        readonly AttributeType: string | undefined
      }[]
    | undefined
  /** The partition key (`HASH`), then the optional sort key (`RANGE`). */
  readonly KeySchema?: readonly KeySchemaElement[] | undefined
  /** Indexes that use the table's partition key. At most five. */
  readonly LocalSecondaryIndexes?: readonly LocalIndexInput[] | undefined
  /** Indexes with their own partition keys. At most twenty. */
  readonly GlobalSecondaryIndexes?: readonly GlobalIndexInput[] | undefined
  /** Indexes for similarity searches. At most five. */
  readonly VectorIndexes?: readonly VectorIndexInput[] | undefined
  /** `PROVISIONED` (the default) or `PAY_PER_REQUEST`. */
  readonly BillingMode?: string | undefined
  /** Capacity units per second. The region's option `capacity: 'enforced'` enforces them. */
  readonly ProvisionedThroughput?: ThroughputInput | undefined
  /** Whether the table has a stream, and which images its records have. */
  readonly StreamSpecification?:
    | {
        readonly StreamEnabled: boolean | undefined
        readonly StreamViewType?: string | undefined
      }
    | undefined
  /** Encryption with a KMS key. DescribeTable shows it; the library encrypts nothing. */
  readonly SSESpecification?:
    | {
        readonly Enabled?: boolean | undefined
        readonly SSEType?: string | undefined
        readonly KMSMasterKeyId?: string | undefined
      }
    | undefined
  /** At most fifty. */
  readonly Tags?:
    readonly { readonly Key: string | undefined; readonly Value: string | undefined }[] | undefined
  /** `STANDARD` (the default) or `STANDARD_INFREQUENT_ACCESS`. */
  readonly TableClass?: string | undefined
  /** Whether DeleteTable fails. Default: false. */
  readonly DeletionProtectionEnabled?: boolean | undefined
  /** The load that the table supports from the start. */
  readonly WarmThroughput?: WarmThroughputInput | undefined
  /** A resource policy as JSON, which GetResourcePolicy shows. */
  readonly ResourcePolicy?: string | undefined
  /** The maximum throughput of an on-demand table. */
  readonly OnDemandThroughput?: OnDemandThroughputInput | undefined
  /** Not simulated: throws UnsupportedError. */
  readonly GlobalTableSourceArn?: string | undefined
}

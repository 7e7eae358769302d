/**
 * CreateTable's input as AWS names it. Typed by us, so that no AWS client has to be installed; `CreateTableCommandInput` of the SDK fits.
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

/**
 * What `new Table(input)` and `region.createTable(input)` take instead of a schema: the input of CreateTable.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 */
export interface CreateTableInput {
  /** 3 to 255 characters of a-z, A-Z, 0-9, `_`, `-` and `.`. */
  readonly TableName: string | undefined
  /** Types of the key attributes, of the table and of its indexes: `S`, `N` or `B`. */
  readonly AttributeDefinitions?:
    | readonly {
        readonly AttributeName: string | undefined
        readonly AttributeType: string | undefined
      }[]
    | undefined
  /** The partition key (`HASH`), then the sort key (`RANGE`) if there is one. */
  readonly KeySchema?: readonly KeySchemaElement[] | undefined
  /** Indexes with the partition key of the table. At most five. */
  readonly LocalSecondaryIndexes?: readonly LocalIndexInput[] | undefined
  /** Indexes with keys of their own. At most twenty. */
  readonly GlobalSecondaryIndexes?: readonly GlobalIndexInput[] | undefined
  /** `PROVISIONED` (the default) or `PAY_PER_REQUEST`. */
  readonly BillingMode?: string | undefined
  /** Capacity units a second. Held to with the option `capacity: 'enforced'` of the region. */
  readonly ProvisionedThroughput?: ThroughputInput | undefined
  /** Whether writes are recorded in a stream, and which images. */
  readonly StreamSpecification?:
    | {
        readonly StreamEnabled: boolean | undefined
        readonly StreamViewType?: string | undefined
      }
    | undefined
  /** Encryption with a key of KMS. Shown by DescribeTable; nothing is encrypted. */
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
  /** Whether DeleteTable is refused. Default false. */
  readonly DeletionProtectionEnabled?: boolean | undefined
  /** What the table is to stand from the start. */
  readonly WarmThroughput?: WarmThroughputInput | undefined
  /** Not simulated yet: refused by name. */
  readonly ResourcePolicy?: string | undefined
  /** The most a table billed by request may use. */
  readonly OnDemandThroughput?: OnDemandThroughputInput | undefined
  /** Not simulated yet: refused by name. */
  readonly GlobalTableSourceArn?: string | undefined
}

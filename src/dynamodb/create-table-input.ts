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

export interface CreateTableInput {
  readonly TableName: string | undefined
  readonly AttributeDefinitions?:
    | readonly {
        readonly AttributeName: string | undefined
        readonly AttributeType: string | undefined
      }[]
    | undefined
  readonly KeySchema?: readonly KeySchemaElement[] | undefined
  readonly LocalSecondaryIndexes?: readonly LocalIndexInput[] | undefined
  readonly GlobalSecondaryIndexes?: readonly GlobalIndexInput[] | undefined
  readonly BillingMode?: string | undefined
  readonly ProvisionedThroughput?: ThroughputInput | undefined
  readonly StreamSpecification?:
    | {
        readonly StreamEnabled: boolean | undefined
        readonly StreamViewType?: string | undefined
      }
    | undefined
  readonly SSESpecification?:
    | {
        readonly Enabled?: boolean | undefined
        readonly SSEType?: string | undefined
        readonly KMSMasterKeyId?: string | undefined
      }
    | undefined
  readonly Tags?:
    readonly { readonly Key: string | undefined; readonly Value: string | undefined }[] | undefined
  readonly TableClass?: string | undefined
  readonly DeletionProtectionEnabled?: boolean | undefined
  readonly WarmThroughput?: WarmThroughputInput | undefined
  readonly ResourcePolicy?: string | undefined
  readonly OnDemandThroughput?: OnDemandThroughputInput | undefined
  readonly GlobalTableSourceArn?: string | undefined
}

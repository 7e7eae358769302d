/**
 * AWS: the API models of DynamoDB and DynamoDB Streams. AWS does not know any other target either.
 */

const DYNAMODB = `BatchExecuteStatement BatchGetItem BatchWriteItem CancelBulkOperation CreateBackup
CreateGlobalTable CreateTable DeleteBackup DeleteItem DeleteResourcePolicy DeleteTable DescribeBackup
DescribeBulkOperation DescribeContinuousBackups DescribeContributorInsights DescribeEndpoints
DescribeExport DescribeGlobalTable DescribeGlobalTableSettings DescribeImport
DescribeKinesisStreamingDestination DescribeLimits DescribeTable DescribeTableReplicaAutoScaling
DescribeTimeToLive DisableKinesisStreamingDestination EnableKinesisStreamingDestination
ExecuteStatement ExecuteTransaction ExportTableToPointInTime GetItem GetResourcePolicy ImportTable
ListBackups ListBulkOperations ListContributorInsights ListExports ListGlobalTables ListImports
ListTables ListTagsOfResource PutItem PutResourcePolicy Query RestoreTableFromBackup
RestoreTableToPointInTime Scan SearchVectors StartBulkPutItems TagResource TransactGetItems
TransactWriteItems UntagResource UpdateContinuousBackups UpdateContributorInsights
UpdateGlobalTable UpdateGlobalTableSettings UpdateItem UpdateKinesisStreamingDestination UpdateTable
UpdateTableReplicaAutoScaling UpdateTimeToLive`

const STREAMS = 'DescribeStream GetRecords GetShardIterator ListStreams'

const targets = (prefix: string, names: string): string[] =>
  names.split(/\s+/).map((name) => `${prefix}.${name}`)

const KNOWN: ReadonlySet<string> = new Set([
  ...targets('DynamoDB_20120810', DYNAMODB),
  ...targets('DynamoDBStreams_20120810', STREAMS),
])

export const isDynamoTarget = (target: string): boolean => KNOWN.has(target)

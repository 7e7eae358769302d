/** Inputs of exports, imports and resource policies. */
import {
  boolean,
  date,
  integer,
  list,
  oneOf,
  string,
  structure,
  type StructureShape,
} from '../../../model/shape.ts'
import * as parts from './parts.ts'

const bucket = string({ max: 255, pattern: '^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$' })
const owner = string({ pattern: '[0-9]{12}' })
const token = string({ pattern: '^[^\\$]+$' })
const exportArn = string({ min: 37, max: 1024 })
const viewType = oneOf('NEW_IMAGE', 'NEW_AND_OLD_IMAGES')

// AWS: API_ExportTableToPointInTime.html
export const exportTableToPointInTime: StructureShape = structure('ExportTableToPointInTimeInput', {
  'TableArn!': string({ min: 1, max: 1024 }),
  ExportTime: date,
  ClientToken: token,
  'S3Bucket!': bucket,
  S3BucketOwner: owner,
  S3Prefix: string({ max: 1024 }),
  S3SseAlgorithm: oneOf('AES256', 'KMS'),
  S3SseKmsKeyId: string({ min: 1, max: 2048 }),
  ExportFormat: oneOf('DYNAMODB_JSON', 'ION'),
  ExportType: oneOf('FULL_EXPORT', 'INCREMENTAL_EXPORT'),
  IncrementalExportSpecification: structure('IncrementalExportSpecification', {
    ExportFromTime: date,
    ExportToTime: date,
    ExportViewType: viewType,
  }),
  FilterSpecification: structure('FilterSpecification', {}),
})
export const describeExport: StructureShape = structure('DescribeExportInput', {
  'ExportArn!': exportArn,
})
export const listExports: StructureShape = structure('ListExportsInput', {
  TableArn: string({ min: 1, max: 1024 }),
  MaxResults: integer({ min: 1, max: 25 }),
  NextToken: string(),
})

// AWS: API_ImportTable.html
export const importTable: StructureShape = structure('ImportTableInput', {
  ClientToken: token,
  'S3BucketSource!': structure('S3BucketSource', {
    S3BucketOwner: owner,
    'S3Bucket!': bucket,
    S3KeyPrefix: string({ max: 1024 }),
  }),
  'InputFormat!': oneOf('DYNAMODB_JSON', 'ION', 'CSV'),
  InputFormatOptions: structure('InputFormatOptions', {
    Csv: structure('CsvOptions', {
      Delimiter: string({ min: 1, max: 1, pattern: '[,;:|\\t ]' }),
      HeaderList: list(string({ min: 1, max: 65536 }), { min: 1, max: 255 }),
    }),
  }),
  InputCompressionType: oneOf('GZIP', 'ZSTD', 'NONE'),
  'TableCreationParameters!': structure('TableCreationParameters', {
    'TableName!': parts.tableName,
    'AttributeDefinitions!': parts.attributeDefinitions,
    'KeySchema!': parts.keySchema(2),
    BillingMode: parts.billingMode,
    ProvisionedThroughput: parts.provisionedThroughput,
    OnDemandThroughput: parts.onDemandThroughput,
    SSESpecification: parts.sseSpecification,
    GlobalSecondaryIndexes: parts.globalIndexes,
  }),
})
export const describeImport: StructureShape = structure('DescribeImportInput', {
  'ImportArn!': exportArn,
})
export const listImports: StructureShape = structure('ListImportsInput', {
  TableArn: string({ min: 1, max: 1024 }),
  PageSize: integer({ min: 1, max: 25 }),
  NextToken: string({ min: 112, max: 1024, pattern: '([0-9a-f]{16})+' }),
})

const policyArn = string({ min: 1, max: 1283 })
const revision = string({ min: 1, max: 255 })
// AWS: API_PutResourcePolicy.html
export const putResourcePolicy: StructureShape = structure('PutResourcePolicyInput', {
  'ResourceArn!': policyArn,
  'Policy!': string(),
  ExpectedRevisionId: revision,
  ConfirmRemoveSelfResourceAccess: boolean,
})
export const getResourcePolicy: StructureShape = structure('GetResourcePolicyInput', {
  'ResourceArn!': policyArn,
})
export const deleteResourcePolicy: StructureShape = structure('DeleteResourcePolicyInput', {
  'ResourceArn!': policyArn,
  ExpectedRevisionId: revision,
})

import type { CreateTableRequest } from '../../schema/requests.ts'

/** AWS: API_ImportTable.html */
export interface ImportInput {
  readonly ClientToken?: string
  readonly S3BucketSource: {
    readonly S3BucketOwner?: string
    readonly S3Bucket: string
    readonly S3KeyPrefix?: string
  }
  readonly InputFormat: 'DYNAMODB_JSON' | 'ION' | 'CSV'
  readonly InputFormatOptions?: {
    readonly Csv?: { readonly Delimiter?: string; readonly HeaderList?: readonly string[] }
  }
  readonly InputCompressionType?: 'GZIP' | 'ZSTD' | 'NONE'
  readonly TableCreationParameters: CreateTableRequest
}

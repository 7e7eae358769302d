import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

export const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}))
export const s3 = new S3Client({
  // A signed URL would otherwise contain the checksum of an empty body.
  requestChecksumCalculation: 'WHEN_REQUIRED',
})

/** The permissions with which Lambda reads event sources: those of the function's role. */
import type { SourceService } from './mapping.ts'

/**
 * What Lambda does with a source. AWS: services-sqs-configure.html, with-ddb.html and
 * services-kinesis-create.html: the execution role.
 */
export const NEEDED: Readonly<Record<SourceService, readonly string[]>> = {
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  dynamodb: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'],
  kinesis: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
}

/** What CDK's event sources grant, beside what Lambda needs. */
export const GRANTED: Readonly<Record<SourceService, readonly string[]>> = {
  sqs: [...NEEDED.sqs, 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl'],
  dynamodb: NEEDED.dynamodb,
  kinesis: [
    ...NEEDED.kinesis,
    ...['kinesis:DescribeStreamSummary', 'kinesis:DescribeStream', 'kinesis:SubscribeToShard'],
  ],
}

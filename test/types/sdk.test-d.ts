import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import {
  DynamoDB,
  DynamoDBClient,
  type DynamoDBClientConfig,
  type DynamoDBClientConfigType,
} from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda'
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { createRegion, type SdkConfig } from 'miniregion'
import { expectTypeOf, test } from 'vitest'

const region = createRegion()

test('region.sdk configures every client', () => {
  expectTypeOf(region.sdk).toEqualTypeOf<SdkConfig>()
  expectTypeOf<SdkConfig>().toExtend<DynamoDBClientConfig>()
  expectTypeOf<SdkConfig>().toExtend<DynamoDBClientConfigType>()
  expectTypeOf<SdkConfig>().toExtend<LambdaClientConfig>()
  expectTypeOf<SdkConfig>().toExtend<S3ClientConfig>()
  expectTypeOf<SdkConfig>().toExtend<SQSClientConfig>()
  new DynamoDB(region.sdk)
  new DynamoDBClient(region.sdk)
  new DynamoDBStreamsClient(region.sdk)
  new LambdaClient(region.sdk)
  new ApiGatewayManagementApiClient(region.sdk)
  new SNSClient(region.sdk)
  new SQSClient(region.sdk)
  new S3Client(region.sdk)
  new CognitoIdentityProviderClient(region.sdk)
  new EventBridgeClient(region.sdk)
})

test('it can be spread and overridden', () => {
  new DynamoDBClient({ ...region.sdk, region: 'eu-west-1', maxAttempts: 1, cacheMiddleware: true })
  new ApiGatewayManagementApiClient({
    ...region.sdk,
    endpoint: 'https://a.execute-api.us-east-1.amazonaws.com/p',
  })
})

test('adopt returns its client', () => {
  const client = new LambdaClient({})
  expectTypeOf(region.adopt(client)).toEqualTypeOf<LambdaClient>()
  const docs = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  expectTypeOf(region.adopt(docs)).toEqualTypeOf<DynamoDBDocumentClient>()
  // @ts-expect-error a table is no client
  region.adopt(region.table('orders'))
})

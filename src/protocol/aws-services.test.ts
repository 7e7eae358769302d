import { expect, it } from 'vitest'
import { isAwsHost } from './aws-host.ts'
import { DYNAMODB, identifyService, serviceNameOfHost } from './aws-services.ts'

it.each([
  ['dynamodb.eu-west-1.amazonaws.com', 'dynamodb'],
  ['streams.dynamodb.eu-west-1.amazonaws.com', 'streams.dynamodb'],
  ['lambda.us-gov-west-1.amazonaws.com', 'lambda'],
  ['abc123.execute-api.us-east-1.amazonaws.com', 'execute-api'],
  ['bucket.s3.eu-west-1.amazonaws.com', 's3'],
  ['s3.amazonaws.com', 's3'],
  ['dynamodb.cn-north-1.amazonaws.com.cn', 'dynamodb'],
  ['localhost', undefined],
  ['amazonaws.com.evil.example', undefined],
])('%s is %s', (host, name) => {
  expect(serviceNameOfHost(host)).toBe(name)
})

it('knows AWS hosts', () => {
  expect(
    ['sqs.us-east-1.amazonaws.com', 'SQS.US-EAST-1.AMAZONAWS.COM', 'lambda.us-east-1.api.aws'].map(
      isAwsHost,
    ),
  ).toEqual([true, true, true])
  expect(['example.com', 'amazonaws.com.evil.example', 'notamazonaws.com'].map(isAwsHost)).toEqual([
    false,
    false,
    false,
  ])
})

it('takes a target before a host before a signature, DynamoDB for nothing at all', () => {
  const request = (hostname: string, target?: string) => ({
    method: 'POST',
    hostname,
    path: '/',
    query: {},
    headers: target === undefined ? {} : { 'x-amz-target': target },
  })
  const title = (found: ReturnType<typeof identifyService>) =>
    typeof found === 'string' ? found : found.title
  expect(title(identifyService(request('localhost', 'AmazonSQS.SendMessage'), 'lambda'))).toBe(
    'SQS',
  )
  expect(title(identifyService(request('sns.us-east-1.amazonaws.com'), 'lambda'))).toBe('SNS')
  expect(title(identifyService(request('localhost'), 'lambda'))).toBe('Lambda')
  expect(title(identifyService(request('localhost'), 'glue'))).toBe('glue')
  expect(identifyService(request('localhost'), undefined)).toBe(DYNAMODB)
})

import { expect, it } from 'vitest'
import { isAwsHost } from './aws-host.ts'
import type { Service } from '../core/world.ts'
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

const services: readonly Service[] = [
  {
    id: 'lambda',
    title: 'Lambda',
    namespace: 'com.amazonaws.lambda',
    client: { package: '@aws-sdk/client-lambda', class: 'LambdaClient', hosts: ['lambda'] },
    room: () => {
      throw new Error('The room is not needed.')
    },
  },
]

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
  expect(
    title(identifyService(services, request('localhost', 'AmazonSQS.SendMessage'), 'lambda')),
  ).toBe('SQS')
  expect(title(identifyService(services, request('sns.us-east-1.amazonaws.com'), 'lambda'))).toBe(
    'SNS',
  )
  expect(title(identifyService(services, request('localhost'), 'lambda'))).toBe('Lambda')
  expect(title(identifyService(services, request('localhost'), 'glue'))).toBe('glue')
  expect(identifyService(services, request('localhost'), undefined)).toBe(DYNAMODB)
})

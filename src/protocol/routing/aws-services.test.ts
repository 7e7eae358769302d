import { expect, it } from 'vitest'
import type { Service } from '../../core/world/world.ts'
import { DYNAMODB, identifyService, serviceNameOfHost } from './aws-services.ts'

it.each([
  ['dynamodb.eu-west-1.amazonaws.com', 'dynamodb'],
  ['streams.dynamodb.eu-west-1.amazonaws.com', 'streams.dynamodb'],
  ['lambda.us-gov-west-1.amazonaws.com', 'lambda'],
  ['abc123.execute-api.us-east-1.amazonaws.com', 'execute-api'],
  ['bucket.s3.eu-west-1.amazonaws.com', 's3'],
  ['s3.amazonaws.com', 's3'],
  ['dynamodb.cn-north-1.amazonaws.com.cn', 'dynamodb'],
  ['DynamoDB.eu-west-1.amazonaws.com.', 'dynamodb'],
  ['dynamodb.us-east-1.api.aws', 'dynamodb'],
  ['dynamodb.cn-north-1.api.amazonwebservices.com.cn', 'dynamodb'],
  ['dynamodb.eusc-de-east-1.amazonaws.eu', 'dynamodb'],
  ['dynamodb.us-iso-east-1.c2s.ic.gov', 'dynamodb'],
  ['dynamodb-fips.us-east-1.amazonaws.com', 'dynamodb'],
  ['123456789012.ddb.us-east-1.amazonaws.com', 'dynamodb'],
  ['vpce-1.dynamodb.us-east-1.vpce.amazonaws.com', 'dynamodb'],
  ['vpce-1-us-east-1a.lambda.us-east-1.vpce.amazonaws.com', 'lambda'],
  ['streams-dynamodb.us-east-1.api.aws', 'streams.dynamodb'],
  ['bucket.s3.dualstack.us-east-1.amazonaws.com', 's3'],
  ['bucket.s3-us-west-2.amazonaws.com', 's3'],
  ['bucket.s3-accelerate.amazonaws.com', 's3'],
  ['us-east-1.queue.amazonaws.com', 'queue'],
  ['abc.lambda-url.us-east-1.on.aws', 'Lambda function URL'],
  ['shop.auth.us-east-1.amazoncognito.com', 'Cognito domain'],
  ['169.254.169.254', 'instance metadata (169.254.169.254)'],
  ['[fd00:ec2::254]', 'instance metadata ([fd00:ec2::254])'],
  ['d1.cloudfront.net', 'd1.cloudfront.net'],
  ['aws.amazon.com', 'aws.amazon.com'],
  ['aws.miniregion.invalid', undefined],
  ['localhost', undefined],
  ['amazonaws.com.evil.example', undefined],
])('%s is %s', (host, name) => {
  expect(serviceNameOfHost(host)).toBe(name)
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

it('tells services with the same host apart by their paths', () => {
  const service = (title: string, pathPrefix?: string): Service => ({
    ...{ id: title, title, namespace: `com.amazonaws.${title}` },
    client: {
      package: title,
      class: title,
      hosts: ['apigateway'],
      ...(pathPrefix && { pathPrefix }),
    },
    room: () => {
      throw new Error('The room is not needed.')
    },
  })
  const titleOf = (path: string) => {
    const both = [service('first'), service('second', '/v2/')]
    const host = { hostname: 'apigateway.us-east-1.amazonaws.com', headers: {}, query: {} }
    const found = identifyService(both, { method: 'GET', path, ...host }, undefined)
    return typeof found === 'string' ? found : found.title
  }
  expect(['/restapis', '/v2/apis', '/v2'].map(titleOf)).toEqual(['first', 'second', 'first'])
})

import { describe, expect, it } from 'vitest'
import { isAwsEndpoint, isAwsHost } from './aws-host.ts'

describe('isAwsEndpoint', () => {
  it.each([
    'sqs.us-east-1.amazonaws.com',
    'SQS.US-EAST-1.AMAZONAWS.COM',
    'sqs.us-east-1.amazonaws.com.',
    's3.amazonaws.com',
    'amazonaws.com',
    'bucket.s3.dualstack.eu-west-1.amazonaws.com',
    'dynamodb-fips.us-gov-west-1.amazonaws.com',
    '123456789012.ddb.us-east-1.amazonaws.com',
    'vpce-1.dynamodb.us-east-1.vpce.amazonaws.com',
    'lambda.us-east-1.api.aws',
    'api.aws',
    'abc.lambda-url.us-east-1.on.aws',
    'abc.lambda-url.us-east-1.on.aws.',
    'dynamodb.cn-north-1.amazonaws.com.cn',
    'lambda.cn-north-1.api.amazonwebservices.com.cn',
    'abc.lambda-url.cn-north-1.on.amazonwebservices.com.cn',
    'dynamodb.eusc-de-east-1.amazonaws.eu',
    'dynamodb.eusc-de-east-1.api.amazonwebservices.eu',
    'dynamodb.us-iso-east-1.c2s.ic.gov',
    'dynamodb.us-isob-east-1.sc2s.sgov.gov',
    'us-east-1.signin.aws.amazon.com',
    'aws.amazon.com',
    'shop.auth.eu-west-1.amazoncognito.com',
    'd-123.awsapps.com',
    'aws.miniregion.invalid',
  ])('%s', (host) => {
    expect(isAwsEndpoint(host)).toBe(true)
    expect(isAwsHost(host)).toBe(true)
  })
})

describe('isAwsHost', () => {
  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '169.254.170.23',
    '[fd00:ec2::254]',
    'fd00:ec2::254',
    '[fd00:ec2::23]',
    '[::ffff:a9fe:a9fe]',
    '::ffff:169.254.169.254',
    'instance-data.ec2.internal',
    'd111111abcdef8.cloudfront.net',
    'shop.us-east-1.awsapprunner.com',
    'shop.us-east-1.elasticbeanstalk.com',
  ])('%s is AWS’s, but no endpoint', (host) => {
    expect(isAwsHost(host)).toBe(true)
    expect(isAwsEndpoint(host)).toBe(false)
  })

  it.each([
    'example.com',
    'amazon.com',
    'www.amazon.com',
    'amazonaws.com.evil.example',
    'notamazonaws.com',
    'myaws',
    'aws.example',
    'api-aws',
    '169.254.1.1',
    '127.0.0.1',
    '[::1]',
    '[::ffff:7f00:1]',
    'localhost',
    '',
  ])('%s is not', (host) => {
    expect(isAwsHost(host)).toBe(false)
  })
})

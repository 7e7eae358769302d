/** Properties that no type has, or that have no effect here. */
import { expect, it } from 'vitest'
import { createRegion } from '../../index.ts'
import { fromTemplate } from '../../templates/index.ts'

const skippedOf = (Resources: object): unknown[] =>
  fromTemplate({ Resources })(createRegion()).stack.skipped.map(({ property, reason }) => [
    property,
    reason,
  ])

it('misspelt properties get near misses, inside of structures as well', () => {
  const Queue = { Type: 'AWS::SQS::Queue', Properties: { QueuName: 'jobs' } }
  const Fn = {
    Type: 'AWS::Lambda::Function',
    Properties: {
      ...{ Runtime: 'nodejs22.x', Handler: 'a.b', Role: 'arn:aws:iam::123456789012:role/x' },
      Code: { S3Bucket: 'code', S3Key: 'a.zip' },
      Environment: { Varables: { NAME: 'value' } },
    },
  }
  const Table = {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S', Comment: 'key' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    },
  }
  expect(skippedOf({ Queue, Fn, Table })).toEqual([
    ['QueuName', "This property is not simulated. Did you mean 'QueueName'?"],
    ['Environment.Varables', "This property is not simulated. Did you mean 'Variables'?"],
    ['AttributeDefinitions.Comment', 'This property is not simulated.'],
  ])
})

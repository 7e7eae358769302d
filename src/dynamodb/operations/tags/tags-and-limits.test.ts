import { describe, expect, it } from 'vitest'
import { testWorld } from '../../world.fixture.ts'
import { createTable } from '../tables/create-table.ts'
import { describeEndpoints } from '../tables/describe-endpoints.ts'
import { describeLimits } from '../tables/describe-limits.ts'
import { listTagsOfResource } from './list-tags-of-resource.ts'
import { tagResource } from './tag-resource.ts'
import { untagResource } from './untag-resource.ts'

const ARN = 'arn:aws:dynamodb:us-east-1:123456789012:table/orders'

function withTable() {
  const test = testWorld()
  test.run(createTable, {
    TableName: 'orders',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    Tags: [{ Key: 'team', Value: 'a' }],
  })
  return test
}

describe('tags', () => {
  it('are added, replaced, removed and listed', () => {
    const { run } = withTable()
    const Tags = [
      { Key: 'team', Value: 'b' },
      { Key: 'stage', Value: '' },
    ]
    expect(run(tagResource, { ResourceArn: ARN, Tags })).toBeUndefined()
    expect(run(listTagsOfResource, { ResourceArn: ARN })).toEqual({ Tags })
    expect(run(untagResource, { ResourceArn: ARN, TagKeys: ['team', 'x'] })).toBeUndefined()
    expect(run(listTagsOfResource, { ResourceArn: ARN })).toEqual({
      Tags: [{ Key: 'stage', Value: '' }],
    })
  })

  it.each<[object, string]>([
    [{}, 'ValidationException: Invalid TableArn'],
    [
      { ResourceArn: 'orders' },
      "ValidationException: One or more parameter values were invalid: ARNs must start with 'arn:': orders",
    ],
    [
      { ResourceArn: ARN },
      "ValidationException: 1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member must not be null",
    ],
    [
      { ResourceArn: ARN, Tags: [] },
      'ValidationException: Atleast one Tag needs to be provided as Input.',
    ],
    [
      { ResourceArn: ARN, Tags: [{ Key: 'a' }] },
      'ValidationException: The Tag Value provided is invalid, Value: null',
    ],
    [
      { ResourceArn: ARN, Tags: [{ Key: 'a#', Value: '' }] },
      'ValidationException: The Tag Key provided is invalid, Key: a#',
    ],
    [
      {
        ResourceArn: ARN,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
      },
      'ValidationException: Duplicate Tag Keys provided as input: Duplicate Tag Key found a',
    ],
    [
      {
        ResourceArn: ARN,
        Tags: Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: '' })),
      },
      'ValidationException: Number of Tags exceed the current limit for the provided ResourceArn',
    ],
    [
      { ResourceArn: `${ARN}x`, Tags: [{ Key: 'a', Value: '' }] },
      `ResourceNotFoundException: Requested resource not found: ResourceArn: ${ARN}x not found`,
    ],
    [
      { ResourceArn: `${ARN}/index/x`, Tags: [{ Key: 'a', Value: '' }] },
      `ValidationException: One or more parameter values were invalid: Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${ARN}/index/x`,
    ],
    [
      { ResourceArn: ARN.replace('us-east-1', 'eu-west-1'), Tags: [{ Key: 'a', Value: '' }] },
      `ValidationException: Invalid TableArn: Invalid ResourceArn provided as input ${ARN.replace('us-east-1', 'eu-west-1')}`,
    ],
    [
      { ResourceArn: ARN.replace('123456789012', '000000000000'), Tags: [{ Key: 'a', Value: '' }] },
      'AccessDeniedException: Access is denied',
    ],
  ])('are refused: %j', (input, message) => {
    const { refusal, run } = withTable()
    expect(refusal(tagResource, input)).toBe(message)
    expect(run(listTagsOfResource, { ResourceArn: ARN }).Tags).toHaveLength(1)
  })
})

describe('limits and endpoints', () => {
  it('are AWS’s defaults', () => {
    const { run } = testWorld({ region: 'eu-west-1' })
    expect(run(describeLimits, {})).toEqual({
      AccountMaxReadCapacityUnits: 80000,
      AccountMaxWriteCapacityUnits: 80000,
      TableMaxReadCapacityUnits: 40000,
      TableMaxWriteCapacityUnits: 40000,
    })
    expect(run(describeEndpoints, {})).toEqual({
      Endpoints: [{ Address: 'dynamodb.eu-west-1.amazonaws.com', CachePeriodInMinutes: 1440 }],
    })
  })
})

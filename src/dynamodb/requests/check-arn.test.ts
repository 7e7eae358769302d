import { expect, it } from 'vitest'
import { room as dynamodb } from '../index.ts'
import { testWorld } from '../world.fixture.ts'

const { BatchGetItem, CreateTable, DescribeTable, PutItem, TransactGetItems } = dynamodb.operations

it('accepts table ARNs of this region and account only', () => {
  const test = testWorld()
  const { TableDescription } = test.run(CreateTable!, {
    TableName: 'orders',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  })
  const arn: string = TableDescription.TableArn
  const put = (TableName: string): string =>
    test.refusal(PutItem!, { TableName, Item: { id: { S: 'a' } } })
  expect(put(arn)).toBe('accepted')
  for (const [wrong, what] of [
    [arn.replace('us-east-1', 'eu-west-1'), 'AWS region'],
    [arn.replace('arn:aws:', 'arn:aws-cn:'), 'AWS partition'],
    [arn.replace('table/', 'stream/'), 'resource type'],
  ] as const) {
    expect(put(wrong)).toBe(
      `ValidationException: 1 validation error detected: Invalid ${what} in '${wrong}'`,
    )
  }
  const foreign = arn.replace('123456789012', '210987654321')
  expect(put(foreign)).toBe('AccessDeniedException: Access is denied')
  for (const [operation, input] of [
    [DescribeTable, { TableName: foreign }],
    [BatchGetItem, { RequestItems: { [foreign]: { Keys: [{ id: { S: 'a' } }] } } }],
    [
      TransactGetItems,
      { TransactItems: [{ Get: { TableName: foreign, Key: { id: { S: 'a' } } } }] },
    ],
  ] as const) {
    expect(test.refusal(operation!, input)).toBe('AccessDeniedException: Access is denied')
  }
})

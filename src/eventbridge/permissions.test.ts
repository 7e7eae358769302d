/** The policies and descriptions of buses. */
import {
  DescribeEventBusCommand,
  EventBridgeClient,
  PutPermissionCommand,
  RemovePermissionCommand,
  UpdateEventBusCommand,
} from '@aws-sdk/client-eventbridge'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

function setUp() {
  const region = createRegion()
  const EventBusName = region.createEventBus('shop').name
  const client = new EventBridgeClient(region.sdk)
  const policy = async (): Promise<unknown> => {
    const { Policy } = await client.send(new DescribeEventBusCommand({ Name: EventBusName }))
    return Policy === undefined ? undefined : JSON.parse(Policy)
  }
  const put = (members: object) =>
    client.send(new PutPermissionCommand({ EventBusName, ...members }))
  const remove = (members: object) =>
    client.send(new RemovePermissionCommand({ EventBusName, ...members }))
  return { policy, put, remove }
}

it('a statement for an account, or an organization, is added and removed', async () => {
  const { policy, put, remove } = setUp()
  const Action = 'events:PutEvents'
  await put({ Action, Principal: '111122223333', StatementId: 'partner' })
  const Condition = { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'o-1' }
  await put({ Action, Principal: '*', StatementId: 'org', Condition })
  const Resource = 'arn:aws:events:us-east-1:123456789012:event-bus/shop'
  expect(await policy()).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'partner',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action,
        Resource,
      },
      {
        Sid: 'org',
        Effect: 'Allow',
        Principal: '*',
        Action,
        Resource,
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      },
    ],
  })
  await remove({ StatementId: 'org' })
  await expect(remove({ StatementId: 'org' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Statement with the provided id does not exist.',
  })
  await remove({ RemoveAllPermissions: true })
  expect(await policy()).toBeUndefined()
  await expect(remove({ StatementId: 'org' })).rejects.toThrow('EventBus does not have a policy.')
})

it('a bus has a description that may change', async () => {
  const region = createRegion()
  const client = new EventBridgeClient(region.sdk)
  const { arn: Arn } = region.createEventBus('shop')
  const Description = 'of the shop'
  const updated = await client.send(new UpdateEventBusCommand({ Name: 'shop', Description }))
  expect(updated).toMatchObject({ Arn, Name: 'shop', Description })
  const described = await client.send(new DescribeEventBusCommand({ Name: 'shop' }))
  expect(described).toMatchObject({ Arn, Description })
})

it('a whole policy replaces the statements', async () => {
  const { policy, put } = setUp()
  const given = { Version: '2012-10-17', Statement: [{ Sid: 'all', Effect: 'Allow' }] }
  await put({ Policy: JSON.stringify(given) })
  expect(await policy()).toEqual(given)
  await expect(put({ Policy: '{' })).rejects.toMatchObject({ name: 'ValidationException' })
  await expect(put({ Action: 'events:PutEvents' })).rejects.toThrow('must be provided')
  const Statement = [{ Sid: 'x'.repeat(11_000) }]
  await expect(put({ Policy: JSON.stringify({ Statement }) })).rejects.toMatchObject({
    name: 'PolicyLengthExceededException',
  })
})

// The examples of docs/guide/iam.md.
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam'
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { allow, createRegion, deny } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('a role that lacks one permission', async () => {
  const region = createRegion({ iam: 'enforce' })
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
  const role = region.createRole('place', [allow('dynamodb:PutItem', orders)])
  const place = region.registerFunction(
    'place-order',
    async ({ id }: { id: string }) => {
      await docs.send(new PutCommand({ TableName: 'orders', Item: { id } }))
      await docs.send(new GetCommand({ TableName: 'orders', Key: { id } }))
    },
    { role },
  )

  const run = await place.invoke({ id: 'o1' })
  expect(run.error?.errorType).toBe('AccessDeniedException')
  expect(place).toHaveBeenDenied('dynamodb:GetItem', orders)
  expect(region.denials[0]).toMatchObject({
    principal: 'arn:aws:sts::123456789012:assumed-role/place/place-order',
    reason: `${role.arn} has no identity-based policy that allows dynamodb:GetItem on ${orders.arn}.`,
    fix: { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: orders.arn },
  })
})

it('a subscription whose function does not let the topic in', async () => {
  const region = createRegion({ iam: 'enforce' })
  const place = region.registerFunction('place', async () => 'placed')
  const placed = region.createTopic('placed')
  await new SNSClient(region.sdk).send(
    new SubscribeCommand({ TopicArn: placed.arn, Protocol: 'lambda', Endpoint: place.arn }),
  )
  placed.publish({ id: 'o1' })
  await region.idle()
  expect(region.denials.at(-1)).toMatchObject({
    principal: 'sns.amazonaws.com',
    action: 'lambda:InvokeFunction',
    fix: { Principal: { Service: 'sns.amazonaws.com' }, Resource: place.arn },
  })
  expect(place.invocations).toEqual([])
})

it('the smallest policy of a run', async () => {
  const region = createRegion()
  const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const place = region.registerFunction('place-order', async ({ id }: { id: string }) => {
    await docs.send(new PutCommand({ TableName: 'orders', Item: { id } }))
  })
  await place.invoke({ id: 'o1' })
  expect(place.leastPrivilege()).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: orders.arn }],
  })
  expect(place).toHaveUsedOnly(['dynamodb:PutItem'])
})

it('a service control policy', async () => {
  const region = createRegion({
    iam: {
      mode: 'enforce',
      serviceControlPolicies: [
        { Statement: [{ Effect: 'Deny', Action: 'dynamodb:DeleteTable', Resource: '*' }] },
      ],
    },
  })
  region.createTable('orders', { partitionKey: 'id' })
  const client = new DynamoDBClient(region.sdk)
  await expect(client.send(new DeleteTableCommand({ TableName: 'orders' }))).rejects.toThrow(
    'with an explicit deny in a service control policy',
  )
})

it('permissions that no call needed', async () => {
  const region = createRegion()
  const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const role = region.createRole('place', [
    allow(['dynamodb:PutItem', 'dynamodb:DeleteItem'], orders),
  ])
  const place = region.registerFunction(
    'place',
    () => docs.send(new PutCommand({ TableName: 'orders', Item: { id: 'o1' } })),
    { role },
  )
  await place.invoke()
  const never = region.coverage().permissions.filter(({ uses }) => uses === 0)
  expect(never).toEqual([{ name: `place dynamodb:DeleteItem on ${orders.arn}`, uses: 0 }])
})

it('acts as a role', async () => {
  const region = createRegion({ iam: 'enforce' })
  region.createTable('orders', { partitionKey: 'id' })
  const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
  const readOrder = () => docs.send(new GetCommand({ TableName: 'orders', Key: { id: 'o1' } }))
  const reader = region.createRole('reader', [
    allow('dynamodb:*', '*'),
    deny('dynamodb:PutItem', '*'),
  ])
  await region.as(reader, readOrder)

  const client = DynamoDBDocumentClient.from(new DynamoDBClient(region.as(reader).sdk))
  await expect(
    client.send(new PutCommand({ TableName: 'orders', Item: { id: 'o1' } })),
  ).rejects.toThrow('with an explicit deny in an identity-based policy')
  expect(reader).toHaveBeenDenied('dynamodb:PutItem')
})

it('users with keys and policies of their own', async () => {
  const region = createRegion({ iam: 'enforce' })
  region.createTable('orders', { partitionKey: 'id' })
  const iam = new IAMClient(region.sdk)
  await iam.send(new CreateUserCommand({ UserName: 'ann' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }))
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'ann',
      PolicyName: 'own-orders',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 'dynamodb:GetItem',
          Resource: '*',
          Condition: {
            'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:username}'] },
          },
        },
      }),
    }),
  )
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      ...region.sdk,
      credentials: {
        accessKeyId: AccessKey?.AccessKeyId ?? '',
        secretAccessKey: AccessKey?.SecretAccessKey ?? '',
      },
    }),
  )
  await client.send(new GetCommand({ TableName: 'orders', Key: { id: 'ann' } }))
  await expect(
    client.send(new GetCommand({ TableName: 'orders', Key: { id: 'bob' } })),
  ).rejects.toThrow('User: arn:aws:iam::123456789012:user/ann is not authorized')
})

it('simulates a policy', async () => {
  const region = createRegion()
  const role = region.createRole('place', [
    allow('s3:GetObject', 'arn:aws:s3:::uploads/*', {
      StringEquals: { 'aws:PrincipalTag/team': 'shop' },
    }),
  ])
  const iam = new IAMClient(region.sdk)
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: role.arn,
      ActionNames: ['s3:GetObject'],
      ResourceArns: ['arn:aws:s3:::uploads/a.jpg'],
    }),
  )
  expect(EvaluationResults).toMatchObject([
    { EvalDecision: 'implicitDeny', MissingContextValues: ['aws:PrincipalTag/team'] },
  ])
})

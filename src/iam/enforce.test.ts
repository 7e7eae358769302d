import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-dynamodb'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'
import { allow, deny } from './handle/statements.ts'

const failure = (promise: Promise<unknown>): Promise<any> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

const setUp = () => {
  const region = createRegion({ iam: 'enforce' })
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const docs = DynamoDBDocumentClient.from(new DynamoDBClient({ ...region.sdk, maxAttempts: 1 }))
  const put = () => docs.send(new PutCommand({ TableName: 'orders', Item: { id: 'a' } }))
  return { region, orders, docs, put }
}

describe('a function', () => {
  it('without a role may do everything', async () => {
    const { region, put, orders } = setUp()
    const place = region.registerFunction('place', put)
    expect((await place.invoke()).error).toBeUndefined()
    expect(orders.size).toBe(1)
  })

  it('with a role may do what its policy allows', async () => {
    const { region, put, orders, docs } = setUp()
    const role = region.createRole('place', [allow('dynamodb:PutItem', orders)])
    const place = region.registerFunction('place', put, { role })
    expect((await place.invoke()).error).toBeUndefined()
    const read = region.registerFunction(
      'read',
      () => docs.send(new GetCommand({ TableName: 'orders', Key: { id: 'a' } })),
      { role },
    )
    const { error } = await read.invoke()
    expect(error).toMatchObject({
      errorType: 'AccessDeniedException',
      errorMessage:
        'User: arn:aws:sts::123456789012:assumed-role/place/read is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:123456789012:table/orders because no identity-based policy allows the dynamodb:GetItem action',
    })
    expect(region.denials).toMatchObject([
      {
        principal: 'arn:aws:sts::123456789012:assumed-role/place/read',
        action: 'dynamodb:GetItem',
        resource: orders.arn,
        decision: 'implicitDeny',
        statement: undefined,
        reason: `${role.arn} has no identity-based policy that allows dynamodb:GetItem on ${orders.arn}.`,
        fix: { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: orders.arn },
        causedBy: { kind: 'call', operation: 'GetItem' },
      },
    ])
    expect(role.denials).toHaveLength(1)
    role.add(role.denials[0]!.fix!)
    expect((await read.invoke()).error).toBeUndefined()
    expect(read.leastPrivilege()).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: orders.arn }],
    })
    expect(role.leastPrivilege().Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        Resource: orders.arn,
      },
    ])
  })
})

describe('region.as', () => {
  it('gives clients with the credentials of a role', async () => {
    const { region, orders } = setUp()
    const role = region.createRole('reader', [allow('*', '*'), deny('dynamodb:PutItem', orders)])
    const client = new DynamoDBClient({ ...region.as(role).sdk, maxAttempts: 1 })
    const error = await failure(
      client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'a' } } })),
    )
    expect(error).toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
      message: expect.stringMatching(/with an explicit deny in an identity-based policy$/),
    })
    expect(region.denials[0]).toMatchObject({
      decision: 'explicitDeny',
      statement: { Effect: 'Deny', Action: 'dynamodb:PutItem' },
      fix: undefined,
      reason: `Statement 2 of the identity-based policy policy denies dynamodb:PutItem on ${orders.arn}.`,
    })
    await client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'a' } } }))
    const sts = new STSClient(region.as('reader').sdk)
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(
      'arn:aws:sts::123456789012:assumed-role/reader/test',
    )
  })

  it('runs code, whose clients have no credentials of their own', async () => {
    const { region, put } = setUp()
    const role = region.createRole('nobody')
    expect(await failure(region.as(role, put))).toMatchObject({ name: 'AccessDeniedException' })
    await put()
    expect(() => region.as('nobdy')).toThrow(/There is no role or user 'nobdy'.*nobody/s)
  })
})

it('services refuse in their own words', async () => {
  const { region } = setUp()
  region.createRole('nobody')
  const config = { ...region.as('nobody').sdk, maxAttempts: 1 }
  const jobs = region.createQueue('jobs')
  const topic = region.createTopic('placed')
  region.createBucket('uploads').put('k', 'v')
  const who =
    'User: arn:aws:sts::123456789012:assumed-role/nobody/test is not authorized to perform:'
  const sqs = await failure(
    new SQSClient(config).send(new SendMessageCommand({ QueueUrl: jobs.url, MessageBody: 'x' })),
  )
  expect([sqs.name, sqs.$metadata.httpStatusCode, sqs.message]).toEqual([
    'AccessDenied',
    403,
    `${who} sqs:sendmessage on resource: ${jobs.arn} because no identity-based policy allows the sqs:sendmessage action`,
  ])
  const sns = await failure(
    new SNSClient(config).send(new PublishCommand({ TopicArn: topic.arn, Message: 'x' })),
  )
  expect([sns.name, sns.$metadata.httpStatusCode, sns.message]).toEqual([
    'AuthorizationErrorException',
    403,
    `${who} SNS:Publish on resource: ${topic.arn} because no identity-based policy allows the SNS:Publish action`,
  ])
  const s3 = await failure(
    new S3Client(config).send(new GetObjectCommand({ Bucket: 'uploads', Key: 'k' })),
  )
  expect([s3.name, s3.$metadata.httpStatusCode, s3.message]).toEqual([
    'AccessDenied',
    403,
    `${who} s3:GetObject on resource: "arn:aws:s3:::uploads/k" because no identity-based policy allows the s3:GetObject action`,
  ])
})

it('users have their own keys, and others none', async () => {
  const { region } = setUp()
  const iam = new IAMClient(region.sdk)
  await iam.send(new CreateUserCommand({ UserName: 'ann' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }))
  const credentials = {
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  }
  const client = new DynamoDBClient({ ...region.sdk, credentials, maxAttempts: 1 })
  const read = () =>
    client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'a' } } }))
  expect(await failure(read())).toMatchObject({ name: 'AccessDeniedException' })
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'ann',
      PolicyName: 'own',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 'dynamodb:GetItem',
          Resource: '*',
          Condition: {
            'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['a', '${aws:username}'] },
          },
        },
      }),
    }),
  )
  await read()
  const other = () =>
    client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'b' } } }))
  expect(await failure(other())).toMatchObject({ name: 'AccessDeniedException' })
  const stranger = new DynamoDBClient({
    ...region.sdk,
    credentials: { accessKeyId: 'AKIAX', secretAccessKey: 'x' },
    maxAttempts: 1,
  })
  expect(
    await failure(
      stranger.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'a' } } })),
    ),
  ).toMatchObject({
    name: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  })
})

// AWS: specifying-conditions.html, "dynamodb:Attributes".
it('reads of a table may be limited to attributes', async () => {
  const { region } = setUp()
  const attributes = { 'dynamodb:Attributes': ['id', 'name'] }
  const role = region.createRole('reader', [
    allow('dynamodb:GetItem', '*', { 'ForAllValues:StringEquals': attributes }),
  ])
  const client = new DynamoDBClient({ ...region.as(role).sdk, maxAttempts: 1 })
  const read = (ProjectionExpression: string) =>
    client.send(
      new GetItemCommand({
        ...{ TableName: 'orders', Key: { id: { S: 'a' } }, ProjectionExpression },
        ExpressionAttributeNames: { '#n': 'name' },
      }),
    )
  await read('id, #n.given')
  expect(await failure(read('id, #n, secret[0]'))).toMatchObject({ name: 'AccessDeniedException' })
})

it('AssumeRole asks the trust policy, and session policies limit', async () => {
  const { region, orders } = setUp()
  region.createRole('open', [allow('dynamodb:*', orders)])
  region.createRole('closed', [], { assumedBy: 'lambda.amazonaws.com' })
  region.createRole('caller', [allow('sts:AssumeRole', '*')])
  const sts = new STSClient({ ...region.as('caller').sdk, maxAttempts: 1 })
  const assume = (name: string, more = {}) =>
    sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::123456789012:role/${name}`,
        RoleSessionName: 's1',
        ...more,
      }),
    )
  for (const name of ['closed', 'missing'])
    expect(await failure(assume(name))).toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:sts::123456789012:assumed-role/caller/test is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/${name}`,
    })
  const limited = await assume('open', {
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' },
    }),
    DurationSeconds: 900,
  })
  const credentials = {
    accessKeyId: limited.Credentials!.AccessKeyId!,
    secretAccessKey: limited.Credentials!.SecretAccessKey!,
    sessionToken: limited.Credentials!.SessionToken!,
  }
  const client = new DynamoDBClient({ ...region.sdk, credentials, maxAttempts: 1 })
  const get = new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'a' } } })
  await client.send(get)
  expect(
    await failure(
      client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'a' } } })),
    ),
  ).toMatchObject({ message: expect.stringMatching(/because no session policy allows/) })
  await region.clock.advance('15m')
  expect(await failure(client.send(get))).toMatchObject({
    name: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  })
})

it('the policy of a table decides about the table and its indexes', async () => {
  const { region, orders } = setUp()
  const role = region.createRole('reader', [allow('dynamodb:DeleteItem', '*')])
  const statement = (Effect: string, Action: string) => ({
    Effect,
    Principal: { AWS: role.arn },
    Action,
    Resource: orders.arn,
  })
  await new DynamoDBClient(region.sdk).send(
    new PutResourcePolicyCommand({
      ResourceArn: orders.arn,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          statement('Allow', 'dynamodb:GetItem'),
          statement('Deny', 'dynamodb:DeleteItem'),
        ],
      }),
    }),
  )
  const client = new DynamoDBClient({ ...region.as(role).sdk, maxAttempts: 1 })
  const input = { TableName: 'orders', Key: { id: { S: 'a' } } }
  await client.send(new GetItemCommand(input))
  expect(await failure(client.send(new DeleteItemCommand(input)))).toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringMatching(/with an explicit deny in a resource-based policy$/),
  })
})

it('remembers conditional decisions by the values of their keys', async () => {
  const { region, orders } = setUp()
  const role = region.createRole('reader', [
    allow('dynamodb:GetItem', orders, {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['a'] },
      DateLessThan: { 'aws:CurrentTime': '2026-01-01T01:00:00Z' },
    }),
  ])
  region.clock.freeze('2026-01-01T00:00:00Z')
  const client = new DynamoDBClient({ ...region.as(role).sdk, maxAttempts: 1 })
  const get = (id: string) =>
    failure(client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: id } } }))).then(
      (error) => error?.name,
    )
  const denied = 'AccessDeniedException'
  expect([await get('a'), await get('b'), await get('a'), await get('b')]).toEqual([
    undefined,
    denied,
    undefined,
    denied,
  ])
  region.clock.freeze('2026-01-01T01:00:00Z')
  expect(await get('a')).toBe(denied)
})

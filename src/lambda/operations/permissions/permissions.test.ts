import {
  AddPermissionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  LambdaClient,
  RemovePermissionCommand,
  type AddPermissionCommandInput,
} from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:place'

function setUp() {
  const region = createRegion()
  region.registerFunction('place', async () => 1, { versions: 1, aliases: { prod: '1' } })
  const client = new LambdaClient({ ...region.sdk, maxAttempts: 1 })
  const add = (changes: Partial<AddPermissionCommandInput> = {}) =>
    client.send(
      new AddPermissionCommand({
        FunctionName: 'place',
        StatementId: 's3',
        Action: 'lambda:InvokeFunction',
        Principal: 's3.amazonaws.com',
        ...changes,
      }),
    )
  const policyOf = async (Qualifier?: string) => {
    const input = { FunctionName: 'place', Qualifier }
    const { Policy } = await client.send(new GetPolicyCommand(input))
    return JSON.parse(Policy ?? '') as { Statement: readonly object[] }
  }
  return { client, add, policyOf }
}

describe('the policy of a function', () => {
  it('has statements in the form of AWS', async () => {
    const { add, policyOf } = setUp()
    const { Statement } = await add({
      SourceArn: 'arn:aws:s3:::uploads',
      SourceAccount: '123456789012',
    })
    expect(Statement).toBe(
      JSON.stringify({
        Sid: 's3',
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: ARN,
        Condition: {
          StringEquals: { 'AWS:SourceAccount': '123456789012' },
          ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::uploads' },
        },
      }),
    )
    await add({ StatementId: 'all', Principal: '*', PrincipalOrgID: 'o-1234567890' })
    await add({ StatementId: 'account', Principal: '210987654321' })
    const policy = await policyOf()
    expect(policy).toMatchObject({ Version: '2012-10-17', Id: 'default' })
    expect(policy.Statement.slice(1)).toMatchObject([
      { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } },
      { Principal: { AWS: 'arn:aws:iam::210987654321:root' } },
    ])
  })

  it('belongs to one qualifier', async () => {
    const { add, policyOf } = setUp()
    await add({ Qualifier: 'prod' })
    expect(await policyOf('prod')).toMatchObject({ Statement: [{ Resource: `${ARN}:prod` }] })
    expect(await errorOf(policyOf())).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    })
    expect(await errorOf(policyOf('1'))).toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('is another revision of its function', async () => {
    const { add, client, policyOf } = setUp()
    const revision = async () => {
      const input = { FunctionName: 'place' }
      return (await client.send(new GetFunctionConfigurationCommand(input))).RevisionId
    }
    const before = await revision()
    await add({ RevisionId: before })
    expect(await revision()).not.toBe(before)
    expect(await errorOf(add({ StatementId: 'x', RevisionId: before }))).toMatchObject({
      name: 'PreconditionFailedException',
    })
    const remove = (StatementId: string) =>
      client.send(new RemovePermissionCommand({ FunctionName: 'place', StatementId }))
    expect(await errorOf(remove('none'))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Statement none is not found in resource policy.',
    })
    await remove('s3')
    expect(await errorOf(remove('s3'))).toMatchObject({
      message: 'No policy is associated with the given resource.',
    })
    expect(await errorOf(policyOf())).toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it.each<[string, Partial<AddPermissionCommandInput>, object]>([
    [
      '$LATEST',
      { Qualifier: '$LATEST' },
      {
        name: 'InvalidParameterValueException',
        message: 'We currently do not support adding policies for $LATEST.',
      },
    ],
    [
      'an unknown principal',
      { Principal: 'nobody' },
      {
        name: 'InvalidParameterValueException',
        message: 'The provided principal was invalid. Please check the principal and try again.',
      },
    ],
    [
      'a missing version',
      { Qualifier: '9' },
      { name: 'ResourceNotFoundException', message: `Function not found: ${ARN}:9` },
    ],
    ['a malformed action', { Action: 'no action' }, { name: 'ValidationException' }],
  ])('refuses %s', async (_title, changes, expected) => {
    expect(await errorOf(setUp().add(changes))).toMatchObject(expected)
  })

  it('refuses a statement id that is taken', async () => {
    const { add } = setUp()
    await add()
    expect(await errorOf(add())).toMatchObject({
      name: 'ResourceConflictException',
      message:
        'The statement id (s3) provided already exists. Please provide a new statement id, or remove the existing statement.',
      $metadata: { httpStatusCode: 409 },
    })
  })
})

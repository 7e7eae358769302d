import * as sdk from '@aws-sdk/client-iam'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'

const setUp = (): { region: Region; send: (name: string, input?: object) => Promise<any> } => {
  const region = createRegion()
  const client = new sdk.IAMClient({ ...region.sdk, maxAttempts: 1 })
  const send = (name: string, input: object = {}): Promise<any> => {
    const Command = (sdk as unknown as Record<string, new (input: object) => any>)[
      `${name}Command`
    ]!
    return client.send(new Command(input))
  }
  return { region, send }
}

const failure = async (promise: Promise<unknown>): Promise<unknown[]> => {
  const error: any = await promise.then(
    () => ({}),
    (thrown: unknown) => thrown,
  )
  return [error.name, error.$metadata?.httpStatusCode, error.message]
}

const document = (statement: object | object[] = {}, more: object = {}): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: Array.isArray(statement)
      ? statement
      : { Effect: 'Allow', Action: 's3:*', Resource: '*', ...statement },
    ...more,
  })
const trust = JSON.stringify({
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
})
const ACCOUNT = 'arn:aws:iam::123456789012'

describe('roles', () => {
  it('are created, changed, listed and deleted', async () => {
    const { send } = setUp()
    await send('CreateRole', {
      RoleName: 'r',
      Path: '/app/',
      AssumeRolePolicyDocument: trust,
      Tags: [{ Key: 'team', Value: 'shop' }],
      MaxSessionDuration: 7200,
    })
    expect(
      await failure(send('CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trust })),
    ).toEqual(['EntityAlreadyExistsException', 409, 'Role with name R already exists.'])
    await send('UpdateRole', { RoleName: 'r', Description: 'new' })
    const { Role } = await send('GetRole', { RoleName: 'r' })
    expect(Role).toMatchObject({
      Arn: `${ACCOUNT}:role/app/r`,
      Description: 'new',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'team', Value: 'shop' }],
    })
    expect(JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument))).toEqual(JSON.parse(trust))
    await send('PutRolePolicy', { RoleName: 'r', PolicyName: 'p', PolicyDocument: document() })
    await send('AttachRolePolicy', {
      RoleName: 'r',
      PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    })
    expect((await send('ListRolePolicies', { RoleName: 'r' })).PolicyNames).toEqual(['p'])
    expect((await send('ListAttachedRolePolicies', { RoleName: 'r' })).AttachedPolicies).toEqual([
      {
        PolicyName: 'AWSLambdaBasicExecutionRole',
        PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      },
    ])
    expect(await failure(send('DeleteRole', { RoleName: 'r' }))).toEqual([
      'DeleteConflictException',
      409,
      'Cannot delete entity, must detach all policies first.',
    ])
    await send('DetachRolePolicy', {
      RoleName: 'r',
      PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    })
    await send('DeleteRolePolicy', { RoleName: 'r', PolicyName: 'p' })
    await send('DeleteRole', { RoleName: 'r' })
    expect(await failure(send('GetRole', { RoleName: 'r' }))).toEqual([
      'NoSuchEntityException',
      404,
      'The role with name r cannot be found.',
    ])
  })

  it('are listed in pages', async () => {
    const { region, send } = setUp()
    for (const name of ['b', 'a', 'c']) region.createRole(name)
    const first = await send('ListRoles', { MaxItems: 2 })
    expect(first.Roles.map(({ RoleName }: any) => RoleName)).toEqual(['a', 'b'])
    expect(first.IsTruncated).toBe(true)
    const second = await send('ListRoles', { Marker: first.Marker })
    expect(second.Roles.map(({ RoleName }: any) => RoleName)).toEqual(['c'])
    expect(second.IsTruncated).toBe(false)
  })

  it('have boundaries, tags and instance profiles', async () => {
    const { region, send } = setUp()
    region.createRole('r')
    const { Policy } = await send('CreatePolicy', {
      PolicyName: 'limit',
      PolicyDocument: document(),
    })
    await send('PutRolePermissionsBoundary', { RoleName: 'r', PermissionsBoundary: Policy.Arn })
    expect((await send('GetRole', { RoleName: 'r' })).Role.PermissionsBoundary).toEqual({
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: Policy.Arn,
    })
    expect((await send('GetPolicy', { PolicyArn: Policy.Arn })).Policy).toMatchObject({
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 1,
    })
    await send('DeleteRolePermissionsBoundary', { RoleName: 'r' })
    await send('TagRole', { RoleName: 'r', Tags: [{ Key: 'a', Value: '1' }] })
    await send('UntagRole', { RoleName: 'r', TagKeys: ['A'] })
    expect((await send('ListRoleTags', { RoleName: 'r' })).Tags).toEqual([])
    await send('CreateInstanceProfile', { InstanceProfileName: 'web' })
    await send('AddRoleToInstanceProfile', { InstanceProfileName: 'web', RoleName: 'r' })
    const { InstanceProfiles } = await send('ListInstanceProfilesForRole', { RoleName: 'r' })
    expect(InstanceProfiles).toMatchObject([
      { InstanceProfileName: 'web', Roles: [{ RoleName: 'r' }] },
    ])
    expect((await failure(send('DeleteRole', { RoleName: 'r' })))[2]).toMatch(
      /instance profile first/,
    )
    await send('RemoveRoleFromInstanceProfile', { InstanceProfileName: 'web', RoleName: 'r' })
    await send('DeleteInstanceProfile', { InstanceProfileName: 'web' })
  })
})

describe('users and groups', () => {
  it('share policies, and have keys', async () => {
    const { send } = setUp()
    const { User } = await send('CreateUser', { UserName: 'ann', Path: '/team/' })
    expect(User).toMatchObject({
      Arn: `${ACCOUNT}:user/team/ann`,
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    })
    await send('CreateGroup', { GroupName: 'devs' })
    await send('AddUserToGroup', { GroupName: 'devs', UserName: 'ann' })
    expect((await send('GetGroup', { GroupName: 'devs' })).Users).toMatchObject([
      { UserName: 'ann' },
    ])
    expect((await send('ListGroupsForUser', { UserName: 'ann' })).Groups).toMatchObject([
      { GroupName: 'devs' },
    ])
    const { AccessKey } = await send('CreateAccessKey', { UserName: 'ann' })
    expect(AccessKey).toMatchObject({
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      Status: 'Active',
    })
    await send('UpdateAccessKey', {
      UserName: 'ann',
      AccessKeyId: AccessKey.AccessKeyId,
      Status: 'Inactive',
    })
    expect((await send('ListAccessKeys', { UserName: 'ann' })).AccessKeyMetadata).toMatchObject([
      { Status: 'Inactive' },
    ])
    expect(
      (await send('GetAccessKeyLastUsed', { AccessKeyId: AccessKey.AccessKeyId }))
        .AccessKeyLastUsed,
    ).toEqual({ ServiceName: 'N/A', Region: 'N/A' })
    expect(await failure(send('DeleteUser', { UserName: 'ann' }))).toEqual([
      'DeleteConflictException',
      409,
      'Cannot delete entity, must remove referenced objects first.',
    ])
    await send('UpdateUser', { UserName: 'ann', NewUserName: 'anna' })
    expect((await send('GetUser', { UserName: 'anna' })).User.Arn).toBe(`${ACCOUNT}:user/team/anna`)
    await send('UpdateGroup', { GroupName: 'devs', NewGroupName: 'engineers' })
    expect((await failure(send('DeleteGroup', { GroupName: 'engineers' })))[2]).toMatch(/users/)
    await send('RemoveUserFromGroup', { GroupName: 'engineers', UserName: 'anna' })
    await send('DeleteGroup', { GroupName: 'engineers' })
    await send('DeleteAccessKey', { UserName: 'anna', AccessKeyId: AccessKey.AccessKeyId })
    await send('DeleteUser', { UserName: 'anna' })
    expect(await failure(send('GetUser', { UserName: 'anna' }))).toEqual([
      'NoSuchEntityException',
      404,
      'The user with name anna cannot be found.',
    ])
    expect((await send('GetUser')).User.Arn).toBe(`${ACCOUNT}:root`)
  })
})

describe('managed policies', () => {
  it('have versions', async () => {
    const { region, send } = setUp()
    region.createRole('r')
    const { Policy } = await send('CreatePolicy', { PolicyName: 'p', PolicyDocument: document() })
    const PolicyArn = Policy.Arn
    await send('CreatePolicyVersion', {
      PolicyArn,
      PolicyDocument: document({ Action: 'sqs:*' }),
      SetAsDefault: true,
    })
    const { Versions } = await send('ListPolicyVersions', { PolicyArn })
    expect(Versions).toMatchObject([
      { VersionId: 'v2', IsDefaultVersion: true },
      { VersionId: 'v1', IsDefaultVersion: false },
    ])
    const { PolicyVersion } = await send('GetPolicyVersion', { PolicyArn, VersionId: 'v2' })
    expect(decodeURIComponent(PolicyVersion.Document)).toBe(document({ Action: 'sqs:*' }))
    expect((await failure(send('DeletePolicyVersion', { PolicyArn, VersionId: 'v2' })))[0]).toBe(
      'DeleteConflictException',
    )
    await send('SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' })
    await send('DeletePolicyVersion', { PolicyArn, VersionId: 'v2' })
    await send('AttachRolePolicy', { RoleName: 'r', PolicyArn })
    expect((await send('ListEntitiesForPolicy', { PolicyArn })).PolicyRoles).toMatchObject([
      { RoleName: 'r' },
    ])
    expect((await send('ListPolicies', { Scope: 'Local' })).Policies).toMatchObject([
      { PolicyName: 'p', AttachmentCount: 1 },
    ])
    expect((await failure(send('DeletePolicy', { PolicyArn })))[0]).toBe('DeleteConflictException')
    await send('DetachRolePolicy', { RoleName: 'r', PolicyArn })
    await send('DeletePolicy', { PolicyArn })
    expect(await failure(send('GetPolicy', { PolicyArn }))).toEqual([
      'NoSuchEntityException',
      404,
      `Policy ${PolicyArn} was not found.`,
    ])
  })

  it('of AWS are known by name, and the rest is refused by name', async () => {
    const { region, send } = setUp()
    region.createRole('r', [], { managedPolicies: ['AmazonS3ReadOnlyAccess'] })
    const { Policy } = await send('GetPolicy', {
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    })
    expect(Policy).toMatchObject({ PolicyName: 'AdministratorAccess', Path: '/' })
    const attach = send('AttachRolePolicy', {
      RoleName: 'r',
      PolicyArn: 'arn:aws:iam::aws:policy/AmazonBraketFullAccess',
    })
    await expect(attach).rejects.toThrow(/AmazonBraketFullAccess is not simulated/)
  })
})

it.each<[string, string]>([
  ['{', 'This policy contains invalid Json'],
  ['[]', 'Syntax errors in policy.'],
  [document({ Effect: 'Maybe' }), 'Syntax errors in policy.'],
  [document({ Foo: 1 }), 'Syntax errors in policy.'],
  [document({ NotAction: 's3:*' }), 'Syntax errors in policy.'],
  [document({ Condition: { StringMatches: { a: 'b' } } }), 'Syntax errors in policy.'],
  [document({ Principal: '*' }), 'Policy document should not specify a principal.'],
  [
    document({}, { Version: '2008-10-17' }),
    'Policy document must be version 2012-10-17 or greater.',
  ],
  [document({ Effect: 'allow' }), 'The policy failed legacy parsing'],
  [document({ Action: undefined }), 'Policy statement must contain actions.'],
  [document({ Resource: undefined }), 'Policy statement must contain resources.'],
  [
    document({ Action: 'invalid' }),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  [document({ Action: 'a:b:c' }), 'Actions/Condition can contain only one colon.'],
  [document({ Action: 'a a:b' }), 'Vendor a a is not valid'],
  [
    document({ Resource: 'arn:aws:s3:us-east-1::b' }),
    'Resource arn:aws:s3:us-east-1::b can not contain region information.',
  ],
  [
    document([
      { Sid: 'a', Effect: 'Allow', Action: '*', Resource: '*' },
      { Sid: 'a', Effect: 'Allow', Action: '*', Resource: '*' },
    ]),
    'Statement IDs (SID) in a single policy must be unique.',
  ],
])('refuses the policy %s', async (PolicyDocument, message) => {
  const { send } = setUp()
  expect(await failure(send('CreatePolicy', { PolicyName: 'p', PolicyDocument }))).toEqual([
    'MalformedPolicyDocumentException',
    400,
    message,
  ])
})

it('says to the test where a policy is wrong', () => {
  const { region } = setUp()
  const statement = { Effect: 'Allow' as const, Action: 's3:Get*', Resource: 'uploads' }
  expect(() => region.createRole('r', [statement])).toThrow(/ARN format.*Statement\[0\]\.Resource/s)
  expect(() => region.createRole('bad name')).toThrow(/The specified value for roleName is invalid/)
})

describe('simulations', () => {
  it('show decisions, statements and their places', async () => {
    const { region, send } = setUp()
    const role = region.createRole('r')
    await send('PutRolePolicy', {
      RoleName: 'r',
      PolicyName: 'p',
      PolicyDocument: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
    { "Effect": "Deny", "Action": "s3:Put*", "Resource": "*" }
  ]
}`,
    })
    const { EvaluationResults } = await send('SimulatePrincipalPolicy', {
      PolicySourceArn: role.arn,
      ActionNames: ['s3:GetObject', 's3:PutObject', 'sqs:SendMessage'],
    })
    expect(EvaluationResults).toMatchObject([
      {
        EvalActionName: 's3:GetObject',
        EvalResourceName: '*',
        EvalDecision: 'allowed',
        MatchedStatements: [
          {
            SourcePolicyId: 'p',
            SourcePolicyType: 'IAM Policy',
            StartPosition: { Line: 4, Column: 6 },
            EndPosition: { Line: 4, Column: 61 },
          },
        ],
        OrganizationsDecisionDetail: { AllowedByOrganizations: true },
      },
      { EvalDecision: 'explicitDeny', MatchedStatements: [{ StartPosition: { Line: 5 } }] },
      { EvalDecision: 'implicitDeny' },
    ])
  })

  it('take custom policies, contexts and boundaries', async () => {
    const { send } = setUp()
    const Condition = { StringEquals: { 'aws:PrincipalTag/team': '${aws:username}' } }
    const PolicyInputList = [document({ Condition })]
    const simulate = async (more: object) =>
      (
        await send('SimulateCustomPolicy', {
          PolicyInputList,
          ActionNames: ['s3:GetObject'],
          ...more,
        })
      ).EvaluationResults[0]
    expect((await simulate({})).EvalDecision).toBe('implicitDeny')
    const entry = (ContextKeyName: string) => ({
      ContextKeyName,
      ContextKeyValues: ['ann'],
      ContextKeyType: 'string',
    })
    const ContextEntries = [entry('aws:PrincipalTag/team'), entry('aws:username')]
    expect((await simulate({ ContextEntries })).EvalDecision).toBe('allowed')
    expect(
      await simulate({
        ContextEntries,
        PermissionsBoundaryPolicyInputList: [document({ Action: 'sqs:*' })],
      }),
    ).toMatchObject({
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    })
    expect(
      (await send('GetContextKeysForCustomPolicy', { PolicyInputList })).ContextKeyNames,
    ).toEqual(['aws:PrincipalTag/team', 'aws:username'])
  })
})

it('the account has one alias', async () => {
  const { send } = setUp()
  await send('CreateAccountAlias', { AccountAlias: 'shop' })
  await send('CreateAccountAlias', { AccountAlias: 'store' })
  expect((await send('ListAccountAliases')).AccountAliases).toEqual(['store'])
  await send('DeleteAccountAlias', { AccountAlias: 'store' })
  expect((await failure(send('DeleteAccountAlias', { AccountAlias: 'store' })))[0]).toBe(
    'NoSuchEntityException',
  )
})

it('forks, and returns to its declarations', async () => {
  const { region, send } = setUp()
  region.createRole('r', [{ Effect: 'Allow', Action: '*', Resource: '*' }])
  const fork = region.fork()
  fork.run(() => region.role('r').add({ Effect: 'Deny', Action: '*', Resource: '*' }))
  const { PolicyDocument } = await send('GetRolePolicy', { RoleName: 'r', PolicyName: 'policy' })
  expect(JSON.parse(decodeURIComponent(PolicyDocument)).Statement).toHaveLength(1)
  await send('DeleteRolePolicy', { RoleName: 'r', PolicyName: 'policy' })
  region.reset()
  expect((await send('ListRolePolicies', { RoleName: 'r' })).PolicyNames).toEqual(['policy'])
})

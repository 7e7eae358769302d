/** Providers of OpenID Connect, through the API, STS and templates. */
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation'
import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  ListOpenIDConnectProviderTagsCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
} from '@aws-sdk/client-iam'
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'
import { fromTemplate } from '../templates.ts'

const OpenIDConnectProviderArn = 'arn:aws:iam::123456789012:oidc-provider/idp.example/a'

it('are created, changed, listed and deleted', async () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const iam = new IAMClient(region.sdk)
  const create = (Url: string) =>
    iam.send(
      new CreateOpenIDConnectProviderCommand({
        ...{ Url, ClientIDList: ['sts.amazonaws.com'] },
        Tags: [{ Key: 'team', Value: 'shop' }],
      }),
    )
  const get = () => iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }))
  expect(await create('https://idp.example/a')).toMatchObject({ OpenIDConnectProviderArn })
  await expect(create('https://idp.example/a')).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'Provider with url https://idp.example/a already exists.',
  })
  await expect(create('http://idp.example')).rejects.toThrow('Invalid Open ID Connect Provider URL')
  const provider = { OpenIDConnectProviderArn }
  const ClientID = 'web'
  for (let n = 0; n < 2; n++)
    await iam.send(new AddClientIDToOpenIDConnectProviderCommand({ ...provider, ClientID }))
  const ThumbprintList = ['a'.repeat(40)]
  await iam.send(new UpdateOpenIDConnectProviderThumbprintCommand({ ...provider, ThumbprintList }))
  expect(await get()).toMatchObject({
    Url: 'idp.example/a',
    ClientIDList: ['sts.amazonaws.com', 'web'],
    ThumbprintList,
    CreateDate: new Date('2026-01-01T00:00:00Z'),
    Tags: [{ Key: 'team', Value: 'shop' }],
  })
  await iam.send(
    new TagOpenIDConnectProviderCommand({ ...provider, Tags: [{ Key: 'b', Value: 'c' }] }),
  )
  const { Tags } = await iam.send(new ListOpenIDConnectProviderTagsCommand(provider))
  expect(Tags).toHaveLength(2)
  await iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand({ ...provider, ClientID }))
  expect((await get()).ClientIDList).toEqual(['sts.amazonaws.com'])
  const { OpenIDConnectProviderList } = await iam.send(new ListOpenIDConnectProvidersCommand({}))
  expect(OpenIDConnectProviderList).toEqual([{ Arn: OpenIDConnectProviderArn }])
  for (let n = 0; n < 2; n++) await iam.send(new DeleteOpenIDConnectProviderCommand(provider))
  await expect(get()).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: `OpenIDConnect Provider not found for arn ${OpenIDConnectProviderArn}`,
  })
})

it('vouch for tokens of their audiences, which the issuer signed', async () => {
  const region = createRegion({ iam: 'enforce' })
  const issuer = region.testIssuer({ issuer: 'https://idp.example/a' })
  const role = region.createRole('deploy')
  const iam = new IAMClient(region.sdk)
  await iam.send(
    new CreateOpenIDConnectProviderCommand({
      ...{ Url: issuer.issuer, ClientIDList: ['sts.amazonaws.com'] },
    }),
  )
  const sts = new STSClient({ ...region.sdk, maxAttempts: 1 })
  const assume = (WebIdentityToken: string) =>
    sts.send(
      new AssumeRoleWithWebIdentityCommand({
        ...{ RoleArn: role.arn, RoleSessionName: 'ci', WebIdentityToken },
      }),
    )
  const token = (aud: string) => issuer.token({ sub: 'repo', aud })
  await expect(assume(token('sts.amazonaws.com'))).rejects.toThrow(
    'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  )
  await expect(assume(token('other'))).rejects.toMatchObject({
    name: 'InvalidIdentityTokenException',
    message: 'Incorrect token audience',
  })
  await expect(assume(`${token('sts.amazonaws.com')}x`)).rejects.toMatchObject({
    name: 'InvalidIdentityTokenException',
  })
})

it('come from templates', async () => {
  const region = createRegion()
  const template = {
    Resources: {
      Idp: {
        Type: 'AWS::IAM::OIDCProvider',
        Properties: { Url: 'https://idp.example/a', ClientIdList: ['a', 'b'] },
      },
    },
    Outputs: { Arn: { Value: { Ref: 'Idp' } }, Same: { Value: { 'Fn::GetAtt': ['Idp', 'Arn'] } } },
  }
  const { stack } = await fromTemplate(template as never)(region)
  expect(stack.skipped).toEqual([])
  expect(stack.outputs).toEqual({ Arn: OpenIDConnectProviderArn, Same: OpenIDConnectProviderArn })
})

it("come from CDK's construct, whose own code would ask the issuer", () => {
  const Url = 'https://idp.example/a'
  const Properties = { ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:cdk', Url }
  const Idp = {
    Type: 'Custom::AWSCDKOpenIdConnectProvider',
    Properties: { ...Properties, ClientIDList: ['a'], RejectUnauthorized: true, CodeHash: 'c' },
  }
  const { stack } = fromTemplate({ Resources: { Idp } })(createRegion())
  expect(stack.skipped).toEqual([])
  expect(stack.resources['Idp']?.physicalId).toBe(OpenIDConnectProviderArn)
})

it('change when a stack is updated, and go when it is deleted', async () => {
  const region = createRegion()
  const cloudFormation = new CloudFormationClient(region.sdk)
  const iam = new IAMClient(region.sdk)
  const body = (properties: object) =>
    JSON.stringify({
      Resources: {
        Idp: {
          Type: 'AWS::IAM::OIDCProvider',
          Properties: { Url: 'https://idp.example/a', ...properties },
        },
      },
    })
  const stack = { StackName: 'idp', Capabilities: ['CAPABILITY_IAM' as const] }
  const TemplateBody = body({ ClientIdList: ['a', 'b'] })
  await cloudFormation.send(new CreateStackCommand({ ...stack, TemplateBody }))
  await region.idle()
  const ThumbprintList = ['b'.repeat(40)]
  const Tags = [{ Key: 'team', Value: 'shop' }]
  await cloudFormation.send(
    new UpdateStackCommand({
      ...stack,
      ...{ TemplateBody: body({ ClientIdList: ['b', 'c'], ThumbprintList, Tags }) },
    }),
  )
  await region.idle()
  expect(
    await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn })),
  ).toMatchObject({ ClientIDList: ['b', 'c'], ThumbprintList, Tags })
  await cloudFormation.send(new DeleteStackCommand({ StackName: 'idp' }))
  await region.idle()
  const { OpenIDConnectProviderList } = await iam.send(new ListOpenIDConnectProvidersCommand({}))
  expect(OpenIDConnectProviderList).toEqual([])
})

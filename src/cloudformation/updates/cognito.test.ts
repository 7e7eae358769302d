import {
  CloudFormationClient,
  CreateStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation'
import {
  CognitoIdentityClient,
  DescribeIdentityPoolCommand,
  ListIdentityPoolsCommand,
} from '@aws-sdk/client-cognito-identity'
import { expect, it } from 'vitest'
import { createRegion } from '../../index.ts'
import { fromTemplate } from '../../templates/index.ts'

it('identity pools are changed in place', async () => {
  const region = createRegion()
  const stacks = new CloudFormationClient(region.sdk)
  const body = (AllowUnauthenticatedIdentities: boolean) => ({
    StackName: 'shop',
    TemplateBody: JSON.stringify({
      Resources: {
        Guests: {
          Type: 'AWS::Cognito::IdentityPool',
          Properties: { AllowUnauthenticatedIdentities },
        },
      },
    }),
  })
  await stacks.send(new CreateStackCommand(body(false)))
  await stacks.send(new UpdateStackCommand(body(true)))
  const client = new CognitoIdentityClient(region.sdk)
  const { IdentityPools = [] } = await client.send(new ListIdentityPoolsCommand({ MaxResults: 5 }))
  expect(IdentityPools).toHaveLength(1)
  const { IdentityPoolId } = IdentityPools[0]!
  expect(await client.send(new DescribeIdentityPoolCommand({ IdentityPoolId }))).toMatchObject({
    AllowUnauthenticatedIdentities: true,
    IdentityPoolName: expect.stringMatching(/^shop-Guests-/),
  })
})

it('users of pools come from templates', () => {
  const UserPoolId = { Ref: 'Users' }
  const { stack } = fromTemplate({
    Resources: {
      Users: { Type: 'AWS::Cognito::UserPool' },
      Staff: {
        Type: 'AWS::Cognito::UserPoolGroup',
        Properties: { UserPoolId, GroupName: 'staff' },
      },
      Ann: {
        Type: 'AWS::Cognito::UserPoolUser',
        Properties: { UserPoolId, Username: 'ann', MessageAction: 'SUPPRESS' },
      },
      AnnIsStaff: {
        Type: 'AWS::Cognito::UserPoolUserToGroupAttachment',
        Properties: { UserPoolId, Username: { Ref: 'Ann' }, GroupName: { Ref: 'Staff' } },
      },
    },
  })(createRegion())
  expect(stack.skipped).toEqual([])
  expect(stack.userPool('Users').user('ann').groups).toEqual(['staff'])
})

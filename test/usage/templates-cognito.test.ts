// User pools and identity pools from a template.
import { defineRegion } from 'miniregion'
import { fromTemplate } from 'miniregion/templates'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

const template = {
  Resources: {
    Users: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        UserPoolName: 'shop',
        UsernameAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        MfaConfiguration: 'OPTIONAL',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: 'true' },
      },
    },
    Web: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: { UserPoolId: { Ref: 'Users' }, ClientName: 'web' },
    },
    Admins: {
      Type: 'AWS::Cognito::UserPoolGroup',
      Properties: { UserPoolId: { Ref: 'Users' }, GroupName: 'admins', Precedence: 1 },
    },
    Domain: {
      Type: 'AWS::Cognito::UserPoolDomain',
      Properties: { UserPoolId: { Ref: 'Users' }, Domain: 'shop' },
    },
    Api: {
      Type: 'AWS::Cognito::UserPoolResourceServer',
      Properties: {
        UserPoolId: { Ref: 'Users' },
        Identifier: 'api',
        Name: 'api',
        Scopes: [{ ScopeName: 'read', ScopeDescription: 'read' }],
      },
    },
    Identities: {
      Type: 'AWS::Cognito::IdentityPool',
      Properties: {
        AllowUnauthenticatedIdentities: false,
        CognitoIdentityProviders: [
          {
            ClientId: { Ref: 'Web' },
            ProviderName: { 'Fn::GetAtt': ['Users', 'ProviderName'] },
          },
        ],
      },
    },
    Roles: {
      Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      Properties: {
        IdentityPoolId: { Ref: 'Identities' },
        Roles: { authenticated: 'arn:aws:iam::123456789012:role/app-user' },
      },
    },
  },
  Outputs: { Issuer: { Value: { 'Fn::GetAtt': ['Users', 'ProviderURL'] } } },
}

const app = defineRegion(fromTemplate(template))

it(
  'a template makes pools',
  app(async ({ stack }) => {
    const users = stack.userPool('Users')
    expect(stack.outputs).toMatchObject({ Issuer: users.issuer })
    const ann = users.addUser('ann@example.com', { groups: ['admins'] })
    const { idToken } = await users.client('web').signIn(ann)
    expect(idToken).toHaveClaims({ 'cognito:groups': ['admins'] })
    expect(users).toHaveUser('ann@example.com', { status: 'CONFIRMED' })
    expect(stack.identityPool('Identities').identities).toEqual([])
    expect(stack.skipped).toEqual([])
  }),
)

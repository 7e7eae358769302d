// SAM's `Auth` with a user pool of the same template: authorizers of a REST API and of an HTTP API.
import { defineRegion } from 'miniregion'
import { fromTemplate } from 'miniregion/templates'
import 'miniregion/vitest'
import { describe, expect, it } from 'vitest'

const event = (api: string, type: string, path: string, more: object = {}): object => ({
  Type: type,
  Properties: {
    [type === 'Api' ? 'RestApiId' : 'ApiId']: { Ref: api },
    Path: path,
    Method: 'get',
    ...more,
  },
})

const template = {
  Transform: 'AWS::Serverless-2016-10-31',
  Resources: {
    Users: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        UserPoolName: 'shop',
        Schema: [{ Name: 'email', Required: true }],
      },
    },
    Web: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Users' },
        ClientName: 'web',
        SupportedIdentityProviders: ['COGNITO', { Ref: 'Google' }],
      },
    },
    Google: {
      Type: 'AWS::Cognito::UserPoolIdentityProvider',
      Properties: {
        UserPoolId: { Ref: 'Users' },
        ProviderName: 'Google',
        ProviderType: 'Google',
        ProviderDetails: { client_id: 'c', client_secret: 's', authorize_scopes: 'email' },
        AttributeMapping: { email: 'email' },
      },
    },
    Rest: {
      Type: 'AWS::Serverless::Api',
      Properties: {
        StageName: 'prod',
        Auth: {
          DefaultAuthorizer: 'Pool',
          Authorizers: { Pool: { UserPoolArn: { 'Fn::GetAtt': ['Users', 'Arn'] } } },
        },
      },
    },
    Http: {
      Type: 'AWS::Serverless::HttpApi',
      Properties: {
        Auth: {
          DefaultAuthorizer: 'Pool',
          Authorizers: {
            Pool: {
              IdentitySource: '$request.header.Authorization',
              JwtConfiguration: {
                issuer: {
                  'Fn::Sub': 'https://cognito-idp.${AWS::Region}.amazonaws.com/${Users}',
                },
                audience: [{ Ref: 'Web' }],
              },
            },
          },
        },
      },
    },
    Me: {
      Type: 'AWS::Serverless::Function',
      Properties: {
        Handler: 'me.handler',
        Runtime: 'nodejs22.x',
        Events: {
          Rest: event('Rest', 'Api', '/me'),
          RestScoped: event('Rest', 'Api', '/orders', {
            Auth: { AuthorizationScopes: ['api/read'] },
          }),
          RestOpen: event('Rest', 'Api', '/open', { Auth: { Authorizer: 'NONE' } }),
          Http: event('Http', 'HttpApi', '/me'),
          HttpScoped: event('Http', 'HttpApi', '/orders', {
            Auth: { AuthorizationScopes: ['api/read'] },
          }),
          HttpOpen: event('Http', 'HttpApi', '/open', { Auth: { Authorizer: 'NONE' } }),
        },
      },
    },
  },
}

const me = async (event: any): Promise<object> => {
  const { authorizer } = event.requestContext
  const claims = authorizer?.claims ?? authorizer?.jwt?.claims
  return { statusCode: 200, body: claims?.email ?? 'nobody' }
}

const app = defineRegion(fromTemplate(template, { handlers: { Me: me } }))

describe.each(['Rest', 'Http'])('%s', (name) => {
  it(
    'lets users of the pool in',
    app(async ({ stack }) => {
      expect(stack.skipped).toEqual([])
      const users = stack.userPool('Users')
      const ann = users.addUser('ann', { attributes: { email: 'ann@example.com' } })
      const web = users.client('web')
      const { idToken, accessToken } = await web.signIn(ann)
      const api = stack.gateway(name)
      const get = (path: string, token?: string): Promise<Response> =>
        api.get(path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })

      expect(await get('/me')).toHaveStatus(401)
      const answer = await get('/me', idToken)
      expect(answer).toHaveStatus(200)
      expect(await answer.text()).toBe('ann@example.com')
      expect(await (await get('/open')).text()).toBe('nobody')

      // A scope is asked of access tokens. HTTP APIs answer 403, REST APIs 401.
      const refused = name === 'Http' ? 403 : 401
      expect(await get('/orders', accessToken)).toHaveStatus(refused)
      const scoped = web.token(ann, { use: 'access', scopes: ['api/read'] })
      expect(await get('/orders', scoped)).toHaveStatus(200)

      const stranger = users.addClient('other').token(ann)
      expect(await get('/me', stranger)).toHaveStatus(name === 'Http' ? 401 : 200)
    }),
  )
})

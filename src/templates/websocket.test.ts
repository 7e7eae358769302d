/** WebSocket APIs from templates: CloudFormation's types, and Serverless's events. */
import { describe, expect, it } from 'vitest'
import { defineRegion } from '../index.ts'
import { fromServerless, fromTemplate } from './index.ts'

const code = {
  Handler: 'a.handler',
  Runtime: 'nodejs22.x',
  Role: 'arn:aws:iam::123456789012:role/a',
}

const uriOf = (fn: string): object => ({
  'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${fn}.Arn}/invocations`,
})

const route = (name: string, fn: string, properties: object = {}): Record<string, object> => ({
  [`${name}Integration`]: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Chat' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: uriOf(fn),
    },
  },
  [`${name}Route`]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Chat' },
      AuthorizationType: 'NONE',
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: `${name}Integration` }]] },
      ...properties,
    },
  },
})

const template = {
  Resources: {
    Join: { Type: 'AWS::Lambda::Function', Properties: { ...code, Code: { ZipFile: '' } } },
    Say: { Type: 'AWS::Lambda::Function', Properties: { ...code, Code: { ZipFile: '' } } },
    Chat: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Name: 'chat',
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: '$request.body.action',
      },
    },
    Text: {
      Type: 'AWS::ApiGatewayV2::Model',
      Properties: {
        ApiId: { Ref: 'Chat' },
        Name: 'Text',
        ContentType: 'application/json',
        Schema: { type: 'object', required: ['text'] },
      },
    },
    ...route('Connect', 'Join', { RouteKey: '$connect' }),
    ...route('Say', 'Say', {
      RouteKey: 'say',
      RouteResponseSelectionExpression: '$default',
      ModelSelectionExpression: '$request.body.action',
      RequestModels: { say: 'Text' },
    }),
    SayResponse: {
      Type: 'AWS::ApiGatewayV2::RouteResponse',
      Properties: {
        ApiId: { Ref: 'Chat' },
        RouteId: { Ref: 'SayRoute' },
        RouteResponseKey: '$default',
      },
    },
    Deployment: {
      Type: 'AWS::ApiGatewayV2::Deployment',
      DependsOn: ['ConnectRoute', 'SayRoute', 'SayResponse'],
      Properties: { ApiId: { Ref: 'Chat' } },
    },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: {
        ApiId: { Ref: 'Chat' },
        DeploymentId: { Ref: 'Deployment' },
        StageName: 'live',
        DefaultRouteSettings: { ThrottlingBurstLimit: 10, ThrottlingRateLimit: 10 },
      },
    },
  },
  Outputs: { Url: { Value: { 'Fn::Sub': '${Chat.ApiEndpoint}/${Stage}' } } },
}

describe('WebSocket APIs', () => {
  it('of CloudFormation run', async () => {
    const handlers = {
      Join: async () => ({ statusCode: 200 }),
      Say: async (event: { body: string }) => ({
        statusCode: 200,
        body: JSON.parse(event.body).text,
      }),
    }
    const app = defineRegion(fromTemplate(template, { handlers }))
    await app(async ({ stack }) => {
      const chat = stack.webSocketGateway('Chat')
      expect(stack.outputs['Url']).toBe(chat.url)
      expect(chat.stage).toBe('live')
      const ann = await chat.connect()
      ann.send({ action: 'say', text: 'hi' })
      expect(await ann.next()).toBe('hi')
      ann.send({ action: 'say' })
      expect(JSON.parse(await ann.next())).toMatchObject({ message: 'Bad request body' })
      expect(stack.skipped).toEqual([])
    })()
  })

  it('of Serverless run', async () => {
    const service = {
      service: 'talk',
      provider: { name: 'aws', runtime: 'nodejs22.x', stage: 'dev' },
      functions: {
        check: { handler: 'a.check' },
        join: {
          handler: 'a.join',
          events: [
            {
              websocket: {
                route: '$connect',
                authorizer: { name: 'check', identitySource: ['route.request.querystring.token'] },
              },
            },
          ],
        },
        say: {
          handler: 'a.say',
          events: [{ websocket: { route: 'say', routeResponseSelectionExpression: '$default' } }],
        },
      },
    }
    const Statement = [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }]
    const handlers = {
      check: async () => ({
        principalId: 'ann',
        policyDocument: { Version: '2012-10-17', Statement },
      }),
      join: async () => ({ statusCode: 200 }),
      say: async (event: { requestContext: { authorizer: { principalId: string } } }) => ({
        statusCode: 200,
        body: event.requestContext.authorizer.principalId,
      }),
    }
    const app = defineRegion(fromServerless(service, { handlers }))
    await app(async ({ stack }) => {
      const chat = stack.webSocketGateway('WebsocketsApi')
      await expect(chat.connect()).rejects.toMatchObject({ status: 401 })
      const ann = await chat.connect({ query: { token: 'good' } })
      ann.send({ action: 'say' })
      expect(await ann.next()).toBe('ann')
      expect(stack.skipped).toEqual([])
    })()
  })
})

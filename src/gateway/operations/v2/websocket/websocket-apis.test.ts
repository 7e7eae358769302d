import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiCommand,
  DeleteStageCommand,
  GetApiCommand,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetStagesCommand,
  UpdateApiCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
  type CreateAuthorizerCommandInput,
} from '@aws-sdk/client-apigatewayv2'
import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
} from '@aws-sdk/client-api-gateway'
import { beforeEach, describe, expect, it } from 'vitest'
import { lambdaAuthorizer } from '../../../../index.ts'
import { errorOf } from '../../error-of.fixture.ts'
import { uriOf } from '../../rest/rest.fixture.ts'
import { createChat, type Chat } from './chat.fixture.ts'

let region: Chat['region']
let client: Chat['client']
let ApiId: Chat['ApiId']
let integrate: Chat['integrate']
let route: Chat['route']
let deploy: Chat['deploy']
let answering: Chat['answering']
beforeEach(async () => {
  ;({ region, client, ApiId, integrate, route, deploy, answering } = await createChat())
})

describe('an API of the control plane', () => {
  it('runs once it is deployed', async () => {
    const join = await integrate({ IntegrationUri: uriOf('join') })
    const say = await integrate({ IntegrationUri: uriOf('say') })
    await route('$connect', join)
    await answering(await route('send', say))
    await deploy()

    const chat = region.webSocketGateway('chat')
    expect(chat.url).toBe(`wss://${ApiId}.execute-api.us-east-1.amazonaws.com/prod`)
    const ann = await chat.connect()
    ann.send({ action: 'send' })
    expect(await ann.next()).toBe('said {"action":"send"}')
    ann.send({ action: 'unknown' })
    expect(JSON.parse(await ann.next())).toMatchObject({ message: 'Forbidden' })
  })

  it('answers in the form of AWS', async () => {
    expect(await client.send(new GetApiCommand({ ApiId }))).toMatchObject({
      ApiEndpoint: `wss://${ApiId}.execute-api.us-east-1.amazonaws.com`,
      ApiKeySelectionExpression: '$request.header.x-api-key',
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    })
    const id = await integrate({ IntegrationUri: uriOf('say'), IntegrationMethod: 'POST' })
    const { Items: [integration] = [] } = await client.send(new GetIntegrationsCommand({ ApiId }))
    expect(integration).toMatchObject({
      ConnectionType: 'INTERNET',
      IntegrationId: id,
      IntegrationResponseSelectionExpression: '${integration.response.statuscode}',
      PassthroughBehavior: 'WHEN_NO_MATCH',
      PayloadFormatVersion: '1.0',
      TimeoutInMillis: 29_000,
    })
    const { Items = [] } = await client.send(new GetApisCommand({}))
    expect(Items.map(({ Name }) => Name)).toEqual(['chat'])
  })

  it('has nothing at a stage without a deployment', async () => {
    await client.send(new CreateStageCommand({ ApiId, StageName: 'prod' }))
    const chat = region.webSocketGateway(ApiId)
    await expect(chat.connect()).rejects.toMatchObject({ status: 403 })
    expect(chat.lastRequest?.reason).toMatch(/Nothing was deployed to the stage 'prod'/)
  })

  it('freezes deployments, and deploys by itself where the stage says so', async () => {
    const say = await integrate({ IntegrationUri: uriOf('say') })
    const RouteId = await route('send', say)
    await deploy()
    await answering(RouteId)
    const ann = await region.webSocketGateway(ApiId).connect()
    ann.send({ action: 'send' })
    await region.idle()
    expect(ann.received).toEqual([])

    await client.send(new UpdateStageCommand({ ApiId, StageName: 'prod', AutoDeploy: true }))
    ann.send({ action: 'send' })
    expect(await ann.next()).toMatch('said')
    const stage = await client.send(new GetStageCommand({ ApiId, StageName: 'prod' }))
    expect(stage).toMatchObject({ AutoDeploy: true, DefaultRouteSettings: {} })
  })

  it('puts stage variables into the names of functions', async () => {
    const uri = uriOf('say').replace('say', '${stageVariables.fn}')
    await answering(await route('$default', await integrate({ IntegrationUri: uri })))
    const { DeploymentId } = await client.send(new CreateDeploymentCommand({ ApiId }))
    const stage = { ApiId, DeploymentId, StageName: 'v1', StageVariables: { fn: 'say' } }
    await client.send(new CreateStageCommand(stage))
    const ann = await region.webSocketGateway(ApiId).connect()
    ann.send('hi')
    expect(await ann.next()).toBe('said hi')
  })

  it('is updated and deleted', async () => {
    const RouteSelectionExpression = '$request.body.kind'
    const given = { ApiId, Name: 'talk', RouteSelectionExpression, Description: 'of all' }
    expect(await client.send(new UpdateApiCommand(given))).toMatchObject({
      Name: 'talk',
      RouteSelectionExpression,
      Description: 'of all',
    })
    await answering(await route('send', await integrate({ IntegrationUri: uriOf('say') })))
    await deploy()
    const ann = await region.webSocketGateway('talk').connect()
    ann.send({ kind: 'send' })
    expect(await ann.next()).toMatch('said')
    await client.send(new DeleteStageCommand({ ApiId, StageName: 'prod' }))
    await client.send(new DeleteApiCommand({ ApiId }))
    expect(await errorOf(client.send(new GetApiCommand({ ApiId })))).toMatchObject({
      name: 'NotFoundException',
    })
  })

  it('forks with its world', async () => {
    await answering(await route('send', await integrate({ IntegrationUri: uriOf('say') })))
    await deploy()
    const fork = region.fork()
    const inFork = new ApiGatewayV2Client({ ...fork.sdk, maxAttempts: 1 })
    await inFork.send(new DeleteStageCommand({ ApiId, StageName: 'prod' }))
    const ann = await region.webSocketGateway(ApiId).connect()
    ann.send({ action: 'send' })
    expect(await ann.next()).toMatch('said')
    await expect(fork.webSocketGateway(ApiId).connect()).rejects.toMatchObject({ status: 403 })
  })
})

describe('authorizers', () => {
  it('decide at the handshake', async () => {
    region.registerFunction('check', async ({ methodArn, queryStringParameters }) => ({
      principalId: 'ann',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: queryStringParameters.token === 'good' ? 'Allow' : 'Deny',
            Resource: methodArn,
          },
        ],
      },
    }))
    const { AuthorizerId } = await client.send(
      new CreateAuthorizerCommand({
        ApiId,
        Name: 'check',
        AuthorizerType: 'REQUEST',
        AuthorizerUri: uriOf('check'),
        IdentitySource: ['route.request.querystring.token'],
      }),
    )
    const join = await integrate({ IntegrationUri: uriOf('join') })
    await route('$connect', join, { AuthorizationType: 'CUSTOM', AuthorizerId })
    await deploy()
    const chat = region.webSocketGateway(ApiId)
    await chat.connect({ query: { token: 'good' } })
    await expect(chat.connect({ query: { token: 'bad' } })).rejects.toMatchObject({ status: 403 })
    await expect(chat.connect()).rejects.toMatchObject({ status: 401 })
  })

  it.each<['JWT' | 'REQUEST', Partial<CreateAuthorizerCommandInput>, RegExp]>([
    ['JWT', { JwtConfiguration: { Issuer: 'https://a', Audience: ['b'] } }, /must be REQUEST/],
    ['REQUEST', {}, /AuthorizerUri is required/],
    ['REQUEST', { AuthorizerUri: 'a', AuthorizerPayloadFormatVersion: '2.0' }, /not supported/],
  ])('%s %j', async (AuthorizerType, options, message) => {
    const input = { ApiId, Name: 'check', AuthorizerType, IdentitySource: [], ...options }
    expect(await errorOf(client.send(new CreateAuthorizerCommand(input)))).toMatchObject({
      name: 'BadRequestException',
      message: expect.stringMatching(message),
    })
  })
})

describe('API keys', () => {
  it('of a usage plan of the stage open connections', async () => {
    const join = await integrate({ IntegrationUri: uriOf('join') })
    await route('$connect', join, { ApiKeyRequired: true })
    await deploy()
    const rest = new APIGatewayClient({ ...region.sdk, maxAttempts: 1 })
    const value = 'a-key-of-twenty-characters'
    const key = await rest.send(new CreateApiKeyCommand({ name: 'ann', value, enabled: true }))
    const apiStages = [{ apiId: ApiId, stage: 'prod' }]
    const plan = await rest.send(new CreateUsagePlanCommand({ name: 'basic', apiStages }))
    await rest.send(
      new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' }),
    )
    const chat = region.webSocketGateway(ApiId)
    await expect(chat.connect()).rejects.toMatchObject({ status: 403 })
    await chat.connect({ headers: { 'x-api-key': value } })
  })
})

describe('bad input', () => {
  it.each([
    [{ RouteKey: '$conect' }, 'BadRequestException', /not formatted properly/],
    [{ RouteKey: 'a', AuthorizationType: 'AWS_IAM' }, 'BadRequestException', /\$connect route/],
    [{ RouteKey: 'a', RouteResponseSelectionExpression: '$x' }, 'BadRequestException', /\$default/],
    [{ RouteKey: 'a', RequestModels: { a: 'Say' } }, 'NotFoundException', /Invalid model name/],
    [{ RouteKey: 'a', Target: 'integrations/x' }, 'BadRequestException', /Invalid target/],
  ] as const)('%j', async (given, name, message) => {
    const command = new CreateRouteCommand({ ApiId, ...given })
    const error = await errorOf(client.send(command))
    expect(error).toMatchObject({ name, message: expect.stringMatching(message) })
  })

  it('CreateApi needs an expression that selects routes', async () => {
    const of = (RouteSelectionExpression?: string) =>
      errorOf(
        client.send(
          new CreateApiCommand({ Name: 'a', ProtocolType: 'WEBSOCKET', RouteSelectionExpression }),
        ),
      )
    expect(await of()).toMatchObject({ name: 'BadRequestException' })
    expect(await of('$context.x')).toMatchObject({ name: 'BadRequestException' })
  })
})

describe('a gateway of createGateway', () => {
  it('shows its working copy, and takes edits', async () => {
    const check = region.registerFunction('check', async () => ({ principalId: 'ann' }))
    const authorizer = lambdaAuthorizer(check, {
      identitySource: ['route.request.header.Authorization'],
    })
    const chat = region.createGateway(
      {
        $connect: { handler: 'join', authorizer },
        send: {
          handler: 'say',
          returnResponse: true,
          models: { $default: 'Say' },
          modelSelectionExpression: '\\$default',
        },
      },
      { type: 'websocket', name: 'own', models: { Say: { type: 'object' } } },
    )
    const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId: chat.id }))
    expect(routes).toMatchObject([
      { RouteKey: '$connect', AuthorizationType: 'CUSTOM', AuthorizerId: expect.any(String) },
      {
        RouteKey: 'send',
        RouteResponseSelectionExpression: '$default',
        RequestModels: { $default: 'Say' },
      },
    ])
    await client.send(
      new UpdateRouteCommand({
        ...{ ApiId: chat.id, RouteId: routes[0]?.RouteId, AuthorizationType: 'NONE' },
        AuthorizerId: '',
      }),
    )
    const ann = await chat.connect()
    ann.send({ action: 'send' })
    expect(await ann.next()).toMatch('said')

    chat.route('more', { handler: 'say', returnResponse: true })
    const after = await client.send(new GetRoutesCommand({ ApiId: chat.id }))
    expect(after.Items?.map(({ RouteKey }) => RouteKey)).toEqual(['$connect', 'send', 'more'])
    ann.send({ action: 'more' })
    expect(await ann.next()).toMatch('said')
    const { Items: stages = [] } = await client.send(new GetStagesCommand({ ApiId: chat.id }))
    expect(stages).toMatchObject([{ StageName: 'prod', AutoDeploy: true }])
  })
})

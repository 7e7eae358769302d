import {
  CreateIntegrationResponseCommand,
  CreateModelCommand,
  CreateRouteResponseCommand,
  CreateStageCommand,
  DeleteIntegrationResponseCommand,
  DeleteModelCommand,
  DeleteRouteResponseCommand,
  GetIntegrationResponsesCommand,
  GetModelCommand,
  GetModelsCommand,
  GetRouteResponseCommand,
  GetRouteResponsesCommand,
  UpdateIntegrationResponseCommand,
  UpdateModelCommand,
  UpdateRouteResponseCommand,
} from '@aws-sdk/client-apigatewayv2'
import { beforeEach, describe, expect, it } from 'vitest'
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

describe('integrations that are not proxies', () => {
  it('have responses by the pattern of their key', async () => {
    const id = await integrate({
      IntegrationType: 'MOCK',
      RequestTemplates: {
        'application/json': '{ "statusCode": #if($input.path("$.ok") == true)200#{else}400#end }',
      },
    })
    const respond = (key: string, text: string) =>
      client.send(
        new CreateIntegrationResponseCommand({
          ...{ ApiId, IntegrationId: id, IntegrationResponseKey: key },
          ResponseTemplates: { 'application/json': text },
        }),
      )
    await respond('$default', '{ "ok": true }')
    const { IntegrationResponseId } = await respond('/4\\d\\d/', '{ "ok": false }')
    await answering(await route('$default', id))
    await client.send(new CreateStageCommand({ ApiId, StageName: 'prod', AutoDeploy: true }))
    const ann = await region.webSocketGateway(ApiId).connect()
    ann.send({ ok: true })
    expect(await ann.next()).toBe('{ "ok": true }')
    ann.send({ ok: false })
    expect(await ann.next()).toBe('{ "ok": false }')

    await client.send(
      new UpdateIntegrationResponseCommand({
        ...{ ApiId, IntegrationId: id, IntegrationResponseId },
        TemplateSelectionExpression: '${integration.response.statuscode}',
        ResponseTemplates: { 200: 'other', $default: 'changed' },
      }),
    )
    ann.send({ ok: false })
    expect(await ann.next()).toBe('changed')
    const again = await errorOf(respond('/4\\d\\d/', ''))
    expect(again).toMatchObject({ name: 'ConflictException' })
    const given = { ApiId, IntegrationId: id, IntegrationResponseId }
    await client.send(new DeleteIntegrationResponseCommand(given))
    const { Items = [] } = await client.send(new GetIntegrationResponsesCommand(given))
    expect(Items.map(({ IntegrationResponseKey }) => IntegrationResponseKey)).toEqual(['$default'])
  })

  it('have no responses behind a proxy', async () => {
    const IntegrationId = await integrate({ IntegrationUri: uriOf('say') })
    const command = new CreateIntegrationResponseCommand({
      ...{ ApiId, IntegrationId, IntegrationResponseKey: '$default' },
    })
    expect(await errorOf(client.send(command))).toMatchObject({ name: 'BadRequestException' })
  })
})

describe('models', () => {
  const Schema = JSON.stringify({
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    required: ['text'],
  })

  it('validate messages', async () => {
    const made = await client.send(new CreateModelCommand({ ApiId, Name: 'Say', Schema }))
    expect(made).toMatchObject({ Name: 'Say', ContentType: 'application/json', Schema })
    const say = await integrate({ IntegrationUri: uriOf('say') })
    await answering(
      await route('send', say, {
        ModelSelectionExpression: '$request.body.action',
        RequestModels: { send: 'Say' },
      }),
    )
    await deploy()
    const ann = await region.webSocketGateway(ApiId).connect()
    ann.send({ action: 'send', text: 'hi' })
    expect(await ann.next()).toMatch('said')
    ann.send({ action: 'send' })
    const { requestId, ...answer } = JSON.parse(await ann.next())
    expect(answer).toEqual({ message: 'Bad request body', connectionId: ann.connectionId })
    expect(requestId).toEqual(expect.any(String))
    expect(region.webSocketGateway(ApiId).lastRequest).toMatchObject({
      status: 400,
      reason: expect.stringContaining('missing required properties'),
    })
  })

  it('are kept by id', async () => {
    const { ModelId } = await client.send(new CreateModelCommand({ ApiId, Name: 'Say', Schema }))
    const changed = { ApiId, ModelId, Description: 'what to say' }
    await client.send(new UpdateModelCommand(changed))
    const model = await client.send(new GetModelCommand({ ApiId, ModelId }))
    expect(model).toMatchObject({ Name: 'Say', Description: 'what to say' })
    await client.send(new DeleteModelCommand({ ApiId, ModelId }))
    expect((await client.send(new GetModelsCommand({ ApiId }))).Items).toEqual([])
  })

  it.each([
    [{ Name: 'Say', Schema: '{' }, 'Invalid model schema specified'],
    [
      { Name: 'Say', Schema: '' },
      'Model schema must have at least 1 property or array items defined',
    ],
    [{ Name: 'a-b', Schema }, 'Invalid model name specified: a-b'],
  ])('%j', async (given, message) => {
    const error = await errorOf(client.send(new CreateModelCommand({ ApiId, ...given })))
    expect(error).toMatchObject({ name: 'BadRequestException', message })
  })
})

describe('route responses', () => {
  it('are kept by route', async () => {
    const RouteId = await route('send', await integrate({ IntegrationUri: uriOf('say') }))
    const key = { ApiId, RouteId, RouteResponseKey: '$default' }
    const { RouteResponseId } = await client.send(new CreateRouteResponseCommand(key))
    expect(await errorOf(client.send(new CreateRouteResponseCommand(key)))).toMatchObject({
      name: 'ConflictException',
    })
    const id = { ApiId, RouteId, RouteResponseId }
    await client.send(new UpdateRouteResponseCommand({ ...id, ResponseModels: { a: 'B' } }))
    expect(await client.send(new GetRouteResponseCommand(id))).toMatchObject({
      ResponseModels: { a: 'B' },
      RouteResponseKey: '$default',
    })
    await client.send(new DeleteRouteResponseCommand(id))
    expect((await client.send(new GetRouteResponsesCommand(id))).Items).toEqual([])
  })
})

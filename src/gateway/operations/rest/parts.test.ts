import {
  CreateModelCommand,
  CreateRequestValidatorCommand,
  DeleteAuthorizerCommand,
  DeleteGatewayResponseCommand,
  DeleteIntegrationCommand,
  DeleteIntegrationResponseCommand,
  DeleteMethodCommand,
  DeleteMethodResponseCommand,
  DeleteModelCommand,
  DeleteRequestValidatorCommand,
  CreateAuthorizerCommand,
  GetAuthorizerCommand,
  GetGatewayResponseCommand,
  GetGatewayResponsesCommand,
  GetIntegrationResponseCommand,
  GetMethodCommand,
  GetMethodResponseCommand,
  GetModelCommand,
  GetRequestValidatorsCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateAuthorizerCommand,
  UpdateGatewayResponseCommand,
  UpdateIntegrationResponseCommand,
  UpdateMethodResponseCommand,
  UpdateModelCommand,
  UpdateRequestValidatorCommand,
} from '@aws-sdk/client-api-gateway'
import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf } from '../error-of.fixture.ts'
import { addMethod, deploy, restSetting, uriOf, type RestSetting } from './rest.fixture.ts'

let setting: RestSetting
beforeEach(async () => {
  setting = await restSetting()
})

const keyOf = (httpMethod = 'GET') => {
  const { restApiId, rootId } = setting
  return { restApiId, resourceId: rootId, httpMethod }
}

async function addMock(): Promise<void> {
  const { client } = setting
  await client.send(new PutMethodCommand({ ...keyOf(), authorizationType: 'NONE' }))
  await client.send(
    new PutIntegrationCommand({
      ...{ ...keyOf(), type: 'MOCK' },
      requestTemplates: { 'application/json': '{"statusCode": 201}' },
    }),
  )
}

describe('responses', () => {
  it('of a mock are put, patched and deleted', async () => {
    const { client, region } = setting
    await addMock()
    const key = { ...keyOf(), statusCode: '201' }
    await client.send(
      new PutMethodResponseCommand({
        ...key,
        responseParameters: { 'method.response.header.X-A': false },
        responseModels: { 'application/json': 'Empty' },
      }),
    )
    const { $metadata: _, ...put } = await client.send(
      new PutIntegrationResponseCommand({
        ...key,
        selectionPattern: '',
        responseParameters: { 'method.response.header.X-A': "'a'" },
        responseTemplates: { 'application/json': '{"made": 1}' },
      }),
    )
    expect(put).toEqual({
      statusCode: '201',
      selectionPattern: '',
      responseParameters: { 'method.response.header.X-A': "'a'" },
      responseTemplates: { 'application/json': '{"made": 1}' },
    })
    await deploy(setting, 'live')
    const response = await region.gateway('orders').get('/')
    expect([response.status, response.headers.get('x-a'), await response.json()]).toEqual([
      201,
      'a',
      { made: 1 },
    ])
    await client.send(
      new UpdateIntegrationResponseCommand({
        ...key,
        patchOperations: [
          { op: 'replace', path: '/responseTemplates/application~1json', value: '[]' },
          { op: 'remove', path: '/responseParameters/method.response.header.X-A' },
        ],
      }),
    )
    const { $metadata: _1, ...patched } = await client.send(new GetIntegrationResponseCommand(key))
    expect(patched).toEqual({
      ...{ statusCode: '201', selectionPattern: '' },
      responseTemplates: { 'application/json': '[]' },
    })
    const { $metadata: _2, ...method } = await client.send(new GetMethodResponseCommand(key))
    expect(method).toEqual({
      statusCode: '201',
      responseParameters: { 'method.response.header.X-A': false },
      responseModels: { 'application/json': 'Empty' },
    })
    await client.send(
      new UpdateMethodResponseCommand({
        ...key,
        patchOperations: [{ op: 'remove', path: '/responseModels/application~1json' }],
      }),
    )
    await client.send(new DeleteIntegrationResponseCommand(key))
    expect(await errorOf(client.send(new GetIntegrationResponseCommand(key)))).toMatchObject({
      message: 'Invalid Integration Response identifier specified',
    })
    await client.send(new DeleteMethodResponseCommand(key))
    expect(await errorOf(client.send(new GetMethodResponseCommand(key)))).toMatchObject({
      message: 'Invalid Response status code specified',
    })
    await client.send(new DeleteIntegrationCommand(keyOf()))
    await client.send(new DeleteMethodCommand(keyOf()))
    expect(await errorOf(client.send(new GetMethodCommand(keyOf())))).toMatchObject({
      message: 'Invalid Method identifier specified',
    })
  })

  it('of the gateway have defaults, and classes', async () => {
    const { client, restApiId } = setting
    const get = async (responseType: string) => {
      const { $metadata: _, ...response } = await client.send(
        new GetGatewayResponseCommand({ restApiId, responseType: responseType as 'THROTTLED' }),
      )
      return response
    }
    const template = { 'application/json': '{"message":$context.error.messageString}' }
    expect(await get('THROTTLED')).toEqual({
      ...{ responseType: 'THROTTLED', statusCode: '429', defaultResponse: true },
      ...{ responseParameters: {}, responseTemplates: template },
    })
    await client.send(
      new PutGatewayResponseCommand({
        ...{ restApiId, responseType: 'DEFAULT_5XX', statusCode: '599' },
        responseParameters: { 'gatewayresponse.header.X': "'x'" },
      }),
    )
    await client.send(new PutGatewayResponseCommand({ restApiId, responseType: 'THROTTLED' }))
    expect(await get('API_CONFIGURATION_ERROR')).toMatchObject({
      statusCode: '599',
      defaultResponse: true,
      responseParameters: { 'gatewayresponse.header.X': "'x'" },
    })
    expect(await get('THROTTLED')).toMatchObject({ statusCode: '429', defaultResponse: false })
    const updated = await client.send(
      new UpdateGatewayResponseCommand({
        ...{ restApiId, responseType: 'UNAUTHORIZED' },
        patchOperations: [
          { op: 'replace', path: '/statusCode', value: '418' },
          { op: 'add', path: '/responseParameters/gatewayresponse.header.Y', value: "'y'" },
        ],
      }),
    )
    expect(updated).toMatchObject({
      ...{ statusCode: '418', defaultResponse: false, responseTemplates: template },
      responseParameters: { 'gatewayresponse.header.Y': "'y'" },
    })
    const { items } = await client.send(new GetGatewayResponsesCommand({ restApiId }))
    expect(items).toHaveLength(21)
    const remove = new DeleteGatewayResponseCommand({ restApiId, responseType: 'EXPIRED_TOKEN' })
    expect(await errorOf(client.send(remove))).toMatchObject({
      name: 'NotFoundException',
      message: 'Gateway response type not defined on api',
    })
    const unknown = new GetGatewayResponseCommand({ restApiId, responseType: 'FAKE' as never })
    expect(await errorOf(client.send(unknown))).toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(
        /^1 validation error detected: Value 'FAKE' at 'responseType'/,
      ),
    })
  })
})

describe('models', () => {
  it('are patched, flattened and deleted', async () => {
    const { client, restApiId } = setting
    const url = `https://apigateway.amazonaws.com/restapis/${restApiId}/models`
    const add = (name: string, schema: object) =>
      client.send(
        new CreateModelCommand({
          ...{ restApiId, name, contentType: 'application/json' },
          schema: JSON.stringify(schema),
        }),
      )
    const patch = (op: 'add' | 'replace', path: string, value: string) =>
      client.send(
        new UpdateModelCommand({
          ...{ restApiId, modelName: 'Item' },
          patchOperations: [{ op, path, value }],
        }),
      )
    await add('Item', { type: 'object' })
    await add('List', { type: 'array', items: { $ref: `${url}/Item` } })
    const circular = { type: 'object', properties: { list: { $ref: `${url}/List` } } }
    await patch('replace', '/schema', JSON.stringify(circular))
    const flat = await client.send(
      new GetModelCommand({ restApiId, modelName: 'List', flatten: true }),
    )
    expect(JSON.parse(flat.schema!)).toEqual({
      type: 'array',
      items: { $ref: '#/definitions/Item' },
      definitions: {
        Item: { type: 'object', properties: { list: { $ref: '#/definitions/List' } } },
        List: { type: 'array', items: { $ref: '#/definitions/Item' } },
      },
    })
    await addMethod(setting, setting.rootId, 'POST', 'one', {
      requestModels: { 'application/json': 'List' },
    })
    expect(
      await errorOf(client.send(new DeleteModelCommand({ restApiId, modelName: 'List' }))),
    ).toMatchObject({
      name: 'ConflictException',
      message: "Cannot delete model 'List', is referenced in method request: //POST",
    })
    expect(await patch('replace', '/schema', '{}')).toMatchObject({ schema: '{}' })
    expect(await errorOf(patch('add', '/schema', '{}'))).toMatchObject({
      message:
        "Invalid patch path  '/schema' specified for op 'add'. Please choose supported operations",
    })
    expect(await errorOf(patch('replace', '/name', 'X'))).toMatchObject({
      message:
        "Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]",
    })
    await client.send(new DeleteModelCommand({ restApiId, modelName: 'Item' }))
    expect(
      await errorOf(client.send(new GetModelCommand({ restApiId, modelName: 'Item' }))),
    ).toMatchObject({ message: 'Invalid model name specified: Item' })
  })
})

describe('request validators', () => {
  it('are made, patched and deleted', async () => {
    const { client, restApiId } = setting
    const {
      $metadata: _,
      id,
      ...made
    } = await client.send(
      new CreateRequestValidatorCommand({ restApiId, name: 'body', validateRequestBody: true }),
    )
    expect(made).toEqual({
      ...{ name: 'body', validateRequestBody: true, validateRequestParameters: false },
    })
    const patch = (path: string, value: string) =>
      client.send(
        new UpdateRequestValidatorCommand({
          ...{ restApiId, requestValidatorId: id },
          patchOperations: [{ op: 'replace', path, value }],
        }),
      )
    expect(await patch('/validateRequestParameters', 'true')).toMatchObject({
      validateRequestParameters: true,
    })
    expect(await errorOf(patch('/name', ''))).toMatchObject({
      message: 'Request Validator name cannot be blank',
    })
    expect(await errorOf(patch('/id', ''))).toMatchObject({
      message:
        "Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/name, /validateRequestParameters, /validateRequestBody]",
    })
    await client.send(new DeleteRequestValidatorCommand({ restApiId, requestValidatorId: id }))
    const { items } = await client.send(new GetRequestValidatorsCommand({ restApiId }))
    expect(items).toEqual([])
  })
})

describe('authorizers', () => {
  it('are patched and deleted', async () => {
    const { client, restApiId } = setting
    const create = (options: object = {}) =>
      client.send(
        new CreateAuthorizerCommand({
          ...{ restApiId, name: 'check', type: 'REQUEST', authorizerUri: uriOf('one') },
          ...{ identitySource: 'method.request.header.A', ...options },
        }),
      )
    const { id: authorizerId } = await create()
    const key = { restApiId, authorizerId }
    expect(await errorOf(create())).toMatchObject({ name: 'BadRequestException' })
    expect(await errorOf(create({ name: 'b', authorizerResultTtlInSeconds: 3601 }))).toMatchObject({
      name: 'BadRequestException',
    })
    expect(await errorOf(create({ restApiId: 'zzz' }))).toMatchObject({
      name: 'ConflictException',
    })
    const patched = await client.send(
      new UpdateAuthorizerCommand({
        ...key,
        patchOperations: [
          { op: 'replace', path: '/authorizerResultTtlInSeconds', value: '0' },
          { op: 'replace', path: '/identitySource', value: 'method.request.querystring.q' },
        ],
      }),
    )
    expect(patched).toMatchObject({
      authorizerResultTtlInSeconds: 0,
      identitySource: 'method.request.querystring.q',
    })
    await client.send(new DeleteAuthorizerCommand(key))
    expect(await errorOf(client.send(new GetAuthorizerCommand(key)))).toMatchObject({
      name: 'NotFoundException',
      message: 'Invalid Authorizer identifier specified',
    })
  })
})

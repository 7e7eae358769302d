import {
  CreateAuthorizerCommand,
  GetIntegrationCommand,
  GetMethodCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateIntegrationCommand,
  UpdateMethodCommand,
} from '@aws-sdk/client-api-gateway'
import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf } from '../error-of.fixture.ts'
import { addMethod, deploy, restSetting, uriOf, type RestSetting } from './rest.fixture.ts'

let setting: RestSetting
beforeEach(async () => {
  setting = await restSetting()
})

describe('methods and integrations', () => {
  it.each([
    [{ httpMethod: 'GETT' }, 'BadRequestException', /Invalid HttpMethod specified/],
    [{ authorizationType: 'CUSTOM' }, 'BadRequestException', /Invalid authorizer ID specified/],
    [{ requestValidatorId: 'x' }, 'BadRequestException', /Invalid Request Validator/],
    [{ requestModels: { a: 'X' } }, 'NotFoundException', /Invalid model name specified: X/],
  ])('PutMethod refuses %j', async (options, name, message) => {
    const error = await errorOf(addMethod(setting, setting.rootId, 'GET', 'one', options))
    expect(error).toMatchObject({ name })
    expect(error.message).toMatch(message)
  })

  it.each([
    [
      { type: 'AWS', uri: 'x', integrationHttpMethod: 'POST' },
      'Invalid ARN specified in the request',
    ],
    [{ type: 'AWS_PROXY', uri: 'x' }, 'Enumeration value for HttpMethod must be non-empty'],
    [
      { type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:sqs:x', integrationHttpMethod: 'POST' },
      'AWS ARN for integration must contain path or action',
    ],
    [
      {
        type: 'AWS_PROXY',
        uri: 'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem',
        integrationHttpMethod: 'POST',
      },
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    ],
    [
      { type: 'HTTP', uri: 'ftp://x', integrationHttpMethod: 'GET' },
      'Invalid HTTP endpoint specified for URI',
    ],
  ] as const)('PutIntegration refuses %j', async (options, message) => {
    const { client, restApiId, rootId } = setting
    const key = { restApiId, resourceId: rootId, httpMethod: 'GET' }
    await client.send(new PutMethodCommand({ ...key, authorizationType: 'NONE' }))
    expect(
      await errorOf(client.send(new PutIntegrationCommand({ ...key, ...options }))),
    ).toMatchObject({ name: 'BadRequestException', message })
  })

  it('are changed by patches, and deployed again', async () => {
    const { client, restApiId, rootId, region } = setting
    const key = { restApiId, resourceId: rootId, httpMethod: 'GET' }
    await addMethod(setting, rootId, 'GET', 'one')
    await deploy(setting, 'live')
    await client.send(
      new UpdateIntegrationCommand({
        ...key,
        patchOperations: [{ op: 'replace', path: '/uri', value: uriOf('two') }],
      }),
    )
    const text = async (): Promise<string> => (await region.gateway('orders').get('/')).text()
    expect(await text()).toBe('one')
    await deploy(setting, 'live')
    expect(await text()).toBe('two')
    await client.send(
      new UpdateMethodCommand({
        ...key,
        patchOperations: [
          { op: 'replace', path: '/apiKeyRequired', value: 'true' },
          { op: 'add', path: '/requestParameters/method.request.querystring.page', value: 'false' },
        ],
      }),
    )
    expect(await client.send(new GetMethodCommand(key))).toMatchObject({
      apiKeyRequired: true,
      requestParameters: { 'method.request.querystring.page': false },
    })
    expect(await text()).toBe('two')
    await deploy(setting, 'live')
    expect((await region.gateway('orders').get('/')).status).toBe(403)
  })

  it('need an integration before they are deployed', async () => {
    const { client, restApiId, rootId } = setting
    expect(await errorOf(deploy(setting, 'live'))).toMatchObject({
      message: "The REST API doesn't contain any methods",
    })
    const key = { restApiId, resourceId: rootId, httpMethod: 'GET' }
    await client.send(new PutMethodCommand({ ...key, authorizationType: 'NONE' }))
    expect(await errorOf(client.send(new GetIntegrationCommand(key)))).toMatchObject({
      message: 'Invalid Integration identifier specified',
    })
    expect(await errorOf(deploy(setting, 'live'))).toMatchObject({
      message: 'No integration defined for method',
    })
  })
})

it('an authorizer is asked, and its answers are cached', async () => {
  const { client, restApiId, rootId, region } = setting
  region.registerFunction('check', async ({ methodArn }: { methodArn: string }) => ({
    principalId: 'ann',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }],
    },
  }))
  const made = await client.send(
    new CreateAuthorizerCommand({
      ...{ restApiId, name: 'check', type: 'TOKEN', authorizerUri: uriOf('check') },
      identitySource: 'method.request.header.Authorization',
    }),
  )
  const { $metadata: _, ...authorizer } = made
  expect(authorizer).toEqual({
    id: made.id,
    name: 'check',
    type: 'TOKEN',
    authType: 'custom',
    authorizerUri: uriOf('check'),
    identitySource: 'method.request.header.Authorization',
    authorizerResultTtlInSeconds: 300,
  })
  const access = { authorizationType: 'CUSTOM', authorizerId: made.id }
  await addMethod(setting, rootId, 'GET', 'one', access)
  await deploy(setting, 'live')
  const api = region.gateway('orders')
  expect((await api.get('/')).status).toBe(401)
  for (let n = 0; n < 2; n++)
    expect((await api.get('/', { headers: { Authorization: 'x' } })).status).toBe(200)
  expect(region.function('check').invocations).toHaveLength(1)
})

/** The access logs of gateways in log groups, and their metrics. */
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetStageCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway'
import {
  ApiGatewayV2Client,
  DeleteAccessLogSettingsCommand,
  GetStageCommand as GetHttpStageCommand,
  UpdateStageCommand as UpdateHttpStageCommand,
} from '@aws-sdk/client-apigatewayv2'
import { describe, expect, it } from 'vitest'
import { awslambda } from '../lambda/runtime/awslambda.ts'
import { createRegion } from './index.ts'

const setUp = () => {
  const region = createRegion()
  const fn = region.registerFunction('fn', async () => ({ statusCode: 200 }))
  const group = region.createLogGroup('access')
  return { region, fn, group }
}

describe('an access log', () => {
  it.each(['rest', 'http'] as const)('of a %s API is written to its log group', async (type) => {
    const { region, fn, group } = setUp()
    for (const destination of [group, 'access', group.arn]) {
      const api = region.createGateway({ 'GET /': fn }, {
        type,
        accessLog: { format: 'JSON', destination },
      } as object)
      await api.get('/')
      const event = group.events.at(-1)!
      expect(event.json).toEqual(api.accessLogs[0]!.json)
      expect(event.causedBy).toBe(api.lastRequest)
      expect(event.stream).toMatch(/^[0-9a-f]{32}$/)
    }
    expect(group.filter('{ $.status = "200" }')).toHaveLength(3)
  })

  it('of a streamed response comes at its end', async () => {
    const { region, group } = setUp()
    const stream = region.registerFunction(
      'stream',
      awslambda.streamifyResponse(async (_event: unknown, stream: any) => {
        const body = awslambda.HttpResponseStream.from(stream, { statusCode: 200 })
        body.write('hello')
        body.end()
      }),
    )
    const api = region.createGateway(
      {
        'GET /': {
          integration: { type: 'AWS_PROXY', function: stream, responseTransferMode: 'STREAM' },
        },
      },
      { type: 'rest', accessLog: { format: '$context.requestId $context.responseLength' } },
    )
    await (await api.get('/')).text()
    await region.idle()
    expect(api.accessLogs[0]!.message).toMatch(/ 5$/)
    expect(group.events).toEqual([])
  })

  it('of a stage is set through the SDK', async () => {
    const { region, group, fn } = setUp()
    const client = new APIGatewayClient({ ...region.sdk, maxAttempts: 1 })
    const { id: restApiId, rootResourceId: parentId } = await client.send(
      new CreateRestApiCommand({ name: 'orders' }),
    )
    const { id: resourceId } = await client.send(
      new CreateResourceCommand({ restApiId, parentId, pathPart: 'a' }),
    )
    const method = { restApiId, resourceId, httpMethod: 'GET' }
    await client.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }))
    await client.send(
      new PutIntegrationCommand({
        ...{ ...method, type: 'AWS_PROXY', integrationHttpMethod: 'POST' },
        uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${fn.arn}/invocations`,
      }),
    )
    const stage = { restApiId, stageName: 'live' }
    await client.send(new CreateDeploymentCommand(stage))
    const patch = (...patchOperations: object[]) =>
      client.send(new UpdateStageCommand({ ...stage, patchOperations }))
    const replace = (name: string, value: string) => ({
      ...{ op: 'replace', path: `/accessLogSettings/${name}`, value },
    })
    await patch(
      replace('destinationArn', group.arn),
      replace('format', '$context.requestId $context.status'),
    )
    const api = region.gateway('orders')
    await api.get('/a')
    expect(group.events.map(({ message }) => message)).toEqual([expect.stringMatching(/^\S+ 200$/)])
    const { accessLogSettings } = await client.send(new GetStageCommand(stage))
    expect(accessLogSettings).toEqual({
      destinationArn: group.arn,
      format: '$context.requestId $context.status',
    })
    await expect(patch(replace('format', '$context.status'))).rejects.toMatchObject({
      name: 'BadRequestException',
    })
    await patch({ op: 'remove', path: '/accessLogSettings' })
    await api.get('/a')
    expect(group.events).toHaveLength(1)
  })

  it('of a stage of an HTTP API is set through the SDK', async () => {
    const { region, group, fn } = setUp()
    const client = new ApiGatewayV2Client({ ...region.sdk, maxAttempts: 1 })
    const api = region.createGateway({ 'GET /': fn })
    const stage = { ApiId: api.id, StageName: '$default' }
    const Format = '$context.requestId $context.routeKey'
    const settings = { DestinationArn: group.arn, Format }
    await client.send(new UpdateHttpStageCommand({ ...stage, AccessLogSettings: settings }))
    await api.get('/')
    expect(group.events[0]!.message).toMatch(/^\S+ GET \/$/)
    const shown = await client.send(new GetHttpStageCommand(stage))
    expect(shown.AccessLogSettings).toEqual(settings)
    await client.send(new DeleteAccessLogSettingsCommand(stage))
    await api.get('/')
    expect(group.events).toHaveLength(1)
  })
})

it('metrics have the latency of integrations and the cache', async () => {
  const { region, fn } = setUp()
  region.clock.freeze()
  const api = region.createGateway({ 'GET /': fn }, { type: 'rest', name: 'shop', cache: true })
  await api.get('/')
  await api.get('/')
  const metrics = region.metrics('AWS/ApiGateway')
  expect(metrics.sum('CacheHitCount', { ApiName: 'shop' })).toBe(1)
  expect(metrics.sum('CacheMissCount', { ApiName: 'shop', Stage: 'prod' })).toBe(1)
  expect(api.requests.map(({ integrationLatency }) => integrationLatency)).toEqual([0, undefined])
})

describe('detailed metrics', () => {
  it('of the methods of a REST API that UpdateStage chooses', async () => {
    const { region, fn } = setUp()
    const api = region.createGateway(
      { 'GET /a/{id}': fn, 'GET /b': fn },
      { type: 'rest', name: 'shop' },
    )
    const client = new APIGatewayClient(region.sdk)
    const update = (path: string, value: string) =>
      client.send(
        new UpdateStageCommand({
          ...{ restApiId: api.id, stageName: 'prod' },
          patchOperations: [{ op: 'replace', path, value }],
        }),
      )
    await update('/~1a~1{id}/GET/metrics/enabled', 'true')
    await api.get('/a/1')
    await api.get('/b')
    const metrics = region.metrics('AWS/ApiGateway')
    const ofA = { ApiName: 'shop', Stage: 'prod', Method: 'GET', Resource: '/a/{id}' }
    const ofB = { ...ofA, Resource: '/b' }
    expect([metrics.sum('Count', ofA), metrics.sum('Count', ofB)]).toEqual([1, 0])
    await update('/*/*/metrics/enabled', 'true')
    await api.get('/b')
    expect(metrics.sum('Count', ofB)).toBe(1)
    expect(metrics.sum('Count', { ApiName: 'shop' })).toBe(3)
  })

  it('of the routes of HTTP and WebSocket APIs', async () => {
    const { region, fn } = setUp()
    const http = region.createGateway({ 'GET /a': fn })
    const chat = region.createGateway({ $connect: fn, say: fn }, { type: 'websocket' })
    const client = new ApiGatewayV2Client(region.sdk)
    const DefaultRouteSettings = { DetailedMetricsEnabled: true }
    for (const [ApiId, StageName] of [
      [http.id, '$default'],
      [chat.id, 'prod'],
    ])
      await client.send(new UpdateHttpStageCommand({ ApiId, StageName, DefaultRouteSettings }))
    await http.get('/a')
    const ann = await chat.connect()
    ann.send({ action: 'say' })
    ann.send({ action: 'none' })
    await region.idle()
    const metrics = region.metrics('AWS/ApiGateway')
    const ofHttp = { ApiId: http.id, Stage: '$default', Method: 'GET', Resource: '/a' }
    expect(metrics.sum('Count', ofHttp)).toBe(1)
    const ofChat = { ApiId: chat.id, Stage: 'prod' }
    expect(metrics.sum('ConnectCount', ofChat)).toBe(1)
    expect(metrics.sum('MessageCount', ofChat)).toBe(2)
    expect(metrics.sum('ClientError', ofChat)).toBe(1)
    expect(metrics.sum('MessageCount', { ...ofChat, Route: 'say' })).toBe(1)
  })
})

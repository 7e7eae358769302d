import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateDomainNameCommand,
  CreateRestApiCommand,
  CreateUsagePlanCommand,
  GetAccountCommand,
  GetApiKeyCommand,
  GetStageCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAccountCommand,
} from '@aws-sdk/client-api-gateway'
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateStageCommand,
  GetApiCommand,
  GetStageCommand as GetV2StageCommand,
  GetTagsCommand as GetV2TagsCommand,
  TagResourceCommand as TagV2ResourceCommand,
  UntagResourceCommand as UntagV2ResourceCommand,
} from '@aws-sdk/client-apigatewayv2'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'

let region: Region
let client: APIGatewayClient
let v2: ApiGatewayV2Client
beforeEach(() => {
  region = createRegion()
  client = new APIGatewayClient({ ...region.sdk, maxAttempts: 1 })
  v2 = new ApiGatewayV2Client({ ...region.sdk, maxAttempts: 1 })
})

const arnOf = (path: string): string => `arn:aws:apigateway:us-east-1::${path}`

describe('the account', () => {
  const role = 'arn:aws:iam::123456789012:role/logs'

  it('has its limits, and the role that writes logs', async () => {
    expect(await client.send(new GetAccountCommand({}))).toMatchObject({
      apiKeyVersion: '4',
      features: ['UsagePlans'],
      throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    })
    const fork = region.fork()
    const patchOperations = [{ op: 'replace' as const, path: '/cloudwatchRoleArn', value: role }]
    const updated = await client.send(new UpdateAccountCommand({ patchOperations }))
    expect(updated.cloudwatchRoleArn).toBe(role)
    const inFork = await new APIGatewayClient(fork.sdk).send(new GetAccountCommand({}))
    expect(inFork.cloudwatchRoleArn).toBeUndefined()
  })

  it.each([
    ['/cloudwatchRoleArn', 'role', /Invalid ARN/],
    ['/throttle', '1', /Invalid patch path \/throttle/],
  ])('refuses %s %s', async (path, value, message) => {
    const command = new UpdateAccountCommand({ patchOperations: [{ op: 'replace', path, value }] })
    expect(await errorOf(client.send(command))).toMatchObject({
      name: 'BadRequestException',
      message: expect.stringMatching(message),
    })
  })
})

describe('tags', () => {
  it('of REST APIs, stages, keys, plans and domain names', async () => {
    const api = region.createGateway(
      { 'GET /': region.registerFunction('one', async () => ({})) },
      { type: 'rest' },
    )
    const { id: restApiId } = await client.send(
      new CreateRestApiCommand({ name: 'own', tags: { team: 'a' } }),
    )
    const { id: key } = await client.send(new CreateApiKeyCommand({ name: 'key' }))
    const { id: plan } = await client.send(new CreateUsagePlanCommand({ name: 'plan' }))
    await client.send(new CreateDomainNameCommand({ domainName: 'api.example.com' }))
    for (const path of [
      `/restapis/${restApiId}`,
      `/restapis/${api.id}/stages/prod`,
      `/apikeys/${key}`,
      `/usageplans/${plan}`,
      '/domainnames/api.example.com',
    ]) {
      const resourceArn = arnOf(path)
      const tags = { cost: '1', env: 'test' }
      await client.send(new TagResourceCommand({ resourceArn, tags }))
      await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['env'] }))
      const found = await client.send(new GetTagsCommand({ resourceArn }))
      expect(found.tags).toEqual({
        ...(path === `/restapis/${restApiId}` && { team: 'a' }),
        cost: '1',
      })
    }
    expect((await client.send(new GetApiKeyCommand({ apiKey: key }))).tags).toEqual({ cost: '1' })
    const stage = await client.send(new GetStageCommand({ restApiId: api.id, stageName: 'prod' }))
    expect(stage.tags).toEqual({ cost: '1' })
  })

  it('of HTTP and WebSocket APIs, and of their stages', async () => {
    for (const input of [
      { Name: 'http', ProtocolType: 'HTTP' as const },
      {
        Name: 'chat',
        ProtocolType: 'WEBSOCKET' as const,
        RouteSelectionExpression: '$request.body.a',
      },
    ]) {
      const { ApiId } = await v2.send(new CreateApiCommand(input))
      await v2.send(new CreateStageCommand({ ApiId, StageName: 'v1', Tags: { team: 'a' } }))
      for (const path of [`/apis/${ApiId}`, `/apis/${ApiId}/stages/v1`]) {
        const ResourceArn = arnOf(path)
        await v2.send(new TagV2ResourceCommand({ ResourceArn, Tags: { cost: '1', env: 'test' } }))
        await v2.send(new UntagV2ResourceCommand({ ResourceArn, TagKeys: ['env', 'team'] }))
        const found = await v2.send(new GetV2TagsCommand({ ResourceArn }))
        expect(found.Tags).toEqual({ cost: '1' })
      }
      expect((await v2.send(new GetApiCommand({ ApiId }))).Tags).toEqual({ cost: '1' })
      const stage = await v2.send(new GetV2StageCommand({ ApiId, StageName: 'v1' }))
      expect(stage.Tags).toEqual({ cost: '1' })
    }
  })

  it.each([
    ['/restapis/none', 'NotFoundException'],
    ['/apis/none/stages/x', 'NotFoundException'],
    ['/vpclinks/a', 'BadRequestException'],
  ])('%s: %s', async (path, name) => {
    const command = new GetTagsCommand({ resourceArn: arnOf(path) })
    expect(await errorOf(client.send(command))).toMatchObject({ name })
  })

  it('refuses a reserved key, and changes nothing', async () => {
    const { id } = await client.send(new CreateApiKeyCommand({ name: 'key' }))
    const resourceArn = arnOf(`/apikeys/${id}`)
    const tags = { fine: '1', 'aws:mine': '1' }
    const error = await errorOf(client.send(new TagResourceCommand({ resourceArn, tags })))
    expect(error).toMatchObject({ name: 'BadRequestException' })
    expect((await client.send(new GetTagsCommand({ resourceArn }))).tags).toEqual({})
  })
})

import { APIGatewayClient, GetApiKeysCommand, GetRestApiCommand } from '@aws-sdk/client-api-gateway'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../../index.ts'
import { fromTemplate } from '../../../templates.ts'

const MOCK = {
  responses: {},
  'x-amazon-apigateway-integration': {
    type: 'mock',
    requestTemplates: { 'application/json': '{ "statusCode": 200 }' },
    responses: { default: { statusCode: '200' } },
  },
}

/** A template with one REST API and the functions of its routes. */
const build = (Auth: object, routes: Record<string, object>, more: object = {}) => {
  const region = createRegion()
  const events = Object.entries(routes).map(([Path, own]) => [
    Path.replaceAll(/\W/g, ''),
    {
      Type: 'Api',
      Properties: { RestApiId: { Ref: 'Shop' }, Path: `/${Path.slice(1)}`, Method: 'get', ...own },
    },
  ])
  const { stack } = fromTemplate(
    {
      Transform: 'AWS::Serverless-2016-10-31',
      Resources: {
        Shop: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'Prod', Auth } },
        Read: {
          Type: 'AWS::Serverless::Function',
          Properties: {
            ...{ CodeUri: 'src/', Handler: 'read.handler', Runtime: 'nodejs22.x' },
            Events: Object.fromEntries(events),
          },
        },
        ...more,
      },
    },
    { handlers: { Read: async () => ({ statusCode: 200, body: 'read' }) } },
  )(region)
  const client = new APIGatewayClient({ ...region.sdk, maxAttempts: 1 })
  return { region, stack, client, api: stack.gateway('Shop') }
}

describe('Auth of REST APIs', () => {
  it('requires a key, and makes a usage plan with one', async () => {
    const usagePlan = { CreateUsagePlan: 'PER_API', Quota: { Limit: 2, Period: 'DAY' } }
    const { stack, client, api } = build(
      { ApiKeyRequired: true, UsagePlan: usagePlan },
      { '/a': {}, '/open': { Auth: { ApiKeyRequired: false } } },
    )
    expect(stack.skipped).toEqual([])
    expect((await api.get('/a')).status).toBe(403)
    expect((await api.get('/open')).status).toBe(200)
    const { items: [key] = [] } = await client.send(new GetApiKeysCommand({ includeValues: true }))
    const headers = { 'x-api-key': key!.value! }
    const statuses = [1, 2, 3].map(async () => (await api.get('/a', { headers })).status)
    expect(await Promise.all(statuses)).toEqual([200, 200, 429])
    expect(Object.keys(stack.resources)).toEqual(
      expect.arrayContaining(['ShopUsagePlan', 'ShopApiKey', 'ShopUsagePlanKey']),
    )
  })

  it('requires a key of one route, in a plan that APIs share', async () => {
    const Auth = { UsagePlan: { CreateUsagePlan: 'SHARED' } }
    const { stack, client, api } = build(
      Auth,
      { '/a': { Auth: { ApiKeyRequired: true } }, '/b': {} },
      {
        Other: {
          Type: 'AWS::Serverless::Api',
          Properties: {
            ...{ StageName: 'v1', Auth },
            DefinitionBody: {
              swagger: '2.0',
              info: { title: 'other', version: '1' },
              paths: { '/': { get: MOCK } },
            },
          },
        },
      },
    )
    expect((await api.get('/a')).status).toBe(403)
    expect((await api.get('/b')).status).toBe(200)
    const { items: [key] = [] } = await client.send(new GetApiKeysCommand({ includeValues: true }))
    expect((await api.get('/a', { headers: { 'x-api-key': key!.value! } })).status).toBe(200)
    const { ServerlessUsagePlan: plan } = stack.resources
    expect(plan?.properties['ApiStages']).toHaveLength(2)
  })

  it('requires signatures, of all routes or of one', async () => {
    const all = build(
      { DefaultAuthorizer: 'AWS_IAM' },
      { '/a': {}, '/b': { Auth: { Authorizer: 'NONE' } } },
    )
    expect((await all.api.get('/a')).status).toBe(403)
    expect((await all.api.get('/b')).status).toBe(200)
    const one = build({}, { '/a': { Auth: { Authorizer: 'AWS_IAM' } }, '/b': {} })
    expect((await one.api.get('/a')).status).toBe(403)
    expect((await one.api.get('/b')).status).toBe(200)
    expect(one.stack.skipped).toEqual([])
  })

  it('has a resource policy for addresses', async () => {
    const { api, client, stack } = build(
      { ResourcePolicy: { IpRangeWhitelist: ['10.0.0.0/8'], IpRangeBlacklist: ['10.9.0.0/16'] } },
      { '/a': {} },
    )
    const from = async (sourceIp: string) => (await api.from({ sourceIp }).get('/a')).status
    expect(await Promise.all(['10.1.1.1', '10.9.1.1', '192.0.2.1'].map(from))).toEqual([
      200, 403, 403,
    ])
    expect(stack.skipped).toEqual([])
    const { policy } = await client.send(new GetRestApiCommand({ restApiId: api.id }))
    expect(policy).toContain('NotIpAddress')
  })

  it('has statements of its own, and policies of single routes', async () => {
    const statement = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke' }
    const custom = build(
      {
        ResourcePolicy: {
          CustomStatements: [{ ...statement, Resource: ['execute-api:/Prod/GET/a'] }],
        },
      },
      { '/a': {}, '/b': {} },
    )
    expect((await custom.api.get('/a')).status).toBe(200)
    expect((await custom.api.get('/b')).status).toBe(403)
    const route = build(
      {},
      {
        '/a/{id}': { Auth: { ResourcePolicy: { IpRangeWhitelist: ['10.0.0.0/8'] } } },
      },
    )
    const from = async (sourceIp: string) => (await route.api.from({ sourceIp }).get('/a/1')).status
    expect(await Promise.all(['10.1.1.1', '192.0.2.1'].map(from))).toEqual([200, 403])
  })
})

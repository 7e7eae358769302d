import { expect, it } from 'vitest'
import { createRegion, type Region } from '../../index.ts'
import { fromServerless } from '../index.ts'

type Given = Record<string, unknown>

const build = (parts: Given, region: Region = createRegion()) =>
  fromServerless(
    { service: 'shop', ...parts, provider: { name: 'aws', ...(parts['provider'] as object) } },
    {
      handlers: {
        place: async (event: Given) => ({ statusCode: 200, body: JSON.stringify(event) }),
      },
    },
  )(region).stack

const place = (events: readonly unknown[], more: Given = {}): Given => ({
  functions: { place: { handler: 'src/place.handler', events, ...more } },
})

it('settings that have no effect are named', () => {
  const stack = build({
    provider: {
      stackName: 'x',
      tiemout: 3,
      apiGateway: { restApiId: 'abc' },
      versionFunctions: false,
    },
    ...place(
      [{ sqs: { arn: { 'Fn::GetAtt': ['Jobs', 'Arn'] }, batchSiez: 3 } }, { sns: 'placed' }],
      {
        provisionedConcurrency: 2,
        warmup: {},
      },
    ),
    resources: { Resources: { Jobs: { Type: 'AWS::SQS::Queue' } } },
  })
  expect(stack.skipped.map(({ logicalId, property }) => [logicalId, property])).toEqual([
    ['provider', 'provider.tiemout'],
    ['provider', 'provider.apiGateway.restApiId'],
    ['PlaceLambdaFunction', 'functions.place.provisionedConcurrency'],
    ['PlaceLambdaFunction', 'events.sqs.batchSiez'],
  ])
})

it('schemas of the service validate bodies', async () => {
  const order = { name: 'Order', schema: { type: 'object', required: ['id'] } }
  const schemas = { 'application/json': 'order' }
  const stack = build({
    provider: { apiGateway: { request: { schemas: { order } } } },
    ...place([{ http: { path: 'orders', method: 'post', request: { schemas } } }]),
  })
  const api = stack.gateway('ApiGatewayRestApi')
  expect((await api.post('/orders', {})).status).toBe(400)
  expect((await api.post('/orders', { id: '1' })).status).toBe(200)
  expect(stack.resources['ApiGatewayModel1']?.physicalId).toBe('Order')
})

it('usage plans have names, and keys of their own', async () => {
  const stack = build({
    provider: {
      apiGateway: {
        apiKeys: [{ free: [{ name: 'f', value: 'free-key-of-twenty-chars' }] }, { paid: ['p'] }],
        usagePlan: [
          { free: { quota: { limit: 1, period: 'DAY' } } },
          { paid: { throttle: { rateLimit: 100, burstLimit: 10 } } },
        ],
      },
    },
    ...place([{ http: { path: 'orders', method: 'get', private: true } }]),
  })
  const api = stack.gateway('ApiGatewayRestApi')
  const headers = { 'x-api-key': 'free-key-of-twenty-chars' }
  const statuses = []
  for (let n = 0; n < 2; n++) statuses.push((await api.get('/orders', { headers })).status)
  expect(statuses).toEqual([200, 429])
  expect(stack.resources['ApiGatewayUsagePlanPaid']).toBeDefined()
})

it('stages write access logs, and APIs have resource policies', async () => {
  const region = createRegion()
  const stack = build(
    {
      provider: {
        logs: {
          restApi: { format: 'rest $context.status $context.requestId' },
          httpApi: { format: 'http $context.routeKey, $context.requestId' },
        },
        tracing: { apiGateway: true },
        apiGateway: {
          resourcePolicy: [
            {
              Effect: 'Allow',
              Principal: '*',
              Action: 'execute-api:Invoke',
              Resource: 'execute-api:/*/*/*',
            },
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 'execute-api:Invoke',
              Resource: 'execute-api:/*/GET/secret',
            },
          ],
        },
      },
      ...place([{ http: 'GET orders' }, { http: 'GET secret' }, { httpApi: 'GET /orders' }]),
    },
    region,
  )
  const api = stack.gateway('ApiGatewayRestApi')
  expect((await api.get('/orders')).status).toBe(200)
  expect((await api.get('/secret')).status).toBe(403)
  await stack.gateway('HttpApi').get('/orders')
  await region.idle()
  const messages = (group: string) =>
    region.logGroup(group).events.map(({ message }) => message.replace(/,? [\w-]+=*$/, ''))
  expect(messages('/aws/api-gateway/shop-dev')).toEqual(['rest 200', 'rest 403'])
  expect(messages('/aws/http-api/shop-dev')).toEqual(['http GET /orders'])
})

it('a preflight answers with the origin of the request, if it is one of several', async () => {
  const origins = ['https://a.test', 'https://*.b.test']
  const stack = build(place([{ http: { path: 'orders', method: 'get', cors: { origins } } }]))
  const api = stack.gateway('ApiGatewayRestApi')
  const allowed = async (origin: string) =>
    (await api.options('/orders', { headers: { origin } })).headers.get(
      'access-control-allow-origin',
    )
  expect(await allowed('https://x.b.test')).toBe('https://x.b.test')
  expect(await allowed('https://c.test')).toBe('https://a.test')
})

it('asynchronous routes answer before their function has run', async () => {
  const region = createRegion()
  const route = { path: 'orders', method: 'post', integration: 'lambda', async: true }
  const stack = build(place([{ http: route }]), region)
  const response = await stack.gateway('ApiGatewayRestApi').post('/orders', { id: 1 })
  expect([response.status, await response.text()]).toEqual([200, ''])
  await region.idle()
  expect(stack.function('place').invocations[0]?.type).toBe('Event')
})

it('a function with statements of its own may do what its events need, and no more', async () => {
  const region = createRegion({ iam: { mode: 'enforce' } })
  const stack = build(
    {
      provider: {
        iam: { role: { statements: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] } },
      },
      ...place([{ sqs: { 'Fn::GetAtt': ['Jobs', 'Arn'] } }], {
        iamRoleStatements: [{ Effect: 'Allow', Action: 'ses:SendEmail', Resource: '*' }],
        iamRoleStatementsInherit: true,
        iamRoleStatementsName: 'place-role',
      }),
      resources: { Resources: { Jobs: { Type: 'AWS::SQS::Queue' } } },
    },
    region,
  )
  stack.queue('Jobs').send('1')
  await region.idle()
  expect(stack.function('place').invocations).toHaveLength(1)
  const role = stack.resources['PlaceIamRoleLambdaExecution']
  expect(role?.physicalId).toBe('place-role')
  const [{ PolicyDocument: document }] = role?.properties['Policies'] as any
  expect(document.Statement.map(({ Action }: any) => [Action].flat()[0])).toEqual([
    ...['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:ReceiveMessage', 's3:*', 'ses:SendEmail'],
  ])
})

it('functions may have a role that exists, a condition, and settings of their logs', () => {
  const role = 'arn:aws:iam::123456789012:role/own'
  const stack = build({
    provider: { iam: { role }, logs: { lambda: { logFormat: 'JSON' } } },
    functions: {
      place: { handler: 'src/place.handler' },
      never: { handler: 'src/never.handler', condition: 'Never' },
    },
    resources: { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } },
  })
  expect(stack.resources['PlaceLambdaFunction']?.properties).toMatchObject({
    Role: role,
    LoggingConfig: { LogFormat: 'JSON' },
  })
  expect(stack.resources['NeverLambdaFunction']).toBeUndefined()
})

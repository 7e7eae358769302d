import { beforeEach, describe, expect, it } from 'vitest'
import { iamAuthorizer, lambdaAuthorizer } from '../api/authorizers/create-authorizers.ts'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

let world: TestWorld
const open = (policy: unknown, options: object = {}, route: object = {}): Gateway =>
  createGateway({ 'ANY /{proxy+}': { handler: 'fn', ...route } }, {
    ...{ type: 'rest', id: 'api123', stage: 'dev', region: world.region, policy },
    ...options,
  } as object)

const allow = (members: object = {}): object => ({
  ...{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
  ...members,
})
const deny = (members: object = {}): object => allow({ Effect: 'Deny', ...members })
const document = (...Statement: object[]): object => ({ Version: '2012-10-17', Statement })
const statusOf = async (response: Promise<Response>): Promise<number> => (await response).status

const ANONYMOUS =
  'User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:api123/dev/GET/a'

beforeEach(() => {
  world = createTestWorld()
  world.register('fn', () => ({ statusCode: 200 }))
})

describe('a policy without an authorizer', () => {
  it('must allow the request', async () => {
    const allowed = open(document(allow()))
    expect(await statusOf(allowed.get('/a'))).toBe(200)
    const silent = await open(document(allow({ Resource: 'execute-api:/*/GET/b' })), {
      id: 'api456',
    }).get('/a')
    expect(silent.status).toBe(403)
    expect(await silent.json()).toEqual({
      Message: `${ANONYMOUS.replace('api123', 'api456')} because no resource-based policy allows the execute-api:Invoke action`,
    })
  })

  it('must not deny it', async () => {
    const api = open(document(allow(), deny({ Resource: 'execute-api:/dev/GET/a' })))
    const denied = await api.get('/a')
    expect([denied.status, denied.headers.get('x-amzn-errortype'), await denied.json()]).toEqual([
      403,
      'AccessDeniedException',
      { Message: `${ANONYMOUS} with an explicit deny` },
    ])
    expect(api.lastRequest).toMatchObject({
      error: { type: 'ACCESS_DENIED' },
      reason: "The gateway's policy denies the request.",
    })
    expect(await statusOf(api.post('/a', {}))).toBe(200)
    expect(world.invocations).toHaveLength(1)
  })

  it('may be text, and may name other principals and actions', async () => {
    const policy = JSON.stringify(
      document(
        allow({ Principal: { AWS: ['*'] }, Action: ['s3:*', 'execute-api:In*'] }),
        deny({ Principal: { AWS: '123456789012' } }),
        deny({ Principal: { Service: 'events.amazonaws.com' } }),
        deny({ Action: undefined, NotAction: 'execute-api:*' }),
      ),
    )
    expect(await statusOf(open(policy).get('/a'))).toBe(200)
  })
})

describe('conditions', () => {
  const outcome = async (
    Condition: object,
    client: object = {},
    headers: Record<string, string> = {},
    options: object = {},
  ): Promise<number> => {
    world = createTestWorld()
    world.register('fn', () => ({ statusCode: 200 }))
    const api = open(document(allow({ Condition })), options)
    return statusOf(api.from(client).get('/a', { headers }))
  }
  const privately = { endpointType: 'PRIVATE' }

  it.each<[object, object, Record<string, string>, number]>([
    [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { sourceIp: '203.0.113.7' }, {}, 200],
    [
      { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '::1'] } },
      { sourceIp: '203.0.113.7' },
      {},
      403,
    ],
    [{ IpAddress: { 'AWS:sourceIP': '203.0.113.7' } }, { sourceIp: '203.0.113.7' }, {}, 200],
    [{ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { sourceIp: '203.0.113.7' }, {}, 403],
    [{ NotIpAddress: { 'aws:VpcSourceIp': '203.0.113.0/24' } }, {}, {}, 200],
    [{ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, { vpcEndpointId: 'vpce-1' }, {}, 403],
    [{ StringLike: { 'aws:UserAgent': 'curl/*' } }, {}, { 'User-Agent': 'curl/8' }, 200],
    [{ StringNotLike: { 'aws:UserAgent': 'curl/*' } }, {}, { 'User-Agent': 'curl/8' }, 403],
    [{ StringLikeIfExists: { 'aws:Referer': 'https://a/*' } }, {}, {}, 200],
    [{ StringLike: { 'aws:Referer': 'https://a/*' } }, {}, {}, 403],
    [{ StringEqualsIgnoreCase: { 'aws:Referer': 'A' } }, {}, { Referer: 'a' }, 200],
    [{ Bool: { 'aws:SecureTransport': 'true' } }, {}, {}, 200],
    [{ Bool: { 'aws:SecureTransport': false } }, {}, {}, 403],
    [{ Null: { 'aws:PrincipalArn': 'true' } }, {}, {}, 200],
    [{ Null: { 'aws:PrincipalArn': 'false' } }, {}, {}, 403],
    [{ 'ForAllValues:StringEquals': { 'aws:Referer': 'a' } }, {}, {}, 200],
    [{ 'ForAnyValue:StringEquals': { 'aws:Referer': 'a' } }, {}, {}, 403],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2000-01-01T00:00:00Z' } }, {}, {}, 200],
    [{ DateLessThan: { 'aws:CurrentTime': '2000-01-01T00:00:00Z' } }, {}, {}, 403],
    [{ NumericLessThan: { 'aws:EpochTime': '946684800' } }, {}, {}, 403],
    [{ StringEquals: { 'aws:Referer': 'a', 'aws:UserAgent': 'b' } }, {}, { Referer: 'a' }, 403],
  ])('%j', async (condition, client, headers, status) => {
    expect(await outcome(condition, client, headers)).toBe(status)
  })

  it.each<[object, object, number]>([
    [{ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, { vpcEndpointId: 'vpce-1' }, 200],
    [{ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }, { vpcId: 'vpc-1' }, 403],
    [{ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }, { sourceIp: '10.1.1.1' }, 200],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { sourceIp: '10.1.1.1' }, 403],
  ])('of private APIs: %j', async (condition, client, status) => {
    expect(await outcome(condition, client, {}, privately)).toBe(status)
  })
})

describe('a policy with an authorizer', () => {
  const lambda = (effect: string, resource = '*') =>
    lambdaAuthorizer(
      world.register('auth', () => ({
        principalId: 'user',
        policyDocument: {
          Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: resource }],
        },
        context: { tenant: 'a' },
      })),
    )
  const get = (api: Gateway): Promise<Response> =>
    api.get('/a', { headers: { Authorization: 'token' } })
  const calls = (): string[] => world.invocations.map(({ function: name }) => name)

  // AWS: apigateway-authorization-flow.html, table A
  it.each([
    ['Allow', 'allow', 200],
    ['Allow', 'neither', 200],
    ['Allow', 'deny', 403],
    ['neither', 'allow', 200],
    ['neither', 'neither', 403],
    ['neither', 'deny', 403],
    ['Deny', 'allow', 403],
    ['Deny', 'neither', 403],
    ['Deny', 'deny', 403],
  ])('of Lambda: %s and %s', async (authorizer, policy, status) => {
    const statements: Record<string, object> = {
      allow: allow(),
      neither: allow({ Resource: 'execute-api:/*/GET/b' }),
      deny: deny(),
    }
    const route = {
      authorizer: authorizer === 'neither' ? lambda('Allow', 'other') : lambda(authorizer),
    }
    const api = open(document(statements[policy]!), {}, route)
    expect(await statusOf(get(api))).toBe(status)
    expect(calls().includes('auth')).toBe(policy !== 'deny')
    if (status === 200)
      expect(world.invocations.at(-1)!.event).toMatchObject({
        requestContext: { authorizer: { principalId: 'user', tenant: 'a' } },
      })
  })

  const sign = (accessKey = 'AKIDEXAMPLE'): Record<string, string> => ({
    'X-Amz-Date': '20260101T000000Z',
    Authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=abc`,
  })

  it('of IAM: the caller is allowed unless the policy denies', async () => {
    const route = { authorizer: iamAuthorizer() }
    const silent = open(document(allow({ Resource: 'execute-api:/*/GET/b' })), {}, route)
    expect(await statusOf(silent.get('/a', { headers: sign() }))).toBe(200)
    expect(await statusOf(silent.get('/a'))).toBe(403)
    const denied = open(
      document(deny({ Principal: { AWS: 'arn:aws:iam::123456789012:root' } })),
      { id: 'api456' },
      route,
    )
    const response = await denied.get('/a', { headers: sign() })
    expect(await response.json()).toEqual({
      Message:
        'User: arn:aws:iam::123456789012:root is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:api456/dev/GET/a with an explicit deny',
    })
  })
})

describe('a private API', () => {
  it('shows the VPC endpoint in its events', async () => {
    const api = open(document(allow()), { endpointType: 'PRIVATE' })
    await api.from({ sourceIp: '10.0.0.5', vpcEndpointId: 'vpce-1' }).get('/a')
    const event: any = world.invocations.at(-1)!.event
    expect(event.headers).toEqual({
      Host: 'api123.execute-api.us-east-1.amazonaws.com',
      'X-Forwarded-For': '10.0.0.5',
      'x-amzn-cipher-suite': 'ECDHE-RSA-AES128-GCM-SHA256',
      'x-amzn-tls-version': 'TLSv1.2',
      'x-amzn-vpc-id': expect.stringMatching(/^vpc-/),
      'x-amzn-vpce-config': '1',
      'x-amzn-vpce-id': 'vpce-1',
    })
    expect(event.requestContext.identity).toMatchObject({ sourceIp: '10.0.0.5', vpceId: 'vpce-1' })
  })

  it('needs a policy', () => {
    expect(() => open(undefined, { endpointType: 'PRIVATE' })).toThrow(
      "createGateway: Private REST API doesn't have a resource policy attached to it.",
    )
  })
})

describe('wrong policies', () => {
  it.each([
    ['{', 'it is not JSON'],
    ['[]', 'it is not a JSON object'],
    [{}, 'it has no Statement'],
    [{ Version: '2020-01-01', Statement: [] }, 'Version is "2020-01-01"'],
    [document({}), 'Effect is undefined'],
    [document(allow({ Principal: undefined })), 'no Principal'],
    [document(allow({ Principal: 'me' })), 'Principal is "me"'],
    [document(allow({ Action: undefined })), 'no Action'],
    [document(allow({ Action: [] })), 'Action is not text'],
    [document(allow({ Resource: undefined })), 'no Resource'],
    [document(allow({ Resource: [1] })), 'Resource is not text'],
    [document(allow({ Condition: [] })), 'Condition is not an object'],
    [document(allow({ Condition: { Bool: 1 } })), 'Condition.Bool is not an object'],
    [
      document(allow({ Condition: { constructor: {} } })),
      'Condition.constructor is not an operator',
    ],
    [document(allow({ Condition: { IpAddress: { 'aws:SourceIp': 'x' } } })), 'IP address'],
  ])('%j', (policy, message) => {
    expect(() => open(policy)).toThrow(
      /Invalid policy document\. Please check the policy syntax and ensure that Principals are valid\./,
    )
    expect(() => open(policy)).toThrow(message)
  })

  it.each([
    [allow({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }), 'aws:PrincipalOrgID'],
    [allow({ Resource: 'execute-api:/*/GET/${aws:PrincipalTag/a}' }), 'policy variable aws:'],
  ])('%j is refused by name', (statement, message) => {
    expect(() => open(document(statement))).toThrow(message)
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { ServiceError } from '../../core/errors.ts'
import type { Caller } from '../../core/world/world.ts'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'
import { iamAuthorizer } from '../api/authorizers/create-authorizers.ts'
import type { GatewayOptions } from '../api/options.ts'

let world: TestWorld
const callers: Caller[] = []

const open = (options: GatewayOptions = {}, route: object = {}): Gateway =>
  createGateway(
    { 'GET /a': { handler: 'echo', authorizer: iamAuthorizer(), ...route } },
    { region: world.region, ...options },
  )

beforeEach(() => {
  world = createTestWorld()
  callers.length = 0
  const identify = (caller: Caller) => {
    callers.push(caller)
    if (caller.sessionToken === 'old') {
      const message = 'The security token included in the request is expired'
      throw new ServiceError('ExpiredTokenException', message, { status: 403 })
    }
    const arn = 'arn:aws:sts::123456789012:assumed-role/Admin/ann'
    return { accessKeyId: caller.accessKeyId, accountId: '123456789012', arn, userId: 'AROA1:ann' }
  }
  world.ports = {
    ...world.ports,
    callerIdentities: { identify, knows: () => true, secretOf: () => undefined },
  }
  world.register('echo', () => ({ statusCode: 200 }))
})

const scope = 'AKIA1/20260102/us-east-1/execute-api/aws4_request'
const signed = {
  Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=abc`,
  'x-amz-date': '20260102T030405Z',
}

describe('IAM authorizers', () => {
  it('show the caller of a REST API, without the signature', async () => {
    const api = open({ type: 'rest' })
    const headers = { ...signed, 'X-Amz-Security-Token': 'session' }
    expect((await api.get('/a', { headers })).status).toBe(200)
    const { event } = world.invocations[0]!
    expect(event.requestContext).not.toHaveProperty('authorizer')
    expect(event.requestContext.identity).toMatchObject({
      accessKey: 'AKIA1',
      accountId: '123456789012',
      caller: 'AROA1:ann',
      user: 'AROA1:ann',
      userArn: 'arn:aws:sts::123456789012:assumed-role/Admin/ann',
    })
    expect(event.headers).toMatchObject({ 'X-Amz-Security-Token': 'session' })
    expect(event.headers).not.toHaveProperty('Authorization')
    expect(event.multiValueHeaders).not.toHaveProperty('Authorization')
    expect(callers).toEqual([{ accessKeyId: 'AKIA1', sessionToken: 'session' }])
    expect(api.lastRequest!.authorizer).toMatchObject({ kind: 'iam', allowed: true })
  })

  it('show the caller of an HTTP API, in both formats', async () => {
    await open().get('/a', { headers: signed })
    expect(world.invocations[0]!.event.requestContext.authorizer).toEqual({
      iam: {
        accessKey: 'AKIA1',
        accountId: '123456789012',
        callerId: 'AROA1:ann',
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: 'arn:aws:sts::123456789012:assumed-role/Admin/ann',
        userId: 'AROA1:ann',
      },
    })
    expect(world.invocations[0]!.event.headers.authorization).toBe(signed.Authorization)
    await open({}, { payloadFormatVersion: '1.0' }).get('/a', { headers: signed })
    const { requestContext } = world.invocations[1]!.event
    expect(requestContext).not.toHaveProperty('authorizer')
    expect(requestContext.identity).toMatchObject({ accessKey: 'AKIA1', user: 'AROA1:ann' })
  })

  it('accept a signature in the query', async () => {
    const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(scope)}&X-Amz-Signature=a`
    expect((await open({ type: 'rest' }).get(`/a?${query}`)).status).toBe(200)
    expect((await open().get(`/a?${query}&X-Amz-Security-Token=t`)).status).toBe(200)
    expect(callers.at(-1)).toEqual({ accessKeyId: 'AKIA1', sessionToken: 't' })
  })

  it.each([
    [{}, 'MissingAuthenticationTokenException', /^Missing Authentication Token$/],
    [{ Authorization: 'Bearer a.b.c' }, 'IncompleteSignatureException', /^Invalid key=value pair/],
    [
      { Authorization: 'token' },
      'IncompleteSignatureException',
      /^Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. \(Hashed with SHA-256 and encoded with Base64\) Authorization=/,
    ],
    [
      { ...signed, Authorization: signed.Authorization.replace('execute-api', 's3') },
      'InvalidSignatureException',
      /scoped to correct service: 'execute-api'/,
    ],
    [{ ...signed, 'X-Amz-Security-Token': 'old' }, 'ExpiredTokenException', /is expired/],
  ])('refuse %j', async (headers, type, message) => {
    const api = open({ type: 'rest' })
    const res = await api.get('/a', { headers: headers as Record<string, string> })
    expect([res.status, res.headers.get('x-amzn-errortype')]).toEqual([403, type])
    expect(((await res.json()) as { message: string }).message).toMatch(message)
    expect(api.lastRequest!.reason).toMatch(/has an IAM authorizer/)
    const http = await open().get('/a', { headers: headers as Record<string, string> })
    expect([http.status, await http.text()]).toEqual([403, '{"message":"Forbidden"}'])
    expect(world.invocations).toEqual([])
  })

  it('know an administrator where nothing knows callers', async () => {
    world.ports = { functions: world.ports.functions }
    await open({ type: 'rest' }).get('/a', { headers: signed })
    expect(world.invocations[0]!.event.requestContext.identity).toMatchObject({
      accessKey: 'AKIA1',
      userArn: 'arn:aws:iam::123456789012:root',
    })
  })
})

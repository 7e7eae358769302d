import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  LambdaClient,
  ListFunctionUrlConfigsCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda'
import { get } from 'node:http'
import { describe, expect, it } from 'vitest'
import { events } from '../events/index.ts'
import { provideAwsLambda } from '../lambda/runtime/awslambda.ts'
import { createRegion, type Region } from './index.ts'

function setUp(handler: (event: any) => unknown = (event) => event) {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const fn = region.registerFunction('fn', async (event: any) => handler(event))
  const client = new LambdaClient({ ...region.sdk, maxAttempts: 1 })
  return { region, fn, client }
}

const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => new Error('accepted'),
    (caught: Error) => caught,
  )
  return `${error.name}: ${error.message}`
}

describe('the configuration of a URL', () => {
  it('is created, read, updated, listed and deleted', async () => {
    const { fn, client } = setUp()
    const FunctionName = 'fn'
    const get = () => client.send(new GetFunctionUrlConfigCommand({ FunctionName }))
    expect(await refusal(get())).toBe(
      'ResourceNotFoundException: The resource you requested does not exist.',
    )
    const create = (input: object = {}) =>
      client.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', ...input }))
    const created = await create()
    expect(created).toMatchObject({
      FunctionUrl: expect.stringMatching(
        /^https:\/\/[a-z0-9]{32}\.lambda-url\.us-east-1\.on\.aws\/$/,
      ),
      FunctionArn: fn.arn,
      AuthType: 'NONE',
      CreationTime: '2026-01-01T00:00:00.000Z',
    })
    expect(created.InvokeMode).toBeUndefined()
    expect(`${fn.url}/`).toBe(created.FunctionUrl)
    expect(await refusal(create())).toBe(
      `ResourceConflictException: Failed to create function url config for [functionArn = ${fn.arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    )
    expect(await refusal(create({ Qualifier: 'prod' }))).toMatch(/^ResourceNotFoundException/)
    expect(await refusal(create({ FunctionName: 'missing' }))).toMatch(/^ResourceNotFoundException/)
    expect(await refusal(create({ AuthType: 'X' }))).toMatch(/^ValidationException/)
    expect(await get()).toMatchObject({
      InvokeMode: 'BUFFERED',
      LastModifiedTime: expect.any(String),
    })
    const Cors = { AllowOrigins: ['*'], MaxAge: 60 }
    const updated = await client.send(
      new UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM', Cors }),
    )
    expect(updated).toMatchObject({ AuthType: 'AWS_IAM', Cors, InvokeMode: 'BUFFERED' })
    fn.alias('prod', { version: fn.publishVersion() }).createUrl()
    const list = await client.send(new ListFunctionUrlConfigsCommand({ FunctionName, MaxItems: 1 }))
    expect(list).toMatchObject({ FunctionUrlConfigs: [{ FunctionArn: fn.arn }] })
    const { NextMarker: Marker } = list
    const rest = await client.send(new ListFunctionUrlConfigsCommand({ FunctionName, Marker }))
    expect(rest.FunctionUrlConfigs).toMatchObject([{ FunctionArn: `${fn.arn}:prod` }])
    await client.send(new DeleteFunctionUrlConfigCommand({ FunctionName }))
    expect(fn.url).toBeUndefined()
    expect(await refusal(get())).toMatch(/^ResourceNotFoundException/)
  })

  it('is checked by the handle, and stays after a reset', async () => {
    const { region, fn } = setUp(() => 'ok')
    await expect(fn.fetch('/')).rejects.toThrow(
      'fn.fetch() received a request, but the function has no URL.',
    )
    expect(() => fn.createUrl({ authType: 'ALL' as never })).toThrow(/authType: "ALL"/)
    expect(() => fn.createUrl({ mode: 1 } as never)).toThrow(/unknown option 'mode'/)
    expect(() => fn.createUrl({ cors: { origins: [] } as never })).toThrow(
      /unknown option 'origins'/,
    )
    fn.createUrl()
    expect(() => fn.createUrl()).toThrow(/has a URL already/)
    fn.publishVersion()
    expect(() => fn.qualifier('1').createUrl()).toThrow(/received the version 1/)
    region.reset()
    expect(await (await fn.fetch('/')).text()).toBe('ok')
  })
})

describe('a request to a URL', () => {
  it('has the event of sample events', async () => {
    const { fn } = setUp(() => 'ok')
    fn.createUrl()
    await fn.fetch('/pa2%Fth/1?a=1&a=2', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'User-Agent': 'test' },
      body: '{"amount":9}',
    })
    const sent = fn.lastInvocation!.event
    const made = events.functionUrl({
      rawPath: '/pa2%Fth/1',
      rawQueryString: 'a=1&a=2',
      headers: { 'user-agent': 'test' },
      body: { amount: 9 },
      requestContext: { domainName: sent.requestContext.domainName, http: { method: 'POST' } },
    })
    const withoutIds = (event: object): unknown =>
      JSON.parse(
        JSON.stringify(event, (name, value: unknown) =>
          ['requestId', 'x-amzn-trace-id'].includes(name) ? 'id' : value,
        ),
      )
    expect(withoutIds(sent)).toEqual(withoutIds(made))
  })

  it('gets the inferred or the complete answer', async () => {
    const answers: unknown[] = [
      'text',
      { a: 1 },
      { statusCode: 201, body: { b: 2 }, cookies: ['c=1'], headers: { 'X-Own': 'y' } },
      { statusCode: 'abc' },
      { statusCode: 200, body: 'aGk=', isBase64Encoded: true, headers: { 'Content-Type': 'a/b' } },
    ]
    const { fn } = setUp(() => answers.shift())
    fn.createUrl()
    const next = async () => {
      const response = await fn.fetch('/')
      return [response.status, response.headers.get('content-type'), await response.text()]
    }
    expect(await next()).toEqual([200, 'application/json', 'text'])
    expect(await next()).toEqual([200, 'application/json', '{"a":1}'])
    const complete = await fn.fetch('/')
    expect(await complete.json()).toEqual({ b: 2 })
    expect([complete.status, complete.headers.get('x-own')]).toEqual([201, 'y'])
    expect(complete.headers.getSetCookie()).toEqual(['c=1'])
    expect(complete.headers.get('x-amzn-requestid')).toMatch(/^[\da-f-]{36}$/)
    expect(complete.headers.get('apigw-requestid')).toBeNull()
    expect(await next()).toEqual([502, 'application/json', 'Internal Server Error'])
    expect(await next()).toEqual([200, 'a/b', 'hi'])
  })

  it('gets 502 for a failure, and 429 for a throttle', async () => {
    const { region, fn } = setUp(() => {
      throw new Error('expected')
    })
    fn.createUrl()
    const failed = await fn.fetch('/')
    expect([failed.status, await failed.text()]).toEqual([502, 'Internal Server Error'])
    expect(fn.lastInvocation?.error?.errorMessage).toBe('expected')
    fn.fail('TooManyRequestsException')
    expect((await region.fetch(fn.url!)).status).toBe(429)
  })

  it('needs a signature or a permission', async () => {
    const { region, fn, client } = setUp(() => 'ok')
    const FunctionName = 'fn'
    await client.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }))
    const refused = await region.fetch(`${fn.url}/`)
    expect(refused.status).toBe(403)
    expect(refused.headers.get('x-amzn-errortype')).toBe('AccessDeniedException')
    expect(await refused.text()).toBe(
      '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}',
    )
    await client.send(
      new AddPermissionCommand({
        FunctionName,
        StatementId: 'url',
        Action: 'lambda:InvokeFunctionUrl',
        Principal: '*',
        FunctionUrlAuthType: 'NONE',
      }),
    )
    expect((await region.fetch(`${fn.url}/`)).status).toBe(200)
    await client.send(new UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM' }))
    expect((await region.fetch(`${fn.url}/`)).status).toBe(403)
    const authorization = 'AWS4-HMAC-SHA256 Credential=a/b/us-east-1/lambda/aws4_request'
    expect((await region.fetch(`${fn.url}/`, { headers: { authorization } })).status).toBe(200)
    expect((await fn.fetch('/')).status).toBe(403)
    const presigned = '/?X-Amz-Credential=a/b/us-east-1/lambda/aws4_request&X-Amz-Signature=abc'
    expect((await fn.fetch(presigned)).status).toBe(200)
    expect(fn.lastInvocation!.event.requestContext).toMatchObject({
      accountId: '123456789012',
      authorizer: { iam: { accountId: '123456789012' } },
    })
    const unknown = await region.fetch('https://abc.lambda-url.us-east-1.on.aws/')
    expect([unknown.status, await unknown.text()]).toEqual([403, '{"Message":null}'])
  })

  it('is answered with CORS', async () => {
    const { fn } = setUp(() => ({
      statusCode: 200,
      headers: { 'access-control-allow-origin': 'own' },
    }))
    fn.createUrl({
      cors: { allowOrigins: ['https://a.example'], allowMethods: ['GET'], maxAge: '1m' },
    })
    const origin = { origin: 'https://a.example' }
    const preflight = await fn.fetch('/', {
      method: 'OPTIONS',
      headers: { ...origin, 'access-control-request-method': 'GET' },
    })
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': 'https://a.example',
      'access-control-allow-methods': 'GET',
      'access-control-max-age': '60',
    })
    expect(fn.invocations).toHaveLength(0)
    const answer = await fn.fetch('/', { headers: origin })
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://a.example')
    const other = await fn.fetch('/', { headers: { origin: 'https://b.example' } })
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('is answered at its host, also by a local endpoint', async () => {
    const { region, fn } = setUp(({ rawPath }) => rawPath)
    fn.createUrl()
    expect(region.owns(fn.url!)).toBe(true)
    const bypassing = createRegion({ unhandled: 'bypass', seed: 2 })
    expect(bypassing.owns(fn.url!)).toBe(false)
    const own = bypassing.registerFunction('fn', async () => 'ok').createUrl()
    expect(bypassing.owns(own.url!)).toBe(true)
    const server = await region.listen()
    const answer = await new Promise<string>((resolve, reject) => {
      const headers = { host: new URL(fn.url!).host }
      const request = get(`${server.url}/local`, { headers }, (response) => {
        response.setEncoding('utf8').on('data', resolve)
      })
      request.on('error', reject)
    })
    expect(answer).toBe('/local')
    await server.close()
  })

  it('is streamed', async () => {
    const region: Region = createRegion()
    provideAwsLambda()
    const { awslambda } = globalThis as any
    const fn = region.registerFunction(
      'stream',
      awslambda.streamifyResponse(async (_event: unknown, stream: any) => {
        const metadata = {
          statusCode: 201,
          headers: { 'content-type': 'text/plain' },
          cookies: ['a=1'],
        }
        const body = awslambda.HttpResponseStream.from(stream, metadata)
        body.write('one ')
        body.write('two')
        body.end()
      }),
    )
    fn.createUrl({ invokeMode: 'RESPONSE_STREAM' })
    const response = await fn.fetch('/')
    expect([response.status, response.headers.get('content-type')]).toEqual([201, 'text/plain'])
    expect(response.headers.getSetCookie()).toEqual(['a=1'])
    expect(await response.text()).toBe('one two')
  })
})

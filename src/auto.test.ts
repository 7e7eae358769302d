/** Requests to gateways and links of SNS under `miniregion/auto`, as HTTP libraries make them. */
import 'miniregion/auto'
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import {
  createGateway,
  createTopic,
  defaultRegion,
  registerFunction,
  type Gateway,
} from 'miniregion'
import { X509Certificate } from 'node:crypto'
import * as http from 'node:http'
import * as https from 'node:https'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { awslambda } from './lambda/runtime/awslambda.ts'

interface Event {
  readonly rawPath: string
  readonly rawQueryString: string
  readonly headers: Readonly<Record<string, string>>
  readonly cookies?: readonly string[]
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

let api: Gateway

beforeAll(() => {
  const echo = registerFunction('echo', async ({ rawPath, rawQueryString, ...event }: Event) => ({
    rawPath,
    rawQueryString,
    headers: event.headers,
    cookies: event.cookies,
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString(),
  }))
  const answer = registerFunction('answer', async () => ({
    statusCode: 201,
    cookies: ['a=1', 'b=2'],
    headers: { 'content-encoding': 'gzip', 'content-type': 'text/plain' },
    body: gzipSync('zipped').toString('base64'),
    isBase64Encoded: true,
  }))
  api = createGateway({ 'GET /answer': answer, $default: echo })
})

interface Answer {
  readonly status: number | undefined
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

const responseTo = (request: http.ClientRequest): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request.once('error', reject)
    request.once('response', (response) => {
      const { statusCode: status, headers } = response
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => resolve({ status, headers, body: Buffer.concat(chunks) }))
    })
  })

const eventOf = async (request: http.ClientRequest): Promise<Event> =>
  JSON.parse(String((await responseTo(request)).body)) as Event

describe('the function receives what was really sent', () => {
  it('headers that were set, changed or removed after the call of request()', async () => {
    const request = https.request(`${api.url}/x`, {
      headers: { 'x-changed': 'before', 'x-removed': 'yes', 'x-kept': 'yes' },
    })
    await new Promise((resolve) => setImmediate(resolve))
    request.setHeader('x-set', 'later')
    request.setHeader('x-changed', 'after')
    request.setHeader('Cookie', ['a=1', 'b=2'])
    request.appendHeader('x-list', 'one')
    request.appendHeader('x-list', 'two')
    request.removeHeader('x-removed')
    request.end()

    const { headers, cookies } = await eventOf(request)
    expect(headers).toMatchObject({
      'x-kept': 'yes',
      'x-changed': 'after',
      'x-set': 'later',
      'x-list': 'one,two',
    })
    expect(headers).not.toHaveProperty('x-removed')
    expect(cookies).toEqual(['a=1', 'b=2'])
  })

  it('a path and a method that were changed', async () => {
    const request = https.request(`${api.url}/before`, { method: 'POST' })
    request.path = '/after?a=%20b'
    request.method = 'PUT'
    request.end('text')
    expect(await eventOf(request)).toMatchObject({
      rawPath: '/after',
      rawQueryString: 'a=%20b',
      body: 'text',
    })
  })

  it('a GET with a body', async () => {
    const request = https.request(`${api.url}/x`, { method: 'GET' })
    // Node sends the body of a GET without its length otherwise.
    request.setHeader('content-length', 4)
    request.end('text')
    expect((await eventOf(request)).body).toBe('text')
  })

  it('a path as it was written', async () => {
    const path = '/a/../b/./c'
    const host = new URL(api.url).hostname
    expect((await eventOf(https.get({ host, path }))).rawPath).toBe(path)
  })

  it('a body in pieces, under a name with a dot at its end', async () => {
    const request = https.request(`${api.url.replace('.com', '.com.')}/x`, { method: 'POST' })
    request.write('one ')
    await new Promise((resolve) => setImmediate(resolve))
    request.end('two')
    expect((await eventOf(request)).body).toBe('one two')
  })
})

describe('the client receives what the gateway answered', () => {
  it('every cookie, and the body in its encoding', async () => {
    const { status, headers, body } = await responseTo(https.get(`${api.url}/answer`))
    expect(status).toBe(201)
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2'])
    expect(headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(body).toString()).toBe('zipped')
  })

  it('through fetch, decoded', async () => {
    const response = await fetch(`${api.url}/answer`)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.text()).toBe('zipped')
  })
})

describe('a streamed answer', () => {
  /** A function URL whose function writes one part, and the second one when it is released. */
  let streams = 0
  function stream() {
    let release: (fail?: boolean) => void = () => undefined
    const gate = new Promise<boolean>((resolve) => {
      release = (fail = false) => resolve(fail)
    })
    const handler = () => ({
      handler: awslambda.streamifyResponse(async (_event: unknown, out) => {
        out.write('one ')
        if (await gate) throw new Error('boom')
        out.end('two')
      }),
    })
    const fn = registerFunction(`stream${streams++}`, handler).createUrl({
      invokeMode: 'RESPONSE_STREAM',
    })
    return { fn, url: `${fn.url}/`, release }
  }

  const partsOf = (url: string): Promise<AsyncIterator<Buffer>> =>
    new Promise((resolve, reject) => {
      https
        .get(url, (response) => resolve(response[Symbol.asyncIterator]() as AsyncIterator<Buffer>))
        .once('error', reject)
    })

  it('reaches fetch as it is written', async () => {
    const { url, release } = stream()
    const response = await fetch(url)
    const reader = response.body!.getReader()
    expect(String(Buffer.from((await reader.read()).value!))).toBe('one ')
    release()
    expect(String(Buffer.from((await reader.read()).value!))).toBe('two')
    expect((await reader.read()).done).toBe(true)
  })

  it('ends when the caller of fetch aborts', async () => {
    const { fn, url, release } = stream()
    const controller = new AbortController()
    const response = await fetch(url, { signal: controller.signal })
    const reader = response.body!.getReader()
    await reader.read()
    controller.abort()
    await expect(reader.read()).rejects.toThrow('aborted')
    release()
    await defaultRegion.idle()
    expect(fn.lastInvocation!.status).toBe('succeeded')
  })

  it('reaches node:https as it is written', async () => {
    const { url, release } = stream()
    const parts = await partsOf(url)
    expect(String((await parts.next()).value)).toBe('one ')
    release()
    expect(String((await parts.next()).value)).toBe('two')
    expect((await parts.next()).done).toBe(true)
  })

  it('breaks the connection when the function fails', async () => {
    const { fn, url, release } = stream()
    const parts = await partsOf(url)
    await parts.next()
    release(true)
    await expect(parts.next()).rejects.toThrow('aborted')
    expect(fn.lastInvocation!.error!.errorMessage).toBe('boom')
  })

  it('ends when the client goes away', async () => {
    const { fn, url, release } = stream()
    const parts = await partsOf(url)
    await parts.next()
    await parts.return!()
    release()
    await defaultRegion.idle()
    expect(fn.lastInvocation!.status).toBe('succeeded')
  })
})

describe('the links in messages of SNS', () => {
  const subscribe = async (region = defaultRegion, topic = createTopic('news')) => {
    const Endpoint = 'https://shop.example.com/news'
    const input = { TopicArn: topic.arn, Protocol: 'https', Endpoint }
    await new SNSClient(region.sdk).send(new SubscribeCommand(input))
    const { text } = region.outbox.at(-1) ?? {}
    return JSON.parse(text ?? '') as { SigningCertURL: string; SubscribeURL: string }
  }

  it('the certificate, through https and fetch', async () => {
    const { SigningCertURL } = await subscribe()
    const { status, headers, body } = await responseTo(https.get(SigningCertURL))
    expect([status, headers['content-type']]).toEqual([200, 'application/x-pem-file'])
    expect(new X509Certificate(body).subject).toContain('CN=sns.amazonaws.com')
    expect(await (await fetch(SigningCertURL)).text()).toBe(String(body))
  })

  it('the confirmation of a subscription, in its AWS region', async () => {
    const elsewhere = defaultRegion.in('eu-west-1')
    const topic = elsewhere.createTopic('news')
    const { SubscribeURL } = await subscribe(elsewhere, topic)
    const { status, body } = await responseTo(https.get(SubscribeURL))
    expect([status, String(body)]).toEqual([200, expect.stringContaining(topic.arn)])
  })

  it('nothing else without a signature', async () => {
    const host = 'https://sns.us-east-1.amazonaws.com/'
    const listed = await responseTo(https.get(`${host}?Action=ListTopics`))
    expect(listed.status).toBe(403)
    const { SigningCertURL } = await subscribe(defaultRegion, createTopic('other'))
    const other = SigningCertURL.replace('.pem', '0.pem')
    expect((await responseTo(https.get(other))).status).toBe(403)
  })
})

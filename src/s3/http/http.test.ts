import { PutObjectCommand } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import type { Region } from '../../region/index.ts'
import type { BucketOptions } from '../handle/options.ts'
import { errorOf, HOST, setUp } from './http.fixture.ts'

it('has the headers of every answer of S3', async () => {
  const { region, uploads } = setUp({ publicReadAccess: true })
  region.clock.freeze('2026-01-01T00:00:00Z')
  uploads.seed({ a: 'one' })
  for (const path of ['a', 'b']) {
    const { headers } = await region.fetch(`${HOST}/${path}`)
    expect(headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT')
    expect(headers.get('server')).toBe('AmazonS3')
    expect(headers.get('x-amz-request-id')).toMatch(/^[0-9A-Z]{16}$/)
    expect(headers.get('x-amz-id-2')).toMatch(/^[\w+/]{75}=$/)
  }
})

describe('requests of everyone', () => {
  it('need a policy or a list', async () => {
    const { region, uploads } = setUp()
    uploads.seed({ a: 'one' })
    expect(await errorOf(await region.fetch(`${HOST}/a`))).toEqual([403, 'AccessDenied'])
    expect(await errorOf(await region.fetch(HOST))).toEqual([403, 'AccessDenied'])
    expect(await errorOf(await region.fetch('https://nowhere.s3.amazonaws.com/a'))).toEqual([
      404,
      'NoSuchBucket',
    ])
  })

  it('read what a policy makes public', async () => {
    const { region, uploads } = setUp({ publicReadAccess: true })
    uploads.put('a.txt', 'one', { contentType: 'text/plain', cacheControl: 'max-age=60' })
    const got = await region.fetch(`${HOST}/a.txt`)
    expect([got.status, await got.text(), got.headers.get('cache-control')]).toEqual([
      200,
      'one',
      'max-age=60',
    ])
    expect(await (await region.fetch('https://s3.amazonaws.com/uploads/a.txt')).text()).toBe('one')
    // Nobody but those who may list learns that a key is missing.
    expect(await errorOf(await region.fetch(`${HOST}/b`))).toEqual([403, 'AccessDenied'])
    expect(await errorOf(await region.fetch(`${HOST}/a.txt`, { method: 'DELETE' }))).toEqual([
      403,
      'AccessDenied',
    ])
    expect(await errorOf(await region.fetch(`${HOST}/a.txt?acl`))).toEqual([403, 'AccessDenied'])
  })

  it('follow access control lists', async () => {
    const { region, client } = setUp({
      objectOwnership: 'ObjectWriter',
      blockPublicAccess: { blockPublicAcls: false, ignorePublicAcls: false },
    })
    const put = { Bucket: 'uploads', Key: 'a', Body: 'one' }
    await client.send(new PutObjectCommand(put))
    expect((await region.fetch(`${HOST}/a`)).status).toBe(403)
    await client.send(new PutObjectCommand({ ...put, ACL: 'public-read' }))
    expect(await (await region.fetch(`${HOST}/a`)).text()).toBe('one')
  })
})

describe('cross-origin requests', () => {
  const cors: BucketOptions['cors'] = [
    {
      allowedMethods: ['PUT'],
      allowedOrigins: ['https://*.shop.example'],
      allowedHeaders: ['content-*'],
      exposedHeaders: ['ETag'],
      maxAge: '5m',
    },
    { allowedMethods: ['GET'], allowedOrigins: ['*'] },
  ]
  const preflight = (headers: Record<string, string>): RequestInit => ({
    method: 'OPTIONS',
    headers,
  })

  it('are allowed by rules', async () => {
    const { region } = setUp({ cors })
    const allowed = await region.fetch(
      `${HOST}/a`,
      preflight({
        origin: 'https://www.shop.example',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'Content-Type, Content-MD5',
      }),
    )
    expect(allowed.status).toBe(200)
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': 'https://www.shop.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'content-type, content-md5',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '300',
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    })
    const got = await region.fetch(`${HOST}/a`, { headers: { origin: 'https://x' } })
    expect([got.status, got.headers.get('access-control-allow-origin')]).toEqual([403, '*'])
    const put = await region.fetch(`${HOST}/a`, { method: 'PUT', headers: { origin: 'https://x' } })
    expect(put.headers.get('access-control-allow-origin')).toBeNull()
  })

  it.each<[string, BucketOptions['cors'], Record<string, string>, string]>([
    ['no origin', cors, {}, 'Insufficient information. Origin request header needed.'],
    ['no rules', undefined, { origin: 'https://x' }, 'CORS is not enabled for this bucket.'],
    [
      'a method',
      cors,
      { origin: 'https://x', 'access-control-request-method': 'DELETE' },
      'This CORS request is not allowed.',
    ],
    [
      'a header',
      cors,
      {
        origin: 'https://a.shop.example',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'x-y',
      },
      'This CORS request is not allowed.',
    ],
  ])('are refused: %s', async (_, rules, headers, message) => {
    const { region } = setUp(rules ? { cors: rules } : {})
    const refused = await region.fetch(`${HOST}/a`, preflight(headers))
    expect(await refused.text()).toContain(message)
  })
})

describe('websites', () => {
  const SITE = 'http://uploads.s3-website-us-east-1.amazonaws.com'
  const visit = async (region: Region, path: string): Promise<[number, string]> => {
    const got = await region.fetch(SITE + path)
    return [got.status, got.headers.get('location') ?? (await got.text())]
  }

  it('serve index and error documents', async () => {
    const { region, uploads } = setUp({
      publicReadAccess: true,
      website: { indexDocument: 'index.html', errorDocument: 'error.html' },
    })
    uploads.put('index.html', 'home', { contentType: 'text/html' })
    uploads.put('blog/index.html', 'blog')
    uploads.put('old', '', { websiteRedirectLocation: '/new' })
    uploads.put('error.html', 'oops')
    expect(await visit(region, '/')).toEqual([200, 'home'])
    expect(await visit(region, '/blog/')).toEqual([200, 'blog'])
    expect(await visit(region, '/blog')).toEqual([302, '/blog/'])
    expect(await visit(region, '/old')).toEqual([301, '/new'])
    expect(await visit(region, '/none')).toEqual([403, 'oops'])
    const got = await region.fetch(SITE)
    const etag = got.headers.get('etag') ?? ''
    expect(got.headers.get('content-type')).toBe('text/html')
    const cached = await region.fetch(SITE, { headers: { 'if-none-match': etag } })
    expect(cached.status).toBe(304)
    const [status, page] = await errorPage(await region.fetch(SITE, { method: 'POST' }))
    expect([status, page]).toEqual([405, '405 Method Not Allowed'])
  })

  const errorPage = async (response: Response): Promise<[number, string | undefined]> => [
    response.status,
    /<h1>(.*)<\/h1>/.exec(await response.text())?.[1],
  ]

  it('redirect', async () => {
    const { region, uploads } = setUp({
      publicReadAccess: true,
      policy: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 's3:ListBucket',
            Resource: 'arn:aws:s3:::uploads',
          },
        ],
      },
      website: {
        indexDocument: 'index.html',
        routingRules: [
          {
            condition: { keyPrefixEquals: 'docs/' },
            redirect: { replaceKeyPrefixWith: 'documents/' },
          },
          {
            condition: { httpErrorCodeReturnedEquals: '404' },
            redirect: {
              hostName: 'shop.example',
              protocol: 'https',
              replaceKeyWith: 'x y',
              httpRedirectCode: '302',
            },
          },
        ],
      },
    })
    uploads.put('a', 'one')
    expect(await visit(region, '/docs/a?b=1')).toEqual([301, `${SITE}/documents/a?b=1`])
    expect(await visit(region, '/none')).toEqual([302, 'https://shop.example/x%20y'])
    region.createBucket('www', {
      website: { redirectAllRequestsTo: { hostName: 'shop.example', protocol: 'https' } },
    })
    const all = await region.fetch('http://www.s3-website.eu-central-1.amazonaws.com/a?b=1')
    expect([all.status, all.headers.get('location')]).toEqual([301, 'https://shop.example/a?b=1'])
  })

  it('have pages for errors', async () => {
    const { region } = setUp()
    expect(await errorPage(await region.fetch(SITE))).toEqual([404, '404 Not Found'])
    const page = await (
      await region.fetch('http://nowhere.s3-website-us-east-1.amazonaws.com')
    ).text()
    expect(page).toContain('<li>Code: NoSuchBucket</li>')
    expect(page).toContain('<li>BucketName: nowhere</li>')
    const site = setUp({
      publicReadAccess: true,
      website: { indexDocument: 'i', errorDocument: 'e' },
    })
    expect(await errorPage(await site.region.fetch(SITE))).toEqual([403, '403 Forbidden'])
  })
})

import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { createRegion, type Region } from 'miniregion'
import * as http from 'node:http'
import { describe, expect, it } from 'vitest'

const EXTENSION = 'AWS-Parameters-and-Secrets-Lambda-Extension'
const BASE = 'http://localhost:2773'

const token = (): Record<string, string> => ({
  'X-Aws-Parameters-Secrets-Token': process.env['AWS_SESSION_TOKEN'] ?? '',
})

interface Answer {
  readonly status: number
  readonly body: any
}

/** A function that gets the URLs in its event, one after the other. */
function setUp(environment: Record<string, string> = {}) {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00.5Z')
  const reader = region.registerFunction(
    'reader',
    async (paths: readonly string[]) => {
      const answers: Answer[] = []
      for (const path of paths) {
        const response = await fetch(path.startsWith('http') ? path : BASE + path, {
          headers: token(),
        })
        const text = await response.text()
        const body: unknown = response.ok ? JSON.parse(text) : text
        answers.push({ status: response.status, body })
      }
      return answers
    },
    { layers: [EXTENSION], environment },
  )
  const read = async (...paths: string[]): Promise<Answer[]> => {
    const run = await reader.invoke(paths)
    expect(run.error).toBeUndefined()
    return run.payload as Answer[]
  }
  return { region, reader, read }
}

const PARAMETER = '/systemsmanager/parameters/get?name=%2Fshop%2Fvat'
const SECRET = '/secretsmanager/get?secretId=shop/db'

describe('parameters', () => {
  it('are answered as the extension prints them', async () => {
    const { region, read } = setUp()
    region.createParameter('/shop/vat', '19')
    const [answer] = await read(PARAMETER)
    expect(answer).toEqual({
      status: 200,
      body: {
        Parameter: {
          ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/shop/vat',
          DataType: 'text',
          LastModifiedDate: '2026-01-01T00:00:00.5Z',
          Name: '/shop/vat',
          Selector: null,
          SourceResult: null,
          Type: 'String',
          Value: '19',
          Version: 1,
        },
        ResultMetadata: {},
      },
    })
  })

  it('have versions, labels and decryption', async () => {
    const { region, read } = setUp()
    const vat = region.createParameter('/shop/vat', '19', { type: 'SecureString' })
    vat.put('7')
    const [first, plain, cipher] = await read(
      `${PARAMETER}&version=1&withDecryption=true`,
      `${PARAMETER}&withDecryption=true`,
      PARAMETER,
    )
    expect([first?.body.Parameter.Value, first?.body.Parameter.Selector]).toEqual(['19', ':1'])
    expect(plain?.body.Parameter.Value).toBe('7')
    expect(cipher?.body.Parameter.Value).not.toBe('7')
  })
})

it('secrets are answered with every member', async () => {
  const { region, read } = setUp()
  const secret = region.createSecret('shop/db', 'pw')
  const [answer, previous] = await read(SECRET, `${SECRET}&versionStage=AWSPREVIOUS`)
  expect(answer?.body).toEqual({
    ARN: secret.arn,
    CreatedDate: '2026-01-01T00:00:00.5Z',
    Name: 'shop/db',
    SecretBinary: null,
    SecretString: 'pw',
    VersionId: expect.any(String),
    VersionStages: ['AWSCURRENT'],
    ResultMetadata: {},
  })
  expect(previous).toEqual({
    status: 400,
    body: 'an unexpected error occurred while executing request',
  })
})

describe('the cache', () => {
  it('keeps an answer for 300 seconds, in its execution environment', async () => {
    const { region, reader, read } = setUp()
    const vat = region.createParameter('/shop/vat', '19')
    const value = async () => (await read(PARAMETER))[0]?.body.Parameter.Value as unknown
    await value()
    vat.put('7')
    await region.clock.advance('299s')
    expect(await value()).toBe('19')
    await region.clock.advance('1s')
    expect(await value()).toBe('7')
    vat.put('0')
    reader.coldStart()
    expect(await value()).toBe('0')
    expect(vat.reads).toHaveLength(3)
  })

  it.each([
    [{ SSM_PARAMETER_STORE_TTL: '0' }, 2],
    [{ PARAMETERS_SECRETS_EXTENSION_CACHE_ENABLED: 'false' }, 2],
    [{ PARAMETERS_SECRETS_EXTENSION_CACHE_SIZE: '0' }, 2],
    [{ SSM_PARAMETER_STORE_TTL: '9999' }, 1],
  ])('obeys %j', async (environment, reads) => {
    const { region, read } = setUp(environment)
    const vat = region.createParameter('/shop/vat', '19')
    await read(PARAMETER, PARAMETER)
    expect(vat.reads).toHaveLength(reads)
  })
})

describe('the server', () => {
  it('answers node:http, on the port that the environment names', async () => {
    const region = createRegion()
    region.createParameter('/shop/vat', '19')
    const get = (path: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const options = { host: 'localhost', port: 3000, path, headers: token() }
        http
          .get(options, (response) => {
            let text = ''
            response.setEncoding('utf8').on('data', (chunk) => (text += String(chunk)))
            response.on('end', () => resolve(text))
          })
          .on('error', reject)
      })
    const reader = region.registerFunction('reader', () => get(PARAMETER), {
      layers: [`arn:aws:lambda:eu-central-1:187925254637:layer:${EXTENSION}-Arm64:11`],
      environment: { PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: '3000' },
    })
    const run = await reader.invoke({})
    expect(JSON.parse(run.payload as string)).toMatchObject({ Parameter: { Value: '19' } })
  })

  it('refuses other tokens and paths', async () => {
    const region = createRegion()
    const reader = region.registerFunction(
      'reader',
      async () => {
        const none = await fetch(BASE + PARAMETER)
        const wrong = await fetch(`${BASE}/other`, { headers: token() })
        return [none.status, wrong.status]
      },
      { layers: [EXTENSION] },
    )
    expect((await reader.invoke({})).payload).toEqual([401, 404])
  })

  it('is not ready while the modules of the function load', async () => {
    const region = createRegion()
    const load = async () => {
      const early = await fetch(BASE + PARAMETER, { headers: token() })
      const text = `${early.status} ${await early.text()}`
      return { __esModule: true, handler: async () => text }
    }
    const reader = region.registerFunction('reader', load as never, {
      layers: [EXTENSION],
      handler: 'handler',
    })
    expect((await reader.invoke({})).payload).toBe('400 not ready to serve traffic, please wait')
  })

  it('is only there for functions with the layer, while they run', async () => {
    const before = globalThis.fetch
    const { region, read } = setUp()
    region.createParameter('/shop/vat', '19')
    const other = region.registerFunction('other', () =>
      fetch(BASE + PARAMETER).then(
        () => 'answered',
        (error: Error) => String((error.cause as { code?: string }).code),
      ),
    )
    const [[answer], run] = await Promise.all([read(PARAMETER), other.invoke({})])
    expect(answer?.status).toBe(200)
    expect(run.payload).toBe('ECONNREFUSED')
    expect(globalThis.fetch).toBe(before)
  })

  it('shows its calls as those of the invocation', async () => {
    const { region, reader, read } = setUp()
    const vat = region.createParameter('/shop/vat', '19')
    await read(PARAMETER)
    expect(vat.reads[0]?.causedBy).toBe(reader.lastInvocation)
  })
})

it('layers are shown, and may come by CreateFunction', async () => {
  const region: Region = createRegion()
  region.registerFunction('code', async () => 1)
  const client = new LambdaClient(region.sdk)
  const Layers = [`arn:aws:lambda:us-east-1:177933569100:layer:${EXTENSION}:18`]
  const created = await client.send(
    new CreateFunctionCommand({
      FunctionName: 'made',
      Role: 'arn:aws:iam::123456789012:role/made',
      Code: { ZipFile: Buffer.from('code') },
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Layers,
    }),
  )
  expect(created.Layers?.map(({ Arn }) => Arn)).toEqual(Layers)
  expect(() => region.registerFunction('x', async () => 1, { layers: ['mine'] })).toThrow(
    "registerFunction('x') received the layer 'mine'.",
  )
})

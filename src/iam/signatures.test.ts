import { SignatureV4 } from '@smithy/signature-v4'
import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'
import { allow } from './handle/statements.ts'

class Sha256 {
  readonly #hash: { update(data: any): unknown; digest(): Buffer }
  constructor(secret?: any) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret)
  }
  update(data: any): void {
    this.#hash.update(data)
  }
  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest())
  }
}

interface Sending {
  readonly credentials?: object
  readonly at?: number
  readonly sentBody?: string
}

const setUp = (): Region => {
  const region = createRegion({ iam: 'enforce' })
  region.createTable('orders', { partitionKey: 'id' }).put({ id: 'a' })
  region.createQueue('jobs')
  region.createRole('reader', [allow(['dynamodb:*', 'sqs:*'], '*')])
  return region
}

async function send(
  region: Region,
  service: string,
  target: string,
  input: object,
  how: Sending = {},
) {
  const body = JSON.stringify(input)
  const hostname = `${service}.us-east-1.amazonaws.com`
  const signer = new SignatureV4({
    service,
    region: 'us-east-1',
    credentials: (how.credentials ?? region.as('reader').sdk.credentials) as never,
    sha256: Sha256 as never,
  })
  const request = {
    method: 'POST',
    protocol: 'https:',
    hostname,
    path: '/',
    headers: {
      host: hostname,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
    },
    body,
  }
  const { headers } = await signer.sign(request, {
    signingDate: new Date(how.at ?? region.clock.now()),
  })
  const response = await region.fetch(`https://${hostname}/`, {
    method: 'POST',
    headers,
    body: how.sentBody ?? body,
  })
  return { status: response.status, body: (await response.json()) as Record<string, any> }
}

describe('signatures of raw requests', () => {
  const get = (region: Region, how?: Sending) =>
    send(
      region,
      'dynamodb',
      'DynamoDB_20120810.GetItem',
      {
        TableName: 'orders',
        Key: { id: { S: 'a' } },
      },
      how,
    )

  it('of known keys are checked', async () => {
    const region = setUp()
    expect((await get(region)).body['Item']).toEqual({ id: { S: 'a' } })
    const { accessKeyId, sessionToken } = region.as('reader').sdk.credentials
    const forged = { accessKeyId, secretAccessKey: 'wrong', sessionToken }
    expect(await get(region, { credentials: forged })).toMatchObject({
      status: 400,
      body: {
        __type: 'com.amazon.coral.service#InvalidSignatureException',
        message: expect.stringMatching(/^The request signature we calculated does not match/),
      },
    })
    const sentBody = JSON.stringify({ TableName: 'orders', Key: { id: { S: 'b' } } })
    expect((await get(region, { sentBody })).status).toBe(400)
    expect((await get(region, { credentials: region.sdk.credentials })).status).toBe(200)
  })

  it('must be of now, by the region’s clock', async () => {
    const region = setUp()
    region.clock.freeze('2026-01-01T00:10:00Z')
    const late = await get(region, { at: Date.UTC(2026, 0, 1) })
    expect(late.body['message']).toBe(
      'Signature expired: 20260101T000000Z is now earlier than 20260101T000500Z (20260101T001000Z - 5 min.)',
    )
    const early = await get(region, { at: Date.UTC(2026, 0, 1, 0, 20) })
    expect(early.body['message']).toMatch(/^Signature not yet current: 20260101T002000Z/)
  })

  it('of other keys are refused, and other services check as well', async () => {
    const region = setUp()
    const credentials = { accessKeyId: 'AKIAX', secretAccessKey: 'x' }
    expect((await get(region, { credentials })).body).toMatchObject({
      message: 'The security token included in the request is invalid.',
    })
    const QueueUrl = region.queue('jobs').url
    const input = { QueueUrl, MessageBody: 'x' }
    expect((await send(region, 'sqs', 'AmazonSQS.SendMessage', input)).status).toBe(200)
    const wrong = { ...region.as('reader').sdk.credentials, secretAccessKey: 'wrong' }
    expect(
      await send(region, 'sqs', 'AmazonSQS.SendMessage', input, { credentials: wrong }),
    ).toMatchObject({
      status: 403,
      body: { message: expect.stringMatching(/does not match/) },
    })
  })
})

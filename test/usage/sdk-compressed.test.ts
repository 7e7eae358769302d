import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import { createRegion, type Region } from 'miniregion'
import { describe, expect, it } from 'vitest'

const CODINGS: [string, (text: string) => Buffer][] = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['identity', Buffer.from],
  ['deflate, gzip', (text) => gzipSync(deflateSync(text))],
]

function ordersIn(region: Region) {
  return region.createTable('orders', { partitionKey: 'id' })
}

const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  'x-amz-date': '20260101T000000Z',
  'content-type': 'application/x-amz-json-1.0',
})

describe('bodies that a client compressed', () => {
  const put = (region: Region, encoding: string, body: Buffer) =>
    region.fetch('https://dynamodb.us-east-1.amazonaws.com/', {
      method: 'POST',
      headers: {
        ...signed('dynamodb'),
        'x-amz-target': 'DynamoDB_20120810.PutItem',
        'content-encoding': encoding,
      },
      body: new Uint8Array(body),
    })

  it.each(CODINGS)('are read in raw requests: %s', async (encoding, compress) => {
    const region = createRegion()
    const orders = ordersIn(region)
    const text = JSON.stringify({ TableName: 'orders', Item: { id: { S: '1' } } })
    expect((await put(region, encoding, compress(text))).status).toBe(200)
    expect(orders.items).toEqual([{ id: '1' }])
  })

  it('are refused when they are not what the header says', async () => {
    const region = createRegion()
    ordersIn(region)
    for (const encoding of ['gzip', 'deflate', 'br']) {
      const response = await put(region, encoding, Buffer.from([1, 2, 3, 4]))
      expect(response.status).toBe(400)
      expect(await response.text()).toContain('SerializationException')
    }
  })

  it('are read from clients in process', async () => {
    const region = createRegion()
    const orders = ordersIn(region)
    const client = compressing(new DynamoDBClient(region.sdk))
    await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: '1' } } }))
    expect(orders.items).toEqual([{ id: '1' }])
  })

  it('are read by stubs, but stay as they are in S3', async () => {
    const region = createRegion()
    const topic = region.stub(CreateTopicCommand, (input) => ({ TopicArn: `arn:${input.Name}` }))
    const client = compressing(new SNSClient(region.sdk))
    expect((await client.send(new CreateTopicCommand({ Name: 'news' }))).TopicArn).toBe('arn:news')
    expect(topic.calls).toHaveLength(1)
    const bytes = gzipSync('text')
    const object = region.stub(PutObjectCommand, {})
    await new S3Client(region.sdk).send(
      new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: bytes, ContentEncoding: 'gzip' }),
    )
    expect(object.calls[0]?.input).toMatchObject({ ContentEncoding: 'gzip', Key: 'k' })
  })
})

interface Message {
  body: string | Uint8Array
  headers: Record<string, string>
}

/** A client whose requests leave it compressed. */
function compressing<Client extends DynamoDBClient | SNSClient>(client: Client): Client {
  const stack = client.middlewareStack as DynamoDBClient['middlewareStack']
  stack.add(
    (next) => (args) => {
      const request = args.request as Message
      request.body = gzipSync(request.body)
      request.headers['content-encoding'] = 'gzip'
      return next(args)
    },
    { step: 'build', name: 'compress' },
  )
  return client
}

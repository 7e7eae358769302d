/** Who is measured: the same DynamoDB client against four backends. */
import { createRequire } from 'node:module'
import { DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { createRegion } from 'miniregion'
import { item } from './items.js'

export interface Contestant {
  readonly name: string
  readonly client: DynamoDBClient
  /** Answers from a table, not with a canned answer. */
  readonly real: boolean
  stop(): Promise<void>
}

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }

function ours(): Contestant {
  const client = new DynamoDBClient(createRegion().sdk)
  return { name: 'miniregion', client, real: true, stop: async () => client.destroy() }
}

/** What the SDK itself costs: the config of `region.sdk`, answered with bytes made beforehand. */
function floor(): Contestant {
  const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
  const empty = bytes({})
  const answers: Record<string, Buffer> = {
    GetItem: bytes({ Item: item(1, 1) }),
    Query: bytes({
      Items: Array.from({ length: 25 }, (_, i) => item(1, i)),
      Count: 25,
      ScannedCount: 25,
    }),
    Scan: bytes({
      Items: Array.from({ length: 1000 }, (_, i) => item(1, i)),
      Count: 1000,
      ScannedCount: 1000,
    }),
    UpdateItem: bytes({ Attributes: item(1, 1) }),
  }
  const sdk = createRegion().sdk
  const requestHandler = {
    ...sdk.requestHandler,
    handle: async (request: { headers: Record<string, string> }) => {
      const operation = request.headers['x-amz-target']!.slice(
        request.headers['x-amz-target']!.indexOf('.') + 1,
      )
      const headers = { 'content-type': 'application/x-amz-json-1.0' }
      return { response: { statusCode: 200, headers, body: answers[operation] ?? empty } }
    },
  }
  const client = new DynamoDBClient({ ...sdk, requestHandler } as never)
  return { name: 'SDK floor', client, real: false, stop: async () => client.destroy() }
}

async function dynalite(): Promise<Contestant> {
  const require = createRequire(import.meta.url)
  const create = require('dynalite') as (options: object) => import('node:http').Server
  const server = create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as { port: number }
  const client = new DynamoDBClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials,
  })
  return {
    name: 'dynalite 4 (HTTP)',
    client,
    real: true,
    stop: () =>
      new Promise((resolve) => {
        client.destroy()
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function clientMock(): Contestant {
  const client = new DynamoDBClient({ region: 'us-east-1', credentials })
  const mock = mockClient(client as never)
  mock.onAnyCommand().resolves({})
  mock.on(GetItemCommand as never).resolves({ Item: item(1, 1) })
  mock
    .on(QueryCommand as never)
    .resolves({ Items: Array.from({ length: 25 }, (_, i) => item(1, i)) })
  return { name: 'aws-sdk-client-mock', client, real: false, stop: async () => mock.restore() }
}

export const contestants = async (): Promise<Contestant[]> => [
  ours(),
  floor(),
  await dynalite(),
  clientMock(),
]

/** The contestants: the same DynamoDB client against four backends. */
import { createRequire } from 'node:module'
import { DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import { createRegion } from 'miniregion'
import { item } from './items.js'

export interface Contestant {
  readonly client: DynamoDBClient
  /** Answers from a table instead of with a canned answer. */
  readonly real: boolean
}

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }

async function ours(): Promise<Contestant> {
  return { client: new DynamoDBClient(createRegion().sdk), real: true }
}

/** The cost of the SDK itself: the config of `region.sdk`, answered with prepared bytes. */
async function floor(): Promise<Contestant> {
  const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
  const page = (count: number): Buffer =>
    bytes({
      Items: Array.from({ length: count }, (_, i) => item(1, i)),
      Count: count,
      ScannedCount: count,
    })
  const empty = bytes({})
  const answers: Record<string, Buffer> = {
    ExecuteStatement: bytes({ Items: [item(1, 1)] }),
    GetItem: bytes({ Item: item(1, 1) }),
    Query: page(25),
    Scan: page(1000),
    UpdateItem: bytes({ Attributes: item(1, 1) }),
  }
  const sdk = createRegion().sdk
  const requestHandler = {
    ...sdk.requestHandler,
    handle: async (request: { headers: Record<string, string> }) => {
      const target = request.headers['x-amz-target']!
      const body = answers[target.slice(target.indexOf('.') + 1)] ?? empty
      const headers = { 'content-type': 'application/x-amz-json-1.0' }
      return { response: { statusCode: 200, headers, body } }
    },
  }
  return { client: new DynamoDBClient({ ...sdk, requestHandler } as never), real: false }
}

async function dynalite(): Promise<Contestant> {
  const require = createRequire(import.meta.url)
  const create = require('dynalite') as (options: object) => import('node:http').Server
  const server = create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as { port: number }
  const endpoint = `http://127.0.0.1:${port}`
  return { client: new DynamoDBClient({ region: 'us-east-1', endpoint, credentials }), real: true }
}

async function clientMock(): Promise<Contestant> {
  const { mockClient } = await import('aws-sdk-client-mock')
  const client = new DynamoDBClient({ region: 'us-east-1', credentials })
  const mock = mockClient(client as never)
  mock.onAnyCommand().resolves({})
  mock.on(GetItemCommand as never).resolves({ Item: item(1, 1) })
  mock
    .on(QueryCommand as never)
    .resolves({ Items: Array.from({ length: 25 }, (_, i) => item(1, i)) })
  return { client, real: false }
}

export const OURS = 'miniregion'
export const FLOOR = 'SDK floor'
export const DYNALITE = 'dynalite 4 (HTTP)'
export const MOCK = 'aws-sdk-client-mock'

export const contestants: Readonly<Record<string, () => Promise<Contestant>>> = {
  [OURS]: ours,
  [FLOOR]: floor,
  [DYNALITE]: dynalite,
  [MOCK]: clientMock,
}

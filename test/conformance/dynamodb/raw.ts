/** Requests as bytes: what no typed client would send, and their answers as they come. */
import assert from 'node:assert/strict'
import type { ConformanceCase, Door } from './case.ts'

export interface RawRequest {
  readonly method?: string
  readonly path?: string
  readonly operation?: string
  /** They replace those of an ordinary request; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** JSON, or the text itself. */
  readonly body?: unknown
}

export interface RawAnswer {
  readonly status: number
  readonly body?: string
  /** `com.amazon.coral.service#SerializationException` */
  readonly type?: string
  /** `''` for none. */
  readonly message?: string
  /** Patterns; undefined for headers that are not there. */
  readonly headers?: Readonly<Record<string, RegExp | undefined>>
}

export interface RawCase {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly steps: readonly (readonly [RawRequest, RawAnswer])[]
}

const ORDINARY = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.ListTables',
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
}

function toRequest({
  method = 'POST',
  path = '/',
  operation,
  headers = {},
  body,
}: RawRequest): Request {
  const target = operation && { 'x-amz-target': `DynamoDB_20120810.${operation}` }
  const all = Object.entries({ ...ORDINARY, ...target, ...headers })
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
  return new Request(`https://dynamodb.us-east-1.amazonaws.com${path}`, {
    method,
    headers: all.filter((header): header is [string, string] => header[1] !== undefined),
    ...(text !== undefined && { body: text }),
  })
}

export const rawGroup = (name: string, list: readonly RawCase[]): readonly ConformanceCase[] =>
  list.map(({ id, title, source, steps }) => ({
    id: `dynamodb/${name}/${id}`,
    title,
    source,
    run: async (_client, door) => {
      for (const [request, answer] of steps) await checkStep(door, request, answer)
    },
  }))

async function checkStep(door: Door, request: RawRequest, expected: RawAnswer): Promise<void> {
  const response = await door(toRequest(request))
  const body = await response.text()
  const about = `${JSON.stringify(request.body ?? request)}: ${body}`
  assert.equal(response.status, expected.status, about)
  if (expected.body !== undefined) assert.equal(body, expected.body, about)
  for (const [name, pattern] of Object.entries(expected.headers ?? {})) {
    const value = response.headers.get(name)
    if (pattern === undefined) assert.equal(value, null, `${name} of ${about}`)
    else assert.match(value ?? '', pattern, `${name} of ${about}`)
  }
  if (expected.type === undefined) return
  const error = JSON.parse(body) as { __type: string; message?: string; Message?: string }
  assert.equal(error.__type, expected.type, about)
  if (expected.message === undefined) return
  assert.equal(error.message ?? error.Message ?? '', expected.message, about)
}

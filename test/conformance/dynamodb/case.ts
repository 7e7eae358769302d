/**
 * The shape of a conformance case, and how cases written as data become runnable. A case creates what it needs through the client it is
 * given, so it runs against this library, AWS or any compatible endpoint. Each gets an empty account.
 */
import * as sdk from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import assert from 'node:assert/strict'
import { tables, type TableName } from './tables.ts'

export interface ConformanceCase {
  /** Unique: `dynamodb/put-item/returns-old`. */
  readonly id: string
  /** What is checked, one sentence. */
  readonly title: string
  /** Where it is written: a page of AWS's documentation, its API model, or a recorded answer. */
  readonly source: string
  /** The region the client has to lead to, where regions answer differently. */
  readonly region?: string
  run(client: sdk.DynamoDBClient, door: Door): Promise<void>
}

/** Where bytes go that no client would send: the same account's endpoint. */
export type Door = (request: Request) => Promise<Response>

/** One call and what comes back. */
export interface Step {
  readonly operation: string
  readonly input: object
  /** The whole output, without `$metadata`. */
  readonly output?: object
  /** A part of the output. */
  readonly includes?: object
  /** The refusal: its name, and its text where that is known. */
  readonly error?: { readonly name: string; readonly message?: string; readonly fields?: object }
}

export interface DataCase {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly region?: string
  readonly tables?: readonly TableName[]
  /** Plain values. */
  readonly items?: { readonly [Name in TableName]?: readonly object[] }
  readonly steps: readonly Step[]
}

/** Cases of one operation; their ids are completed with the group's name. */
export const group = (name: string, list: readonly DataCase[]): readonly ConformanceCase[] =>
  list.map((data) => ({
    id: `dynamodb/${name}/${data.id}`,
    title: data.title,
    source: data.source,
    ...(data.region !== undefined && { region: data.region }),
    run: (client) => runData(client, data),
  }))

async function runData(client: sdk.DynamoDBClient, data: DataCase): Promise<void> {
  const names = new Set([...(data.tables ?? []), ...(Object.keys(data.items ?? {}) as TableName[])])
  for (const name of names) await send(client, 'CreateTable', tables[name])
  for (const [name, items] of Object.entries(data.items ?? {})) {
    for (const item of items) {
      await send(client, 'PutItem', { TableName: name, Item: av(item) })
    }
  }
  for (const step of data.steps) await runStep(client, step)
}

async function runStep(client: sdk.DynamoDBClient, step: Step): Promise<void> {
  const sent = send(client, step.operation, step.input)
  if (step.error) return checkError(sent, step.error)
  const { $metadata: _, ...output } = (await sent) as { $metadata: unknown }
  if (step.output) assert.deepEqual(output, step.output)
  if (step.includes) assertIncludes(output, step.includes, 'output')
}

async function checkError(
  sent: Promise<object>,
  { name, message, fields }: NonNullable<Step['error']>,
): Promise<void> {
  const error = await sent.then(
    (output) => assert.fail(`expected ${name}, got ${JSON.stringify(output)}`),
    (caught: Error) => caught,
  )
  assert.equal(error.name, name, error.message)
  if (message !== undefined) assert.equal(error.message, message)
  if (fields) assertIncludes(error, fields, 'error')
}

function assertIncludes(actual: unknown, expected: unknown, path: string): void {
  const isPlain =
    typeof expected === 'object' && expected !== null && !(expected instanceof Uint8Array)
  if (!isPlain) return assert.deepEqual(actual, expected, `${path}: ${String(actual)}`)
  assert.ok(typeof actual === 'object' && actual !== null, `${path} is ${String(actual)}`)
  if (Array.isArray(expected)) assert.equal((actual as unknown[]).length, expected.length, path)
  for (const [key, value] of Object.entries(expected)) {
    assertIncludes((actual as Record<string, unknown>)[key], value, `${path}.${key}`)
  }
}

type CommandClass = new (input: object) => Parameters<sdk.DynamoDBClient['send']>[0]

export function send(
  client: sdk.DynamoDBClient,
  operation: string,
  input: object,
): Promise<object> {
  const Command = (sdk as unknown as Record<string, CommandClass>)[`${operation}Command`]!
  return client.send(new Command(input)) as Promise<object>
}

/** Plain values as attribute values. */
export const av = (value: object): Record<string, sdk.AttributeValue> =>
  marshall(value, { removeUndefinedValues: true })

export const S = (text: string): { S: string } => ({ S: text })
export const N = (number: number | string): { N: string } => ({ N: String(number) })

/** A refusal as `Step` has it. */
export const refused = (message?: string, name = 'ValidationException'): Pick<Step, 'error'> => ({
  error: message === undefined ? { name } : { name, message },
})

export const conditionFailed: Pick<Step, 'error'> = refused(
  'The conditional request failed',
  'ConditionalCheckFailedException',
)

const DOCS = 'https://docs.aws.amazon.com/amazondynamodb/latest'
/** A page of the API reference, or of the developer guide. */
export const api = (page: string): string => `${DOCS}/APIReference/API_${page}.html`
export const guide = (page: string): string =>
  `${DOCS}/developerguide/${page.includes('.html') ? page : `${page}.html`}`

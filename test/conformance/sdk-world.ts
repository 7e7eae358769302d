/**
 * Calls of any operation through the real SDK client, with the placeholders of inputs and the
 * values that steps keep for later ones.
 */
import { STATUS_CODES } from 'node:http'
import { createRequire } from 'node:module'
import { isObject, type Json, type JsonObject } from './case.ts'
import { distributionId } from './cdn-world.ts'
import type { CaseWorld, Check, Outcome, Part } from './part.ts'
import { deepLongNames, longName, withTableNames } from './table-names.ts'

/** Members of `when` for a call. */
const KNOWN = new Set(['kind', 'service', 'operation', 'input', 'save', 'headers', 'region'])

interface Sendable {
  readonly middlewareStack: {
    add(
      middleware: (next: (args: Built) => unknown) => (args: Built) => unknown,
      where: object,
    ): void
  }
  send(command: object): Promise<unknown>
  destroy(): void
}

interface Built {
  readonly request: { readonly headers: Record<string, string> }
}

interface SdkError extends Error {
  /** The code in the query protocol. */
  readonly Code?: string
  /** `com.amazonaws.sqs#QueueDoesNotExist` */
  readonly __type?: string
  readonly $fault?: 'client' | 'server'
  readonly $metadata?: { readonly httpStatusCode?: number }
}

type Placeholder = (world: CaseWorld, argument: Json) => unknown

const PLACEHOLDERS: Readonly<Record<string, Placeholder>> = {
  $ref: ({ kept }, alias) => kept.get(String(alias)),
  $bytes: (_world, text) => Buffer.from(String(text), 'base64'),
  $repeat: (_world, argument) => {
    const [text, times] = argument as readonly [string, number]
    return text.repeat(times)
  },
  $concat: (world, parts) => (parts as Json[]).map((part) => resolve(world, part)).join(''),
  $jsonText: (world, value) => JSON.stringify(resolve(world, value)),
  $date: ({ region }, seconds) => new Date(region.clock.now() + Number(seconds) * 1000),
  $nowMs: ({ region }, ms) => region.clock.now() + Number(ms),
  $isoDate: (_world, text) => new Date(String(text)),
  $distributionId: distributionId,
  $kmsKeyId: ({ region }, name) => region.key(`alias/${String(name)}`).id,
  $userPoolId: ({ region }, name) => region.userPool(String(name)).id,
  $clientId: ({ kept }, name) => kept.get(`user pool client ${String(name)}`),
  $clientSecret: ({ kept }, name) => kept.get(`user pool client secret ${String(name)}`),
  $queueUrl: ({ region }, name) => region.queue(String(name)).url,
  $queueArn: ({ region }, name) => region.queue(String(name)).arn,
  $topicArn: ({ region }, name) => region.topic(String(name)).arn,
  $subscriptionArn: ({ kept }, name) => kept.get(`subscription ${String(name)}`),
}

/** Placeholders that may also be in an expectation. */
const IN_EXPECTATIONS = new Set([
  '$ref',
  '$nowMs',
  '$userPoolId',
  '$clientId',
  '$queueUrl',
  '$queueArn',
  '$topicArn',
  '$subscriptionArn',
])

/** Replaces the placeholders and the short names of tables in an expectation. */
export const expandExpectation = (world: CaseWorld, value: Json): Json =>
  withTableNames(world.given, expandPlaceholders(world, value))

function expandPlaceholders(world: CaseWorld, value: Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => expandPlaceholders(world, one))
  if (!isObject(value)) return value
  const [[name, argument] = ['', null], ...more] = Object.entries(value)
  if (more.length === 0 && IN_EXPECTATIONS.has(name))
    return resolve(world, { [name]: argument }) as Json
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, expandPlaceholders(world, one)]),
  )
}

export function resolve(world: CaseWorld, value: Json): unknown {
  if (Array.isArray(value)) return value.map((one: Json) => resolve(world, one))
  if (!isObject(value)) return value
  const [[name, argument] = ['', null], ...more] = Object.entries(value)
  // `$or` belongs to the pattern language of events.
  if (name.startsWith('$') && name !== '$or' && more.length === 0) {
    const placeholder = PLACEHOLDERS[name]
    if (!placeholder) throw new Error(`the placeholder ${name} is not known to the runner`)
    return placeholder(world, argument)
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(world, one)]))
}

// Not import(), because the module runner of scripts/conformance.mjs has closed by then.
const require = createRequire(import.meta.url)

function clientOf(
  { region, kept }: CaseWorld,
  { service, region: named, headers }: CallOptions,
): [Sendable, object] {
  const module = require(`@aws-sdk/client-${service}`) as Record<string, unknown>
  const name = Object.keys(module).find((one) => /^\w+Client$/.test(one) && !one.startsWith('__'))
  // A case of global tables may stand for other regions.
  const elsewhere = named && ((kept.get(`region ${named}`) as string | undefined) ?? named)
  const Client = module[name ?? ''] as new (config: object) => Sendable
  // One attempt, because an error is the answer to check.
  const client = new Client({
    ...region.sdk,
    ...(elsewhere && { region: elsewhere }),
    maxAttempts: 1,
  })
  if (headers) client.middlewareStack.add(withHeaders(headers), { step: 'build' })
  return [client, module]
}

interface CallOptions {
  readonly service: string
  readonly region?: string
  readonly headers?: Readonly<Record<string, string>>
}

const withHeaders =
  (headers: Readonly<Record<string, string>>) =>
  (next: (args: Built) => unknown) =>
  (args: Built): unknown => {
    Object.assign(args.request.headers, headers)
    return next(args)
  }

async function call(world: CaseWorld, when: JsonObject): Promise<Outcome> {
  for (const member of Object.keys(when)) {
    if (!KNOWN.has(member)) throw new Error(`sdk with ${member} is not known to the runner`)
  }
  const { service, operation, input = {}, save = {} } = when as Record<string, any>
  const [client, module] = clientOf(world, when as unknown as CallOptions)
  const Command = Reflect.get(module, `${operation}Command`) as new (input: unknown) => object
  try {
    const resolved = resolve(world, service === 'dynamodb' ? deepLongNames(input) : input)
    const sent = (await client.send(new Command(resolved))) as Record<string, unknown>
    const output = await withText(sent)
    for (const [alias, path] of Object.entries<string>(save)) {
      world.kept.set(alias, valueAt(output, path))
    }
    return { output }
  } catch (error) {
    const { message, $metadata, $fault, __type, ...fields } = error as SdkError
    // Clients name an error that their model lacks by its code in the query protocol.
    const name = __type?.split('#')[1] ?? (error as SdkError).name
    const { Code = name } = fields
    const type = $fault === 'server' ? 'Receiver' : 'Sender'
    const status = $metadata?.httpStatusCode
    const seen = { name, code: wireCode(fields) ?? Code, type, message, status, fields }
    return { error: isBodyless(service, operation) ? { ...seen, ...byStatus(status) } : seen }
  } finally {
    client.destroy()
  }
}

/** The answers to HEAD have no document, so the cases name their errors by the status. */
const isBodyless = (service: string, operation: string): boolean =>
  service === 's3' && operation.startsWith('Head')

const byStatus = (status = 0): object => ({
  code: String(status),
  message: STATUS_CODES[status] ?? '',
})

/** A streamed body is compared as text. */
async function withText(output: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { Body } = output as { Body?: { transformToString?: () => Promise<string> } }
  return Body?.transformToString ? { ...output, Body: await Body.transformToString() } : output
}

/** The code on the wire of query services, which the client keeps beside the exception's name. */
const wireCode = (fields: object): unknown =>
  (Reflect.get(fields, 'Error') as { readonly Code?: string } | undefined)?.Code

/** Returns the value at a path such as `Messages[0].ReceiptHandle`. */
const valueAt = (output: object, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], output)

/** The output as the cases compare it. */
function toComparable({ $metadata, ...output }: Record<string, any>): unknown {
  const plain: unknown = JSON.parse(
    JSON.stringify(output, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ),
  )
  return { ...(plain as object), $status: $metadata?.httpStatusCode }
}

function checkOutput(check: Check, expected: Json): void {
  const { output, error } = check.outcome
  if (error !== undefined) check.fail(`output: got the error ${JSON.stringify(error)}`)
  else {
    check.match('output', toComparable(output as Record<string, unknown>), expected)
  }
}

export const sdkWorld: Part = {
  given: {
    kinesisStreams({ region }, streams) {
      const names = Array.isArray(streams) ? (streams as string[]) : Object.keys(streams as object)
      for (const name of names) region.createStream(name)
    },
    kmsKeys({ region }, keys) {
      for (const name of Object.keys(keys as object)) region.createKey(`alias/${name}`)
    },
    vectorTables({ region }, tables) {
      for (const [name, members] of Object.entries(tables as JsonObject)) {
        region.createTable({ ...(members as JsonObject), TableName: longName(name) })
      }
    },
  },
  when: { sdk: call },
  then: { output: checkOutput },
}

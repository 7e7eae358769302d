// Part of npm run verify: sends every operation of the clients below through region.sdk's codec and
// back, input and output, and then the same request raw.
import { UnsupportedError } from '../../src/core/errors.ts'
import type { Service, ServiceClient } from '../../src/core/world/world.ts'
import { services as simulatedServices } from '../../src/region/service-list.ts'
import { isOperationSchema, type OperationSchema } from '../../src/protocol/operation-schema.ts'
import { schemaOf } from '../../src/protocol/smithy.ts'
import { toBytes, type WireRequest } from '../../src/protocol/wire.ts'
import { stubService, stubWorld } from '../../src/sdk/stub-services.fixture.ts'
import { createSdkConfig } from '../../src/sdk/client/config.ts'
import { handleAwsRequest } from '../../src/sdk/raw/raw.ts'
import { createGenerator, difference, normalize } from './generate.ts'

const EXPECTED_OPERATIONS = 1695

interface Client {
  readonly name: string
  readonly class: string
  /** Further config, which keeps the client's own middleware from changing generated values. */
  readonly config?: object
}

/** Clients of services that are not simulated yet. Their protocols must work as well. */
const OTHERS: readonly Client[] = [
  {
    name: 'apigatewaymanagementapi',
    class: 'ApiGatewayManagementApiClient',
    config: { endpoint: 'https://abc.execute-api.us-east-1.amazonaws.com/prod' },
  },
  { name: 'sns', class: 'SNSClient' },
  { name: 'sqs', class: 'SQSClient', config: { md5: false } },
  {
    name: 's3',
    class: 'S3Client',
    config: {
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    },
  },
  { name: 'cognito-identity-provider', class: 'CognitoIdentityProviderClient' },
  { name: 'eventbridge', class: 'EventBridgeClient' },
]

const simulated: readonly Client[] = simulatedServices.flatMap(({ client }) =>
  client ? [{ name: client.package.replace('@aws-sdk/client-', ''), class: client.class }] : [],
)

const clients: readonly Client[] = [
  ...simulated.map((client) => ({ ...OTHERS.find(({ name }) => name === client.name), ...client })),
  ...OTHERS.filter(({ name }) => !simulated.some((client) => client.name === name)),
]

type Values = Record<string, unknown>

/**
 * S3's middleware rewrites these members of the input, derives ExpiresString from Expires in the
 * output, and measures bodies.
 */
const S3_REWRITTEN =
  /^(CopySource)?SSECustomer|^ContentMD5$|^Checksum|^ExpiresString$|^ContentLength$/

function adjust(client: Client, values: Values): Values {
  if (client.name === 's3') {
    for (const name of Object.keys(values)) if (S3_REWRITTEN.test(name)) delete values[name]
    if ('Bucket' in values) values['Bucket'] = 'bucket-a'
  }
  if (client.name === 'eventbridge' && 'EndpointId' in values) values['EndpointId'] = 'abc.def'
  // The query protocol has no way to say that a list begins with an empty structure.
  for (const [of, list] of [
    ['sts', 'PolicyArns'],
    ['cloudformation', 'ScanFilters'],
  ] as const) {
    const given = values[list]
    if (client.name === of && Array.isArray(given))
      values[list] = given.filter((each) => Object.keys(each as object).length > 0)
  }
  return values
}

/** Adds event streams with every event of the union. */
function addEvents(schema: unknown, values: Values): unknown[] | undefined {
  const output = schemaOf(schema)
  if (!output.isStructSchema()) return undefined
  for (const [name, member] of output.structIterator()) {
    if (!member.isStreaming() || !member.isStructSchema()) continue
    const { value } = createGenerator(false)
    const events = [...member.structIterator()].map(([event, type]) => ({ [event]: value(type) }))
    values[name] = (async function* () {
      yield* events
    })()
    return events
  }
  return undefined
}

async function collect(values: Values): Promise<Values> {
  const collected: Values = {}
  for (const [name, value] of Object.entries(values)) {
    const stream = value as {
      transformToByteArray?: () => Promise<Uint8Array>
      [Symbol.asyncIterator]?: () => AsyncIterator<unknown>
    }
    if (typeof stream?.transformToByteArray === 'function') {
      collected[name] = await stream.transformToByteArray()
    } else if (typeof stream?.[Symbol.asyncIterator] === 'function') {
      const events: unknown[] = []
      for await (const event of value as AsyncIterable<Values>)
        events.push(withoutErrorMembers(event))
      collected[name] = events
    } else collected[name] = value
  }
  return collected
}

/** An event that is an error is an instance of its class, which adds members. */
function withoutErrorMembers(event: Values): Values {
  const plain = ([name, value]: [string, unknown]): [string, unknown] => {
    if (!(value instanceof Error)) return [name, value]
    const { $fault: _, name: __, $metadata: ___, ...members } = value as Error & Values
    return [name, members]
  }
  return Object.fromEntries(Object.entries(event).map(plain))
}

interface Trial {
  readonly client: Client
  readonly operation: OperationSchema
  readonly send: (input: Values) => Promise<Values>
}

async function tryOnce({ client, operation, send }: Trial, sparse: boolean): Promise<string[]> {
  const generator = createGenerator(sparse)
  const input = adjust(client, generator.value(schemaOf(operation[4])) as Values)
  const output = adjust(client, generator.value(schemaOf(operation[5])) as Values)
  const events = addEvents(operation[5], output)
  state.output = output
  state.seen = undefined
  const { $metadata: _, ...answered } = await send(input)
  const wanted = events ? { ...output, [streamName(output)]: events } : output
  const problems = [
    ...difference(normalize(seenInput(client)), normalize(adjust(client, { ...input })), 'input'),
    ...difference(normalize(adjust(client, await collect(answered))), normalize(wanted), 'output'),
  ]
  if (state.seen?.operation !== operation[2]) problems.push('reached no operation')
  // DynamoDB's raw requests have a hand-written codec. The hosts of S3 Object Lambda look like
  // buckets.
  const byHand = client.name.startsWith('dynamodb') || operation[2] === 'WriteGetObjectResponse'
  return byHand ? problems : [...problems, ...(await tryRaw(client, input, operation))]
}

const seenInput = (client: Client): Values => adjust(client, { ...state.seen?.input })

const streamName = (values: Values): string =>
  Object.keys(values).find((name) => Symbol.asyncIterator in Object(values[name]))!

/** Sends the client's request through region.fetch. */
async function tryRaw(
  client: Client,
  input: Values,
  operation: OperationSchema,
): Promise<string[]> {
  const { method, hostname, path, query, headers, body } = state.request!
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value ?? ''].flat()) search.append(name, one)
  }
  const service = operation[1].split('.').at(-1)!
  const scope = SIGNING_NAMES[service] ?? service
  const authorization = `AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/${scope}/aws4_request, SignedHeaders=host, Signature=0`
  state.output = {}
  state.seen = undefined
  await handleAwsRequest(world, {
    method,
    url: `https://${hostname}${path}${search.size > 0 ? `?${search}` : ''}`,
    headers: { ...headers, authorization, 'x-amz-date': '20260101T000000Z' },
    body: toBytes(body),
  })
  const seen = state.seen as Seen | undefined
  if (seen?.operation !== operation[2]) return [`raw: reached ${seen?.operation ?? 'nothing'}`]
  return difference(
    normalize(seenInput(client)),
    normalize(adjust(client, { ...input })),
    'raw input',
  )
}

const SIGNING_NAMES: Record<string, string> = {
  cloudwatch: 'monitoring',
  cloudwatchlogs: 'logs',
  cognitoidentity: 'cognito-identity',
  cognitoidentityprovider: 'cognito-idp',
  eventbridge: 'events',
  apigatewaymanagementapi: 'execute-api',
  apigatewayv2: 'apigateway',
}

interface Seen {
  readonly operation: string
  readonly input: Values
}

const state: { output: Values; seen: Seen | undefined; request: WireRequest | undefined } = {
  output: {},
  seen: undefined,
  request: undefined,
}

const services: Service[] = []
const world = stubWorld((operation, input) => {
  state.seen = { operation, input: input as Values }
  return state.output
}, services)

/** Describes a service so that raw requests find it. */
const descriptionOf = ({ class: name }: Client): ServiceClient | undefined =>
  simulatedServices.find(({ client }) => client?.class === name)?.client

async function trials(client: Client): Promise<Trial[]> {
  const module = (await import(`@aws-sdk/client-${client.name}`)) as Record<string, unknown>
  const operations = Object.values(module).filter(isOperationSchema)
  const namespace = operations[0]![1]
  const names = operations.map(([, , name]) => name)
  services.push(stubService(client.name, client.name, namespace, names, descriptionOf(client)))
  const config = createSdkConfig(world)
  const { requestHandler } = config
  const watching: typeof requestHandler = {
    ...requestHandler,
    handle(request, options) {
      state.request = request as WireRequest
      return requestHandler.handle(request, options)
    },
  }
  const ClientClass = module[client.class] as new (config: object) => {
    send(command: object): Promise<Values>
  }
  const made = new ClientClass({ ...config, requestHandler: watching, ...client.config })
  return operations.map((operation) => {
    const Command = module[`${operation[2]}Command`] as new (input: Values) => object
    return { client, operation, send: (input) => made.send(new Command(input)) }
  })
}

let total = 0
let failed = 0
// All services first: a world looks its services up once.
const prepared: (readonly [Client, readonly Trial[]])[] = []
for (const client of clients) prepared.push([client, await trials(client)])
for (const [client, all] of prepared) {
  let equal = 0
  for (const trial of all) {
    const problems = new Set<string>()
    for (const sparse of [false, true]) {
      try {
        for (const problem of await tryOnce(trial, sparse)) problems.add(problem)
      } catch (error) {
        problems.add(
          error instanceof UnsupportedError ? error.message : String((error as Error).stack),
        )
      }
    }
    if (problems.size === 0) equal++
    else console.log(`  ${client.name} ${trial.operation[2]}\n    ${[...problems].join('\n    ')}`)
  }
  console.log(`${client.name.padEnd(28)} ${equal} of ${all.length} operations equal`)
  total += all.length
  failed += all.length - equal
}
console.log(`${total - failed} passed, ${failed} failed`)
if (total !== EXPECTED_OPERATIONS) {
  console.log(`expected ${EXPECTED_OPERATIONS} operations; the clients' versions have ${total}`)
}
process.exit(failed > 0 || total < EXPECTED_OPERATIONS ? 1 : 0)

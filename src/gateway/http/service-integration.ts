/** Service integrations of HTTP APIs: a request becomes an operation of another service. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
import { isServiceError, UnsupportedError, type ServiceError } from '../../core/errors.ts'
import type { CallerIdentity } from '../../core/world/identity-ports.ts'
import type { World } from '../../core/world/world.ts'
import { actFor, signerOf } from '../api/acting.ts'
import { senderOfRoute } from '../api/caller-of-functions.ts'
import type { HttpApi } from '../api/definition.ts'
import type { HttpApiService } from '../api/integrations/http-integrations.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import { withinTime } from '../../core/time/within-time.ts'
import { bodyLength, type GatewayAnswer } from '../messages/request.ts'
import { httpError, standardHeaders } from '../responses/own-answers.ts'
import { readSource, type MappingInput } from './mapping-source.ts'
import { toSqsErrorXml, toSqsXml } from './sqs-xml.ts'
import { SUBTYPES, type Subtype } from './subtypes.ts'

export async function answerService(
  exchange: Exchange<HttpApi>,
  { route }: ChosenRoute,
  integration: HttpApiService,
  input: MappingInput,
  identity: CallerIdentity | undefined,
): Promise<GatewayAnswer> {
  const subtype = SUBTYPES[integration.subtype]
  if (!subtype) throw new TypeError(`createGateway refuses the subtype ${integration.subtype}.`)
  const values = readParameters(integration, input)
  const requestId = exchange.world.ids.uuid('request')
  const { Region: region, ...members } = values
  const world = worldOf(exchange.world, region)
  const { credentials } = integration
  const acting = actFor({
    ...{ world: exchange.world, record: exchange.record, credentials },
    sender: () => senderOfRoute(exchange, route, exchange.request.method, credentials),
    signer: signerOf(identity, exchange.request),
  })
  if ('refusal' in acting) return httpError(exchange, 'internalServerError', acting.refusal)
  try {
    const output = await withinTime(world, integration.timeoutMs, async () =>
      world.call({
        service: subtype.service,
        operation: subtype.operation,
        input: toInput(subtype, members),
        source: 'integration',
        cause: exchange.record,
        caller: acting.caller,
        traceHeader: exchange.trace,
        requestId,
      }),
    )
    if (output === 'late') {
      const seconds = integration.timeoutMs / 1000
      const reason = `${subtype.operation} took longer than the gateway's timeout of ${seconds} s.`
      return httpError(exchange, 'serviceUnavailable', reason)
    }
    return toAnswer(exchange, subtype, { status: 200, requestId, output: output ?? {} })
  } catch (error) {
    if (!isServiceError(error)) throw error
    exchange.record.reason = `${subtype.operation} failed: ${error.message}`
    return toAnswer(exchange, subtype, { status: error.status, requestId, error })
  }
}

function readParameters(
  { parameters }: HttpApiService,
  input: MappingInput,
): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  for (const [name, source] of parameters) {
    // Unverified: a parameter without a value is left out, and the service refuses what it lacks
    const value = readSource(source, input)
    if (value !== undefined) values[name] = value
  }
  return values
}

/** The parameter `Region` names a region of the same account. */
function worldOf(world: World, region: string | undefined): World {
  if (region === undefined || region === world.options.region) return world
  if (world.main.has(region)) return world.main.in(region)
  throw world.refuse(
    new UnsupportedError(
      { service: 'API Gateway', operation: 'service integration', parameter: `Region ${region}` },
      `region.in('${region}') puts it into use.`,
    ),
  )
}

function toInput(
  { convert, toInput: wrap }: Subtype,
  values: Readonly<Record<string, string>>,
): unknown {
  const members = Object.fromEntries(
    Object.entries(values).map(([name, text]) => [name, convert[name]?.(text) ?? text]),
  )
  return wrap ? wrap(members) : members
}

interface Outcome {
  readonly status: number
  readonly requestId: string
  readonly output?: object
  readonly error?: ServiceError
}

// Unverified: the headers of the service that the gateway passes on
function toAnswer(
  exchange: Exchange<HttpApi>,
  { operation, format }: Subtype,
  { status, requestId, output = {}, error }: Outcome,
): GatewayAnswer {
  const isXml = format === 'xml'
  const body = isXml
    ? error
      ? toSqsErrorXml(error, requestId)
      : toSqsXml(operation, output, requestId)
    : JSON.stringify(error ? { __type: error.code, message: error.message } : output)
  return {
    status,
    body,
    headers: [
      ...standardHeaders(exchange),
      ['x-amzn-RequestId', requestId],
      ['Content-Type', isXml ? 'text/xml' : 'application/x-amz-json-1.1'],
      ['Content-Length', String(bodyLength(body))],
    ],
  }
}

/**
 * Answers calls whose wire format only the client's own protocol object knows: every service except
 * DynamoDB, and DynamoDB in another protocol.
 */
import {
  isServiceError,
  isUnsupportedError,
  UnsupportedError,
  unsupportedOperation,
} from '../../core/errors.ts'
import type { Call, Service, World } from '../../core/world/world.ts'
import { findOperation, takesJson } from '../../protocol/json-path.ts'
import { type OperationSchema, type SchemaConfig } from '../../protocol/operation-schema.ts'
import { readRequest } from '../../protocol/read-request.ts'
import { nextRequestId } from '../../protocol/s3/answers.ts'
import { fromWireJson, toWireJson } from '../../protocol/wire-json.ts'
import type { WireRequest, WireResponse } from '../../protocol/wire.ts'
import { writeError } from '../../protocol/write-error.ts'
import { writeResponse, type Output } from '../../protocol/write-response.ts'
import type { Origin } from './answer-json.ts'
import type { OperationContext, ClientConfig } from './operation-context.ts'
import { hasProtocol, operationOf } from './schema-of-call.ts'
import { traceHeaderOf } from './trace-header.ts'

export async function answerBySchema(
  world: World,
  captured: OperationContext | undefined,
  request: WireRequest,
  origin: Origin,
): Promise<WireResponse> {
  const operation = captured && operationOf(captured)
  if (!captured || !operation || !hasProtocol(captured.config)) {
    throw world.refuse(withoutSchema(captured, request))
  }
  return answerOperation(world, captured.config, operation, request, origin)
}

/** Answers one operation of a schema-based client. */
export async function answerOperation(
  world: World,
  config: ClientConfig & SchemaConfig,
  operation: OperationSchema,
  request: WireRequest,
  origin: Origin,
): Promise<WireResponse> {
  const [, namespace, name] = operation
  const service = world.services.find((candidate) => candidate.namespace === namespace)
  if (!service) {
    throw world.refuse(unknownService(world, config.serviceId ?? namespace, name))
  }
  const requestId = nextRequestId(world.ids, namespace)
  const target: Target = { world, config, operation, service, requestId }
  try {
    const input = await readInput(target, request)
    const traceHeader = traceHeaderOf(request.headers)
    const called = { service: service.id, operation: name, input, requestId, traceHeader }
    const call: Call = { ...called, target: request, ...origin }
    return await writeOutput(target, await world.call(call))
  } catch (error) {
    if (isServiceError(error)) return writeError(config, operation, error, requestId)
    throw isUnsupportedError(error) ? world.refuse(error) : error
  }
}

interface Target {
  readonly world: World
  readonly config: SchemaConfig
  readonly operation: OperationSchema
  readonly service: Service
  readonly requestId: string
}

async function readInput(target: Target, request: WireRequest): Promise<unknown> {
  const operation = findOperation(target.service, target.operation[2])
  // Not simulated: the pipeline refuses the operation by name, so its input does not matter.
  if (!operation) return {}
  const input = await readRequest(target.config, target.operation, request)
  return takesJson(operation) ? operation.parse(toWireJson(input)) : input
}

async function writeOutput(
  { config, operation, service, requestId }: Target,
  answered: unknown,
): Promise<WireResponse> {
  const output = takesJson(findOperation(service, operation[2]))
    ? await fromWireJson(config, operation[5], toWireJson(answered))
    : ((answered ?? {}) as Output)
  return writeResponse(config, operation, output, requestId)
}

export function unknownService(
  world: World,
  service: string,
  operation: string | undefined,
): UnsupportedError {
  const simulated = `Simulated are ${world.services.map(({ title }) => title).join(', ')}.`
  return operation === undefined
    ? new UnsupportedError({ service }, simulated)
    : unsupportedOperation(service, operation, simulated)
}

/** The error for a client from before schemas, or for a request that names no known service. */
function withoutSchema(
  captured: OperationContext | undefined,
  request: WireRequest,
): UnsupportedError {
  const [prefix = '', operation] = (request.headers['x-amz-target'] ?? '').split('.')
  const service = captured?.config.serviceId ?? (prefix || request.hostname)
  return new UnsupportedError(
    { service, ...(operation !== undefined && { operation }) },
    captured?.config.protocol
      ? undefined
      : 'Clients older than 3.972 work for DynamoDB and DynamoDB Streams only.',
  )
}

/**
 * Turns a decoded wire request into the wire answer, through the world's pipeline. Both SDK and raw
 * calls pass here.
 */
import { isServiceError, isUnsupportedError, type ServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { andThen, type MaybePromise } from '../../core/maybe-promise.ts'
import type { Call, Caller, Operation, Service, World } from '../../core/world/world.ts'
import { plainRequest } from '../../protocol/content-coding.ts'
import {
  jsonResponse,
  jsonErrorResponse,
  findOperation,
  operationOfTarget,
  parseJson,
} from '../../protocol/json-path.ts'
import type { WireRequest, WireResponse } from '../../protocol/wire.ts'
import { traceHeaderOf } from './trace-header.ts'

/** The origin of a call. */
export interface Origin {
  readonly source: Call['source']
  readonly signal?: AbortSignal | undefined
  readonly configuredFor?: string | undefined
  readonly caller?: Caller | undefined
  /** Default: the running invocation, or the test. */
  readonly cause?: JournalRecord | undefined
  /** AWS's refusal of a raw request whose signature is wrong. */
  readonly refusal?: ServiceError | undefined
  /** Whether the sender of a raw request has been checked. */
  readonly isChecked?: boolean | undefined
}

export interface JsonRoute {
  readonly service: Service
  readonly name: string
  /** Undefined for an operation that is not simulated. The pipeline refuses it by name. */
  readonly operation: Operation | undefined
}

/** By the list of services, which all regions share. */
const jsonRoutes = new WeakMap<readonly Service[], Map<string, JsonRoute>>()

/**
 * Returns the service and operation that a target names, if the operation takes JSON and needs no
 * SDK.
 */
export function findJsonRoute({ services }: World, request: WireRequest): JsonRoute | undefined {
  const target = request.headers['x-amz-target']
  if (target === undefined) return undefined
  let known = jsonRoutes.get(services)
  if (!known) jsonRoutes.set(services, (known = new Map()))
  const path = known.get(target)
  if (path) return path
  const found = lookUpTarget(services, target)
  // Only simulated operations: other names are endless.
  if (found?.operation) known.set(target, found)
  return found
}

function lookUpTarget(services: readonly Service[], target: string): JsonRoute | undefined {
  for (const service of services) {
    const name = operationOfTarget(service, target)
    if (name === undefined) continue
    const operation = findOperation(service, name)
    return operation && !operation.parse ? undefined : { service, name, operation }
  }
  return undefined
}

// AWS: request ids of DynamoDB are 52 digits of base 32, the second half always this (any
// documented answer: `x-amzn-RequestId: VVM34BFKE4V2BCN8TO3U5LP6S7VV4KQNSO5AEMVJF66Q9ASUAAJG`).
const BASE_32 = '0123456789ABCDEFGHIJKLMNOPQRSTUV'
const SECOND_HALF = 'VV4KQNSO5AEMVJF66Q9ASUAAJG'

export const dynamoRequestId = (world: World): string =>
  world.ids.text('request', 26, BASE_32) + SECOND_HALF

const requestIdOf = (world: World, { service }: JsonRoute): string =>
  service.target?.startsWith('DynamoDB') ? dynamoRequestId(world) : world.ids.uuid('request')

/** A call, and the form of its answer. */
interface JsonCall {
  readonly world: World
  readonly route: JsonRoute
  readonly requestId: string
  readonly contentType: string | undefined
}

/** Returns a promise only if the call has to wait. */
export function answerJson(
  world: World,
  route: JsonRoute,
  request: WireRequest,
  origin: Origin,
  contentType?: string,
  requestId: string = requestIdOf(world, route),
): MaybePromise<WireResponse> {
  const { service, name, operation } = route
  const call: JsonCall = { world, route, requestId, contentType }
  try {
    const { body: raw } = plainRequest(request)
    const output = world.call({
      service: service.id,
      operation: name,
      input: inputOf(operation, raw),
      source: origin.source,
      signal: origin.signal,
      configuredFor: origin.configuredFor,
      caller: origin.caller,
      cause: origin.cause,
      traceHeader: traceHeaderOf(request.headers),
      requestId,
    })
    return andThen(output, call, toResponse, toErrorResponse)
  } catch (error) {
    return toErrorResponse(error, call)
  }
}

function inputOf(operation: Operation | undefined, raw: unknown): unknown {
  const input: unknown = operation?.read?.(raw)
  if (input !== undefined) return input
  const body = parseJson(raw)
  return operation?.parse ? operation.parse(body, raw) : body
}

const toResponse = (
  output: unknown,
  { route: { operation }, requestId, contentType }: JsonCall,
): WireResponse => jsonResponse(output, requestId, contentType, operation?.print?.(output))

function toErrorResponse(error: unknown, call: JsonCall): WireResponse {
  const { world, route, requestId, contentType } = call
  if (isServiceError(error)) return jsonErrorResponse(error, route.service, requestId, contentType)
  throw isUnsupportedError(error) ? world.refuse(error) : error
}

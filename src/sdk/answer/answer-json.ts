/** From a decoded wire request to the wire answer, through the world's pipeline: the one place where both SDK and raw calls pass. */
import { isServiceError, isUnsupportedError } from '../../core/errors.ts'
import type { Call, Operation, Service, World } from '../../core/world.ts'
import {
  answerJson,
  answerJsonError,
  findOperation,
  operationOfTarget,
  parseJson,
} from '../../protocol/json-path.ts'
import type { WireRequest, WireResponse } from '../../protocol/wire.ts'

/** Where a call came from. */
export interface Origin {
  readonly source: Call['source']
  readonly signal?: AbortSignal | undefined
  readonly foreign?: string | undefined
}

export interface HandPath {
  readonly service: Service
  readonly name: string
  /** Undefined for an operation that is not simulated: the pipeline refuses it by name. */
  readonly operation: Operation | undefined
}

/** By the services of a world: every region has the same list. */
const handPaths = new WeakMap<readonly Service[], Map<string, HandPath>>()

/** The service and operation that a target names, when they need no SDK. */
export function findHandPath({ services }: World, request: WireRequest): HandPath | undefined {
  const target = request.headers['x-amz-target']
  if (target === undefined) return undefined
  let known = handPaths.get(services)
  if (!known) handPaths.set(services, (known = new Map()))
  const path = known.get(target)
  if (path) return path
  const found = lookUpTarget(services, target)
  // What is not simulated has endless names, and is not remembered.
  if (found?.operation) known.set(target, found)
  return found
}

function lookUpTarget(services: readonly Service[], target: string): HandPath | undefined {
  for (const service of services) {
    const name = operationOfTarget(service, target)
    if (name === undefined) continue
    const operation = findOperation(service, name)
    return operation && !operation.parse ? undefined : { service, name, operation }
  }
  return undefined
}

// AWS: request ids of DynamoDB are 52 digits of base 32, the second half always this (any documented answer:
// `x-amzn-RequestId: VVM34BFKE4V2BCN8TO3U5LP6S7VV4KQNSO5AEMVJF66Q9ASUAAJG`).
const BASE_32 = '0123456789ABCDEFGHIJKLMNOPQRSTUV'
const SECOND_HALF = 'VV4KQNSO5AEMVJF66Q9ASUAAJG'

export const dynamoRequestId = (world: World): string =>
  world.ids.text('request', 26, BASE_32) + SECOND_HALF

/** The answer, or a promise of it where the call has to wait. */
export function answerByHand(
  world: World,
  path: HandPath,
  request: WireRequest,
  origin: Origin,
  contentType?: string,
  requestId: string = dynamoRequestId(world),
): WireResponse | Promise<WireResponse> {
  const { service, name, operation } = path
  const succeed = (output: unknown): WireResponse =>
    answerJson(output, requestId, contentType, operation?.print?.(output))
  const fail = (error: unknown): WireResponse => {
    if (isServiceError(error)) return answerJsonError(error, service, requestId, contentType)
    throw isUnsupportedError(error) ? world.refuse(error) : error
  }
  try {
    const body = parseJson(request.body)
    const output = world.call({
      service: service.id,
      operation: name,
      input: operation?.parse ? operation.parse(body) : body,
      source: origin.source,
      signal: origin.signal,
      foreign: origin.foreign,
      requestId,
    })
    return output instanceof Promise ? output.then(succeed).catch(fail) : succeed(output)
  } catch (error) {
    return fail(error)
  }
}

/** From a decoded wire request to the wire answer, through the world's pipeline: the one place where both SDK and raw calls pass. */
import { isServiceError, isUnsupportedError } from '../core/errors.ts'
import type { Call, Operation, Service, World } from '../core/world.ts'
import {
  answerJson,
  answerJsonError,
  findOperation,
  operationOfTarget,
  parseJson,
} from '../protocol/json-path.ts'
import type { WireRequest, WireResponse } from '../protocol/wire.ts'

/** Where a call came from. */
export interface Origin {
  readonly source: Call['source']
  readonly signal?: AbortSignal
  readonly foreign?: string
}

export interface HandPath {
  readonly service: Service
  readonly name: string
  /** Undefined for an operation that is not simulated: the pipeline refuses it by name. */
  readonly operation: Operation | undefined
}

/** The service and operation that a target names, when they need no SDK. */
export function findHandPath(world: World, request: WireRequest): HandPath | undefined {
  const target = request.headers['x-amz-target']
  if (target === undefined) return undefined
  for (const service of world.services) {
    const name = operationOfTarget(service, target)
    if (name === undefined) continue
    const operation = findOperation(service, name)
    return operation && !operation.parse ? undefined : { service, name, operation }
  }
  return undefined
}

// AWS: request ids of DynamoDB are 52 capitals and digits (any documented answer: `x-amzn-RequestId: VVM34BFKE4V2BCN8TO3U5LP6S7VV4KQNSO5AEMVJF66Q9ASUAAJG`).
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

export const dynamoRequestId = (world: World): string => world.ids.text('request', 52, CAPITALS)

export async function answerByHand(
  world: World,
  { service, name, operation }: HandPath,
  request: WireRequest,
  origin: Origin,
  contentType?: string,
  requestId: string = dynamoRequestId(world),
): Promise<WireResponse> {
  try {
    const body = parseJson(request.body)
    const input = operation?.parse ? operation.parse(body) : body
    const output = await world.call({
      service: service.id,
      operation: name,
      input,
      requestId,
      ...origin,
    })
    const text = operation?.print ? operation.print(output) : undefined
    return answerJson(output, requestId, contentType, text)
  } catch (error) {
    if (isServiceError(error)) return answerJsonError(error, service, requestId, contentType)
    throw isUnsupportedError(error) ? world.refuse(error) : error
  }
}

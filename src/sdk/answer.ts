/** From a decoded wire request to the wire answer, through the world's pipeline: the one place where both SDK and raw calls pass. */
import { isServiceError, isUnsupportedError } from '../core/errors.ts'
import type { Call, Operation, Service } from '../core/service.ts'
import type { World } from '../core/world.ts'
import {
  answerJson,
  answerJsonError,
  findOperation,
  hasHandPath,
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
  readonly operation: Operation & { readonly parse: (body: unknown) => unknown }
}

/** The service and operation that a target names, when they need no SDK. */
export function findHandPath(world: World, request: WireRequest): HandPath | undefined {
  const target = request.headers['x-amz-target']
  if (target === undefined) return undefined
  for (const service of world.services) {
    const name = operationOfTarget(service, target)
    if (name === undefined) continue
    const operation = findOperation(service, name)
    return hasHandPath(operation) ? { service, operation } : undefined
  }
  return undefined
}

export async function answerByHand(
  world: World,
  { service, operation }: HandPath,
  request: WireRequest,
  origin: Origin,
  contentType?: string,
): Promise<WireResponse> {
  const requestId = world.ids.uuid('request')
  try {
    const input = operation.parse(parseJson(request.body))
    const call: Call = {
      service: service.id,
      operation: operation.name,
      input,
      requestId,
      ...origin,
    }
    return answerJson(await world.call(call), requestId, contentType)
  } catch (error) {
    if (isServiceError(error)) return answerJsonError(error, service, requestId, contentType)
    throw isUnsupportedError(error) ? world.refuse(error) : error
  }
}

/**
 * What the provider of a custom resource answers.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
import { ServiceError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import { CustomFailure } from './failure.ts'
import type { CustomEvent } from './request.ts'

/** A custom resource that exists now. */
export interface CustomAnswer {
  readonly physicalId: string
  readonly requestId: string
  /** The values of `Fn::GetAtt`. */
  readonly data: Readonly<Record<string, unknown>>
}

// AWS: crpg-ref-responses.html: the response cannot be larger
const MOST_BYTES = 4096

const refusal = (message: string): ServiceError => new ServiceError('CustomResource', message)

/** Reads the body that the provider sent to the response URL. */
export function readResponse(event: CustomEvent, body: string): CustomAnswer {
  // Seen: stack events in public issues
  if (Buffer.byteLength(body) > MOST_BYTES) throw refusal('Response object is too long.')
  return checkResponse(event, parse(body))
}

/** Throws the reason why a response is not a success. */
export function checkResponse(event: CustomEvent, response: unknown): CustomAnswer {
  const { Status, Reason, PhysicalResourceId, Data } = isObject(response) ? response : {}
  if (Status === 'FAILED') throw new CustomFailure(event, PhysicalResourceId, Reason)
  // Unverified: the texts of these refusals
  if (Status !== 'SUCCESS')
    throw refusal('Invalid Response object: Value of property Status must be SUCCESS or FAILED')
  for (const name of ['StackId', 'RequestId', 'LogicalResourceId'] as const) {
    if (Reflect.get(response as object, name) !== event[name])
      throw refusal(`Invalid Response object: Value of property ${name} must match the request`)
  }
  if (typeof PhysicalResourceId !== 'string' || PhysicalResourceId === '')
    throw refusal('Invalid PhysicalResourceId')
  if (Data !== undefined && Data !== null && !isObject(Data))
    throw refusal('Invalid Response object: Value of property Data must be an object')
  return {
    physicalId: PhysicalResourceId,
    requestId: event.RequestId,
    data: isObject(Data) ? Data : {},
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

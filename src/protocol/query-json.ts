/**
 * Answers of the query protocol in JSON, for requests that accept it: those of API Gateway. Members
 * without a value are null.
 */
// Recorded: test_apigateway_sqs (SendMessage), test_apigateway_ssm (GetParameter)
import type { ServiceError } from '../core/errors.ts'
import type { OperationSchema } from './operation-schema.ts'
import { schemaOf, type NormalizedSchema } from './smithy.ts'
import { toWireJson } from './wire-json.ts'
import { toBytes, type WireResponse } from './wire.ts'

const jsonResponse = (statusCode: number, body: unknown, requestId: string): WireResponse => ({
  statusCode,
  headers: { 'x-amzn-requestid': requestId, 'content-type': 'application/json' },
  body: toBytes(JSON.stringify(body)),
})

/** `{ SendMessageResponse: { SendMessageResult: {...}, ResponseMetadata: { RequestId } } }` */
export function writeQueryJson(
  [, , name, , , output]: OperationSchema,
  value: Readonly<Record<string, unknown>>,
  requestId: string,
): WireResponse {
  const schema = schemaOf(output)
  const content = {
    ...(!schema.isUnitSchema() && { [`${name}Result`]: complete(schema, value) }),
    ResponseMetadata: { RequestId: requestId },
  }
  return jsonResponse(200, { [`${name}Response`]: content }, requestId)
}

/** The value as JSON, with every member of its structures. */
function complete(schema: NormalizedSchema, value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (schema.isStructSchema()) {
    const members: Record<string, unknown> = {}
    for (const [name, member] of schema.structIterator())
      members[name] = complete(member, Reflect.get(Object(value), name))
    return members
  }
  if (schema.isListSchema() && Array.isArray(value))
    return value.map((item) => complete(schema.getValueSchema(), item))
  if (schema.isMapSchema())
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, complete(schema.getValueSchema(), item)]),
    )
  return toWireJson(value)
}

// Unverified: the order of the members, from public threads
export const queryJsonError = (
  error: ServiceError,
  code: string,
  requestId: string,
): WireResponse =>
  jsonResponse(
    error.status,
    {
      Error: {
        Code: code,
        Message: error.message,
        Type: error.$fault === 'client' ? 'Sender' : 'Receiver',
      },
      RequestId: requestId,
    },
    requestId,
  )

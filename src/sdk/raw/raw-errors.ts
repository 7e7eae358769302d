/** Answers to raw requests that reach no operation of a schema-based service. */
import { ServiceError } from '../../core/errors.ts'
import {
  protocolName,
  type OperationSchema,
  type SchemaConfig,
} from '../../protocol/operation-schema.ts'
import { toBytes, type WireRequest, type WireResponse } from '../../protocol/wire.ts'
import { writeError } from '../../protocol/write-error.ts'

/** These errors belong to AWS's web service framework instead of a service. */
const FRAMEWORK: OperationSchema = [9, 'com.amazon.coral.service', '', 0, 'unit', 'unit']

/**
 * Unverified: 403 and the code without `Exception` in the query protocol (AWS: "Common errors" of
 * the query APIs list MissingAuthenticationToken with 403), 403 for REST.
 */
export function unsigned(
  config: SchemaConfig,
  error: ServiceError,
  requestId: string,
): WireResponse {
  const protocol = protocolName(config)
  const isJson = protocol === 'awsJson1_0' || protocol === 'awsJson1_1'
  if (isJson) return writeError(config, FRAMEWORK, error, requestId)
  const code = protocol === 'restJson1' ? error.code : error.code.replace(/Exception$/, '')
  const forbidden = new ServiceError(code, error.message, { status: 403 })
  return writeError(config, FRAMEWORK, forbidden, requestId)
}

export function unroutable(
  config: SchemaConfig,
  request: WireRequest,
  requestId: string,
): WireResponse {
  switch (protocolName(config)) {
    case 'awsQuery':
    case 'ec2Query': {
      // AWS: "Common errors": InvalidAction, 400.
      const action = new URLSearchParams(toBytes(request.body).toString()).get('Action') ?? ''
      const text = `The action ${action} is not valid for this web service.`
      return writeError(config, FRAMEWORK, new ServiceError('InvalidAction', text), requestId)
    }
    case 'awsJson1_0':
    case 'awsJson1_1':
      return writeError(
        config,
        FRAMEWORK,
        new ServiceError('UnknownOperationException', ''),
        requestId,
      )
    default:
      return {
        statusCode: 404,
        headers: {
          'x-amzn-requestid': requestId,
          'x-amzn-errortype': 'UnknownOperationException',
          'content-type': 'application/json',
        },
        body: toBytes('<UnknownOperationException/>\n'),
      }
  }
}

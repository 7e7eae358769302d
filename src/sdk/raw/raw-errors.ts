/** Answers to raw requests that reach no operation of a schema-based service. */
import { ServiceError } from '../../core/errors.ts'
import {
  protocolName,
  type OperationSchema,
  type SchemaConfig,
} from '../../protocol/operation-schema.ts'
import { s3ErrorResponse } from '../../protocol/s3/answers.ts'
import { S3_NAMESPACE } from '../../protocol/s3/body.ts'
import { toBytes, type WireRequest, type WireResponse } from '../../protocol/wire.ts'
import { writeError } from '../../protocol/write-error.ts'

/** How a service writes its answers, and the namespace of its schemas. */
interface RawProtocol {
  readonly config: SchemaConfig
  readonly namespace: string
}

/** These errors belong to AWS's web service framework instead of a service. */
const FRAMEWORK: OperationSchema = [9, 'com.amazon.coral.service', '', 0, 'unit', 'unit']

/**
 * Unverified: 403 and the code without `Exception` in the query protocol (AWS: "Common errors" of
 * the query APIs list MissingAuthenticationToken with 403), 403 for REST.
 */
export function unsigned(
  { config, namespace }: RawProtocol,
  error: ServiceError,
  requestId: string,
): WireResponse {
  if (namespace === S3_NAMESPACE) return s3ErrorResponse(false, malformedAuthorization(), requestId)
  const protocol = protocolName(config)
  const isJson = protocol === 'awsJson1_0' || protocol === 'awsJson1_1'
  if (isJson) return writeError(config, FRAMEWORK, error, requestId)
  const code = protocol === 'restJson1' ? error.code : error.code.replace(/Exception$/, '')
  const forbidden = new ServiceError(code, error.message, { status: 403 })
  return writeError(config, FRAMEWORK, forbidden, requestId)
}

/** Seen: public reports quote S3. */
const malformedAuthorization = (): ServiceError =>
  new ServiceError(
    'AuthorizationHeaderMalformed',
    'The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.',
  )

/** AWS: S3's ErrorResponses.html. Unverified: the fields. */
const methodNotAllowed = ({ method }: WireRequest): ServiceError =>
  new ServiceError(
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    { status: 405, fields: { Method: method, ResourceType: 'OBJECT' } },
  )

export function unroutable(
  { config, namespace }: RawProtocol,
  request: WireRequest,
  requestId: string,
): WireResponse {
  if (namespace === S3_NAMESPACE) {
    return s3ErrorResponse(request.method === 'HEAD', methodNotAllowed(request), requestId)
  }
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

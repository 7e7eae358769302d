/** Request validators of REST APIs: required parameters, then the body. */
import type { RequestRules, RestApi } from '../api/definition.ts'
import { readParameter } from '../context/request-parameters.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { mediaTypeOf } from '../messages/body.ts'
import { lastHeader } from '../messages/header-list.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import { restError } from '../responses/own-answers.ts'

/** The answer to a request that breaks a rule. Undefined for one that keeps them. */
// Recorded: rest-valid-003 (parameters before the body)
export const validateRequest = (
  exchange: Exchange<RestApi>,
  rules: RequestRules,
): GatewayAnswer | undefined => validateParameters(exchange, rules) ?? validateBody(exchange, rules)

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
// (a blank parameter is missing)
function validateParameters(
  exchange: Exchange<RestApi>,
  { required }: RequestRules,
): GatewayAnswer | undefined {
  const missing = required.filter(
    (parameter) => (readParameter(exchange, parameter) ?? '').trim() === '',
  )
  if (missing.length === 0) return undefined
  const message = `Missing required request parameters: [${missing.map(({ name }) => name).join(', ')}]`
  return restError(
    exchange,
    'badRequestParameters',
    "The route's requestParameters require parameters that the request does not have.",
    { message },
  )
}

// AWS: the same page (without a model for the content type, the body is not validated)
// Unverified: application/json for a request without a content type
function validateBody(
  exchange: Exchange<RestApi>,
  { bodies }: RequestRules,
): GatewayAnswer | undefined {
  if (bodies.size === 0) return undefined
  const { headers, body } = exchange.request
  const type = mediaTypeOf(lastHeader(headers, 'content-type') ?? 'application/json')
  const model = bodies.get(type) ?? bodies.get('$default')
  if (!model) return undefined
  const messages = model.validate(body ? Buffer.from(body).toString('utf8') : '')
  if (messages.length === 0) return undefined
  const validationErrorString = `[${messages.join(', ')}]`
  return restError(
    exchange,
    'badRequestBody',
    `The body does not match the route's model for ${type}: ${validationErrorString}`,
    { validationErrorString },
  )
}

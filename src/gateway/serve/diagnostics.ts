/**
 * Explains an error response of the gateway to the test's author, in one sentence. AWS's own bodies
 * say next to nothing.
 */
import { nameOf, shownValue } from '../../core/checks.ts'
import { didYouMean } from '../../core/errors.ts'
import type { Refused } from '../authorizers/authorization.ts'
import { fromBase64 } from '../messages/body.ts'
import type { ApiDefinition, FunctionIntegration } from '../api/definition.ts'
import type { Api } from '../api/deployments.ts'
import type { Exchange } from '../exchange/exchange.ts'
import {
  isProxyResult,
  toBodyText,
  toCookies,
  toFlag,
  toHeaderEntries,
  toMultiEntries,
  toStatus,
} from '../responses/proxy-result.ts'

const MOST_ROUTES = 5

export function noRoute({ api, request }: Exchange): string {
  const asked = `${request.method} ${request.path}`
  const keys = [...api.routes.keys()]
  if (keys.length === 0) return `No route matches ${asked}: the gateway has no routes.`
  const more = keys.length > MOST_ROUTES ? `, and ${keys.length - MOST_ROUTES} more` : ''
  const slip = didYouMean(asked, keys)
  return `No route matches ${asked}: the gateway has ${keys.slice(0, MOST_ROUTES).join(', ')}${more}.${slip ? ` ${slip}` : ''}`
}

export function unknownStage({ stages }: Api, stage: string | undefined): string {
  const names = [...stages.keys()]
  if (names.length === 0)
    return 'The gateway has no stage yet: api.deploy() deploys its routes to one.'
  const asked = stage ? `The gateway has no stage '${stage}'` : 'The URL names no stage'
  return `${asked}: the gateway has ${names.join(', ')}.`
}

export const endpointDisabled = ({ host }: ApiDefinition): string =>
  `The gateway has disableExecuteApiEndpoint: requests reach it by a custom domain name, not by ${host}.`

export const tooLarge = (limit: number): string =>
  `The request is larger than the limit of ${limit / (1024 * 1024)} MB.`

export const malformedQuery =
  "A '%' in the query is not followed by two hexadecimal digits: encodeURIComponent writes '%25'."

export const notEncoded =
  'The body does not have the encoding that Content-Encoding names, or API Gateway does not know it: it knows gzip and deflate.'

export const tooLate = ({ timeoutMs }: Pick<FunctionIntegration, 'timeoutMs'>): string =>
  `The function took longer than the gateway's timeout of ${timeoutMs / 1000} s.`

export const brokenIntegration =
  'The integration fails every request because of its integrationHttpMethod or requestParameters.'

export const notJson = ({ function: name }: Pick<FunctionIntegration, 'function'>): string =>
  `${name} streamed a response that is not JSON: this route buffers it and needs { statusCode: 200, body } as JSON, without HttpResponseStream.from.`

export const refusedCall = (error: Error): string => `Lambda refused the call: ${error.message}`

export function refusedBy({ verdict, reason, invocation, error }: Refused): string {
  if (reason !== undefined) return reason
  switch (verdict) {
    case 'failed':
      return 'The authorizer failed, or returned a malformed answer.'
    case 'unsigned':
      return 'The route has an IAM authorizer, and the request has no signature: fetch sends none, a signer such as SignatureV4 adds it.'
    case 'badSignature':
      return `The route has an IAM authorizer, and the signature is not complete: ${error?.message ?? ''}`
    case 'unauthorized':
      if (error) return `The token was refused: ${error.message}.`
      return invocation
        ? "The authorizer threw the error 'Unauthorized'."
        : "The request lacks an identity source of the route's authorizer."
    default:
      return 'The authorizer did not allow the request.'
  }
}

/**
 * Says why a function's result is malformed: the first problem, in the order of the gateway's
 * checks.
 */
export function malformed(
  { type }: ApiDefinition,
  { function: name }: FunctionIntegration,
  result: unknown,
): string {
  return `${name} returned ${describeMalformed(type, result) ?? 'a malformed response.'}`
}

const REST_MEMBERS = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']

function describeMalformed(type: ApiDefinition['type'], result: unknown): string | undefined {
  if (!isProxyResult(result))
    return `${nameOf(result)}: ${type === 'rest' ? 'a REST API' : 'payload format 1.0'} needs an object such as { statusCode: 200, body }.`
  const odd = type === 'rest' && Object.keys(result).find((key) => !REST_MEMBERS.includes(key))
  if (odd)
    return `the member '${odd}': REST APIs only accept ${REST_MEMBERS.slice(0, -1).join(', ')} and isBase64Encoded.`
  const { statusCode, headers, multiValueHeaders, cookies, body, isBase64Encoded } = result
  if (statusCode !== undefined && statusCode !== null && toStatus(statusCode) === undefined)
    return `the statusCode ${shownValue(statusCode)}: it must be a whole number from 200 to 599.`
  if (!toHeaderEntries(headers))
    return 'malformed headers: each value must be a string, a number or a boolean.'
  if (!toMultiEntries(multiValueHeaders))
    return 'malformed multiValueHeaders: each value must be an array.'
  if (!toCookies(cookies)) return 'cookies that are not an array of strings.'
  const text = toBodyText(body)
  if (text === undefined) return `a body that is ${nameOf(body)}: JSON.stringify it.`
  if (toFlag(isBase64Encoded) && fromBase64(text) === undefined)
    return 'isBase64Encoded: true with a body that is not base64.'
  return undefined
}

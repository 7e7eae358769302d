/** Why a gateway itself answered with an error, in a sentence for the test's author: AWS tells its callers next to nothing. */
import { nameOf, shownValue } from '../../core/checks.ts'
import { didYouMean } from '../../core/errors.ts'
import type { Authorization } from '../authorizers/authorization.ts'
import { fromBase64 } from '../messages/body.ts'
import type { ApiDefinition, FunctionIntegration } from '../api/definition.ts'
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
  if (keys.length === 0) return `No route fits ${asked}: the gateway has none.`
  const more = keys.length > MOST_ROUTES ? `, and ${keys.length - MOST_ROUTES} more` : ''
  const slip = didYouMean(asked, keys)
  return `No route fits ${asked}: the gateway has ${keys.slice(0, MOST_ROUTES).join(', ')}${more}.${slip ? ` ${slip}` : ''}`
}

export const wrongStage = ({ api }: Exchange): string =>
  `The URL names another stage than ${api.stage}, the only one of this gateway.`

export const tooLarge = (limit: number): string =>
  `The request is larger than the ${limit / (1024 * 1024)} MB that it may be here.`

export const noApiKey = ({ apiKeySource }: { readonly apiKeySource: string }): string =>
  apiKeySource === 'HEADER'
    ? 'The route needs an API key: the header x-api-key holds none of the gateway.'
    : 'The route needs an API key: its authorizer gave none of the gateway.'

export const tooLate = ({ timeoutMs }: FunctionIntegration): string =>
  `The function took longer than the ${timeoutMs / 1000} s that the gateway waits.`

export const mockFailure =
  "The mock has no request template for the request's content type, or no response for the status code in it."

export const brokenIntegration =
  'The integration cannot work as it is configured: see integrationHttpMethod and requestParameters.'

export const refusedCall = (error: Error): string => `Lambda refused the call: ${error.message}`

export function refusedBy(authorization: Authorization): string | undefined {
  if (authorization.verdict === 'allowed') return undefined
  const [, challenge = ''] = authorization.headers?.[0] ?? []
  const [, described] = /error_description="([^"]*)"/.exec(challenge) ?? []
  if (described !== undefined) return `The token was refused: ${described}.`
  if (authorization.verdict === 'failed')
    return 'The authorizer failed, or answered what cannot be read.'
  if (authorization.verdict !== 'unauthorized') return 'The authorizer did not allow the request.'
  return authorization.invocation
    ? "The authorizer threw the error 'Unauthorized'."
    : 'The request has nothing that its authorizer asks for.'
}

/** What is wrong with a function's answer; in the order in which gateways look at it. */
export function malformed(
  { type }: ApiDefinition,
  { function: name }: FunctionIntegration,
  result: unknown,
): string {
  return `${name} returned ${describeMalformed(type, result) ?? 'what a gateway cannot read.'}`
}

const REST_MEMBERS = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']

function describeMalformed(type: ApiDefinition['type'], result: unknown): string | undefined {
  if (!isProxyResult(result))
    return `${nameOf(result)}: ${type === 'rest' ? 'a REST API' : 'payload format 1.0'} takes an object such as { statusCode: 200, body }.`
  const odd = type === 'rest' && Object.keys(result).find((key) => !REST_MEMBERS.includes(key))
  if (odd)
    return `'${odd}', which REST APIs do not take: ${REST_MEMBERS.slice(0, -1).join(', ')} and isBase64Encoded alone.`
  const { statusCode, headers, multiValueHeaders, cookies, body, isBase64Encoded } = result
  if (statusCode !== undefined && statusCode !== null && toStatus(statusCode) === undefined)
    return `the statusCode ${shownValue(statusCode)}: a whole number from 200 to 599 is one.`
  if (!toHeaderEntries(headers))
    return 'headers that cannot be sent: each value is text, a number or a boolean.'
  if (!toMultiEntries(multiValueHeaders))
    return 'multiValueHeaders that cannot be sent: each value is a list.'
  if (!toCookies(cookies)) return 'cookies that are no list of texts.'
  const text = toBodyText(body)
  if (text === undefined) return `a body that is ${nameOf(body)}: JSON.stringify it.`
  if (toFlag(isBase64Encoded) && fromBase64(text) === undefined)
    return 'isBase64Encoded: true with a body that is not base64.'
  return undefined
}

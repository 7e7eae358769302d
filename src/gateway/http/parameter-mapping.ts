/** Parameter mappings of HTTP APIs: what they change in a request, and in its response. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
import type { HeaderEntry, HeaderList } from '../messages/header-list.ts'
import { decodeForm } from '../messages/query.ts'
import type { GatewayAnswer, GatewayRequest } from '../messages/request.ts'
import type { ParameterMapping } from '../api/integrations/parameter-mappings.ts'
import { parseSource, readSource, type MappingInput } from './mapping-source.ts'

// AWS: http-api-parameter-mapping.html#http-api-mapping-reserved-headers
const RESERVED = new RegExp(
  `^(?:${[
    ...['access-control-.*', 'apigw-.*', 'authorization', 'connection', 'content-encoding'],
    ...['content-length', 'content-location', 'forwarded', 'keep-alive', 'origin'],
    ...['proxy-authenticate', 'proxy-authorization', 'te', 'trailers', 'transfer-encoding'],
    ...['upgrade', 'x-amz-.*', 'x-amzn-.*', 'x-forwarded-for', 'x-forwarded-host'],
    ...['x-forwarded-proto', 'via'],
  ].join('|')})$`,
  'i',
)

const KEYS = {
  request: /^(?:(append|overwrite|remove):(header|querystring)\.(.+)|(overwrite)[:.](path))$/,
  response: /^(?:(append|overwrite|remove):(header)\.(.+)|(overwrite)[:.](statuscode))$/,
}

/** The mapping of a key and its value. A text that names what is wrong with it. */
export function parseMapping(
  key: string,
  value: string,
  side: 'request' | 'response',
): ParameterMapping | string {
  const found = KEYS[side].exec(key)
  if (!found) return `the key '${key}'`
  const action = (found[1] ?? found[4]) as ParameterMapping['action']
  const target = (found[2] ?? found[5]) as ParameterMapping['target']
  const name = found[3] ?? ''
  if (target === 'header' && RESERVED.test(name)) return `the reserved header ${name}`
  if (action === 'remove') return { action, target, name, source: [] }
  const source = parseSource(value, side)
  if (typeof source === 'string') return `the value '${value}' for '${key}': ${source}`
  if (target === 'statuscode' && !/^[2-5]\d\d$/.test(value))
    return `the value '${value}' for '${key}', which is no status code`
  return { action, target, name, source }
}

/** The request after its mappings, which all read the request of the client. */
// Unverified: a mapping whose source has no value changes nothing
export function mapRequest(
  mappings: readonly ParameterMapping[],
  input: MappingInput,
): GatewayRequest & { readonly mappedPath: string | undefined } {
  const { request } = input
  let { headers, query } = request
  let mappedPath: string | undefined
  for (const { action, target, name, source } of mappings) {
    const value = action === 'remove' ? undefined : readSource(source, input)
    if (value === undefined && action !== 'remove') continue
    if (target === 'header') headers = changeHeaders(headers, action, name, value)
    else if (target === 'querystring') query = changeQuery(query, action, name, value)
    else mappedPath = value
  }
  return { ...request, headers, query, mappedPath }
}

function changeHeaders(
  headers: HeaderList,
  action: ParameterMapping['action'],
  name: string,
  value: string | undefined,
): HeaderList {
  const lower = name.toLowerCase()
  const kept =
    action === 'append' ? headers : headers.filter(([given]) => given.toLowerCase() !== lower)
  if (value === undefined) return kept
  // A value from a body may hold what a header cannot.
  const entry: HeaderEntry = [name, value.replace(/[\0\r\n]+/g, ' ')]
  return [...kept, entry]
}

function changeQuery(
  query: string,
  action: ParameterMapping['action'],
  name: string,
  value: string | undefined,
): string {
  const parts = query === '' ? [] : query.split('&')
  const kept = action === 'append' ? parts : parts.filter((part) => nameOfPart(part) !== name)
  if (value !== undefined) kept.push(`${encodeURIComponent(name)}=${encodeText(value)}`)
  return kept.join('&')
}

const nameOfPart = (part: string): string => decodeForm(part.replace(/=.*$/s, ''))

/** Lone surrogates cannot be encoded. */
export const encodeText = (text: string): string =>
  encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'))

/** The answer after the mappings for its status. */
export function mapAnswer(
  mappings: readonly ParameterMapping[] | undefined,
  answer: GatewayAnswer,
  input: MappingInput,
): GatewayAnswer {
  if (!mappings) return answer
  const read = { ...input, response: answer }
  let { status, headers } = answer
  for (const { action, target, name, source } of mappings) {
    const value = action === 'remove' ? undefined : readSource(source, read)
    if (value === undefined && action !== 'remove') continue
    if (target === 'statuscode') status = Number(value)
    else headers = changeHeaders(headers, action, name, value)
  }
  return { ...answer, status, headers }
}

/**
 * The HTTP request of an API destination.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
import { isMembers } from '../../core/compare.ts'
import type { HttpCall } from '../../core/delivery/call-backend.ts'
import type { StoredApiDestination } from '../connections/api-destination.ts'
import type { ConnectionHttpParameters, HttpParameter } from '../connections/connection.ts'
import type { TargetHttpParameters } from '../targets/target.ts'

/** AWS: "Headers included in requests to API destinations". */
const HEADERS: Readonly<Record<string, string>> = {
  'user-agent': 'Amazon/EventBridge/ApiDestinations',
  'content-type': 'application/json; charset=utf-8',
  range: 'bytes=0-1048575',
  'accept-encoding': 'gzip,deflate',
  connection: 'close',
}

export interface RequestParts {
  readonly destination: StoredApiDestination
  readonly target: TargetHttpParameters | undefined
  readonly connection: ConnectionHttpParameters | undefined
  /** Headers that authorize the call. */
  readonly authorization: Readonly<Record<string, string>>
  /** The input of the target. */
  readonly text: string
}

/** Parameters of the connection count before those of the target. */
export function toRequest(parts: RequestParts): HttpCall {
  const { destination, target, connection, authorization, text } = parts
  const headers = lowerCased({
    ...HEADERS,
    ...lowerCased(target?.HeaderParameters ?? {}),
    ...lowerCased(valuesOf(connection?.HeaderParameters)),
    ...lowerCased(authorization),
  })
  const { method } = destination
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return {
    url: urlOf(parts),
    method,
    headers,
    body: hasBody ? withParameters(text, connection?.BodyParameters) : undefined,
  }
}

export const valuesOf = (
  parameters: readonly HttpParameter[] | undefined,
): Record<string, string> =>
  Object.fromEntries((parameters ?? []).map(({ Key = '', Value = '' }) => [Key, Value]))

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

function urlOf({ destination, target, connection }: RequestParts): string {
  const query = {
    ...target?.QueryStringParameters,
    ...valuesOf(connection?.QueryStringParameters),
  }
  return withQuery(fillPath(destination.endpoint, target?.PathParameterValues), query)
}

/** Each `*` stands for one of the target's PathParameterValues, in order. */
export function fillPath(path: string, values: readonly string[] = []): string {
  const rest = [...values]
  return path.replaceAll('*', () => encodeURIComponent(rest.shift() ?? ''))
}

export function withQuery(url: string, query: Readonly<Record<string, string>>): string {
  const added = new URLSearchParams(query).toString()
  if (added === '') return url
  return `${url}${url.includes('?') ? '&' : '?'}${added}`
}

/** Adds the connection's parameters to a body that is a JSON object. */
function withParameters(text: string, parameters: readonly HttpParameter[] | undefined): string {
  if (!parameters || parameters.length === 0) return text
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    // The input is not JSON, and stays as it is.
    return text
  }
  if (!isMembers(body) || Array.isArray(body)) return text
  return JSON.stringify({ ...body, ...valuesOf(parameters) })
}

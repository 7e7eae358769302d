/**
 * The event of CloudFront Functions, and what a function returns.
 *
 * AWS: functions-event-structure.html
 */
import { isObject } from '../../core/json.ts'
import { cookiesIn, type Header, type HeaderList } from '../messages/headers.ts'
import type { Answer, ViewerRequest } from '../messages/messages.ts'
import type { Exchange } from '../serve/exchange.ts'

interface Value {
  readonly value: string
  readonly attributes?: string
  readonly multiValue?: readonly { readonly value: string; readonly attributes?: string }[]
}

type Values = Readonly<Record<string, Value>>

/** A function returned neither a request nor a response. */
export class InvalidResult extends Error {}

/** AWS: `multiValue` has all values, the first one included. */
function toValues(pairs: readonly (readonly [string, string])[], last = false): Values {
  const values: Record<string, { value: string; multiValue?: { value: string }[] }> = {}
  for (const [name, value] of pairs) {
    const known = Object.hasOwn(values, name) ? values[name] : undefined
    if (!known) {
      Object.defineProperty(values, name, {
        value: { value },
        enumerable: true,
        configurable: true,
        writable: true,
      })
      continue
    }
    known.multiValue ??= [{ value: known.value }]
    known.multiValue.push({ value })
    // AWS: of a query string, `value` is the last one of several.
    if (last) known.value = value
  }
  return values
}

const cut = (text: string): readonly [string, string] => {
  const at = text.indexOf('=')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

const queryValues = (query: string): Values =>
  toValues(
    query
      .split('&')
      .filter((text) => text !== '')
      .map(cut),
    true,
  )

export function toFunctionEvent(
  { distribution, viewer, requestId }: Exchange,
  eventType: 'viewer-request' | 'viewer-response',
  request: ViewerRequest,
  answer?: Answer,
): object {
  return {
    version: '1.0',
    context: {
      distributionDomainName: distribution.domainName,
      distributionId: distribution.id,
      eventType,
      requestId,
    },
    viewer: { ip: viewer.ip },
    request: {
      method: request.method,
      uri: request.uri,
      querystring: queryValues(request.query),
      headers: toValues(request.headers.filter(([name]) => name !== 'cookie')),
      cookies: toValues(cookiesIn(request.headers).map(({ name, value }) => [name, value])),
    },
    ...(answer && { response: toResponse(answer) }),
  }
}

function toResponse({ status, headers }: Answer): object {
  const cookies: Record<string, object> = {}
  for (const [, text] of headers.filter(([name]) => name === 'set-cookie')) {
    const [pair = '', ...attributes] = text.split(';')
    const [name, value] = cut(pair.trim())
    cookies[name] = {
      value,
      ...(attributes.length > 0 && { attributes: attributes.join(';').trim() }),
    }
  }
  return {
    statusCode: status,
    statusDescription: PHRASES[status] ?? '',
    headers: toValues(headers.filter(([name]) => name !== 'set-cookie')),
    cookies,
  }
}

const PHRASES: Readonly<Record<number, string>> = {
  200: 'OK',
  206: 'Partial Content',
  304: 'Not Modified',
}

const valuesIn = (given: unknown, what: string): Values => {
  if (given === undefined) return {}
  if (!isObject(given)) throw new InvalidResult(`${what} is not an object.`)
  for (const [name, value] of Object.entries(given)) {
    if (
      !isObject(value) ||
      (typeof value['value'] !== 'string' && !Array.isArray(value['multiValue']))
    ) {
      throw new InvalidResult(`${what}.${name} has no value: { value: 'text' } is expected.`)
    }
  }
  return given as unknown as Values
}

/** Name and text of each value. */
const flat = (values: Values): readonly (readonly [string, string])[] =>
  Object.entries(values).flatMap(([name, { value, multiValue }]) =>
    (multiValue ?? [{ value }]).map((one): [string, string] => [name, String(one.value)]),
  )

/** Returns the request that a function returned. The method cannot be changed. */
export function fromRequest(given: object, request: ViewerRequest): ViewerRequest {
  const { uri, querystring, headers, cookies } = given as Readonly<Record<string, unknown>>
  if (typeof uri !== 'string' || !uri.startsWith('/')) {
    throw new InvalidResult('request.uri is no path that begins with a slash.')
  }
  const named = flat(valuesIn(headers, 'request.headers')).map(([name, value]): Header => [
    name.toLowerCase(),
    value,
  ])
  checkHeaders(named, request.headers, READ_ONLY_IN_REQUESTS)
  const pairs = flat(valuesIn(cookies, 'request.cookies'))
  const cookie = pairs.map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    ...request,
    uri: encodeURI(decodedPath(uri)),
    query: queryOf(querystring, request.query),
    headers: [...named, ...(cookie === '' ? [] : [['cookie', cookie] as const])],
  }
}

/** Escapes what a path cannot hold, and leaves escapes as they are. */
const decodedPath = (uri: string): string => {
  try {
    return decodeURI(uri)
  } catch {
    // A malformed escape stays.
    return uri
  }
}

function queryOf(given: unknown, before: string): string {
  const values = valuesIn(given, 'request.querystring')
  // An unchanged query stays as the viewer wrote it.
  if (JSON.stringify(values) === JSON.stringify(queryValues(before))) return before
  return flat(values)
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&')
}

/** Returns the answer that a function made, or what it made of one. */
export function fromResponse(given: object, before?: Answer): Answer {
  const { statusCode, headers, cookies, body } = given as Readonly<Record<string, unknown>>
  const status = Number(statusCode)
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new InvalidResult('response.statusCode is no status.')
  }
  const named = flat(valuesIn(headers, 'response.headers')).map(([name, value]): Header => [
    name.toLowerCase(),
    value,
  ])
  checkHeaders(named, before?.headers ?? [], READ_ONLY_IN_RESPONSES)
  const set = Object.entries(valuesIn(cookies, 'response.cookies')).flatMap(
    ([name, { value, attributes, multiValue }]) =>
      (multiValue ?? [{ value, attributes }]).map((one): Header => {
        const more = one.attributes === undefined ? '' : `; ${one.attributes}`
        return ['set-cookie', `${name}=${one.value}${more}`]
      }),
  )
  const made = bodyOf(body)
  const content = made ?? before?.body ?? new Uint8Array(0)
  const kept = made
    ? named.filter(([name]) => name !== 'content-length' && name !== 'content-encoding')
    : named
  return { status, headers: [...kept, ...set], body: content }
}

/** AWS: functions-event-structure.html#functions-event-structure-status-body. */
function bodyOf(given: unknown): Uint8Array | undefined {
  if (given === undefined) return undefined
  if (typeof given === 'string') return Buffer.from(given)
  const { data, encoding } = isObject(given) ? given : {}
  if (typeof data !== 'string' || (encoding !== 'text' && encoding !== 'base64')) {
    throw new InvalidResult(
      "response.body is neither a text nor { encoding: 'text' | 'base64', data }.",
    )
  }
  return Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8')
}

// AWS: edge-function-restrictions-all.html
const DISALLOWED =
  /^(connection|expect|keep-alive|proxy-.*|trailer|upgrade|x-accel-.*|x-amz-cf-.*|x-amzn-.*|x-cache.*|x-edge-.*|x-forwarded-proto|x-real-ip)$/
const READ_ONLY_IN_REQUESTS = ['content-length', 'host', 'transfer-encoding', 'via']
const READ_ONLY_IN_RESPONSES = ['warning', 'via', 'transfer-encoding']

export function checkHeaders(
  headers: HeaderList,
  before: HeaderList,
  readOnly: readonly string[],
): void {
  const was = (name: string): string =>
    JSON.stringify(before.filter(([given]) => given === name).map(([, value]) => value))
  for (const [name] of headers) {
    if (DISALLOWED.test(name) && was(name) === '[]') {
      throw new InvalidResult(`Functions may not add the header ${name}.`)
    }
  }
  for (const name of readOnly) {
    const now = JSON.stringify(
      headers.filter(([given]) => given === name).map(([, value]) => value),
    )
    if (now !== was(name) && !(before.length === 0 && now === '[]')) {
      throw new InvalidResult(`The header ${name} is read-only for functions.`)
    }
  }
}

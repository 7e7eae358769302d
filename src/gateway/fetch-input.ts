/** Turns the arguments of `fetch` into the request that the gateway receives. */
import { shownValue } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { andThen, type MaybePromise } from '../core/maybe-promise.ts'
import type { World } from '../core/world/world.ts'
import { apiIdOfHost } from './api/address.ts'
import { locate, type StageNames } from './api/deployments.ts'
import { findDomain, mappedStage } from './api/domain-names.ts'
import { isHeaderName, isHeaderValue, type HeaderEntry } from './messages/header-list.ts'
import { readBody, type RequestBody } from './messages/request-body.ts'
import type { GatewayRequest } from './messages/request.ts'
import { gateway } from './service.ts'

/** The gateway that `fetch` belongs to. */
export interface FetchTarget extends StageNames {
  readonly id: string
  readonly name: string
  readonly url: string
}

export type FetchInput = string | URL | Request
/** `RequestInit`. Header lists and plain objects keep their case and order. */
export type FetchInit = RequestInit

interface Target {
  readonly path: string
  readonly query: string
  /**
   * The host of a URL that is not the gateway's own: a custom domain name of the region, or one that
   * nobody made, which maps to the stage.
   */
  readonly host: string | undefined
  /** The stage that the gateway's own URL, or a custom domain name of the region, names. */
  readonly stage?: string
  /** The path on a custom domain name of the region. */
  readonly domainPath?: string
}

const isRequest = (input: unknown): input is Request =>
  Object.prototype.toString.call(input) === '[object Request]'

/** What aborts a request. `init` may be null, as in `globalThis.fetch`. */
export const signalOf = (input: FetchInput, init?: FetchInit | null): AbortSignal | undefined =>
  init?.signal ?? (isRequest(input) ? input.signal : undefined)

export function toGatewayRequest(
  world: World,
  api: FetchTarget,
  input: FetchInput,
  init: FetchInit,
): MaybePromise<GatewayRequest> {
  const given = isRequest(input) ? input : undefined
  const target = toTarget(world, api, given ? given.url : toText(api, input))
  const method = toMethod(init.method ?? given?.method ?? 'GET')
  const headers = toHeaderList(init.headers ?? given?.headers)
  const body = readBody(init.body === undefined ? given?.body : init.body, world.ids)
  return andThen(body, { target, method, headers }, assemble)
}

function toText(api: FetchTarget, input: unknown): string {
  if (typeof input === 'string' || Object.prototype.toString.call(input) === '[object URL]')
    return String(input)
  throw new MisuseError(
    `fetch received ${shownValue(input)}.`,
    `a path, a full URL (${api.url}/...) or a Request`,
  )
}

interface Head {
  readonly target: Target
  readonly method: string
  readonly headers: HeaderEntry[]
}

function assemble(
  body: RequestBody | undefined,
  { target: { path, query, host, stage, domainPath }, method, headers }: Head,
): GatewayRequest {
  const has = (name: string): boolean => headers.some(([given]) => given.toLowerCase() === name)
  if (host !== undefined && !has('host')) headers.unshift(['Host', host])
  if (body?.type !== undefined && !has('content-type')) headers.push(['Content-Type', body.type])
  const request = { method, path, query, headers, body: body?.bytes }
  if (stage === undefined) return request
  return host === undefined || domainPath === undefined
    ? { ...request, stage }
    : { ...request, stage, domain: { host, path: domainPath } }
}

// https://fetch.spec.whatwg.org/#concept-method-normalize: only these six are put in upper case
const NORMALIZED = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'])
function toMethod(method: string): string {
  const upper = String(method).toUpperCase()
  if (NORMALIZED.has(upper)) return upper
  // RFC 9110: methods and header names have the same grammar (token).
  if (isHeaderName(String(method))) return method
  throw new MisuseError(`fetch received the method '${method}'.`, "one such as 'GET' or 'POST'")
}

// 'https://host/prod/a?b#c' is host, '/prod/a', 'b'
const FULL_URL = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#[^]*)?$/i
const PATH = /^([^?#]*)(?:\?([^#]*))?(?:#[^]*)?$/

/** Path and query of a full URL, as written. */
export function toTargetParts(text: string): { path: string; query: string } {
  const [, , path, query = ''] = FULL_URL.exec(text) ?? ['', '', '/']
  return { path: escapeTarget(path || '/'), query: escapeTarget(query) }
}

function toTarget(world: World, api: FetchTarget, text: string): Target {
  const url = FULL_URL.exec(text)
  if (url) {
    const [, host = '', path, query = ''] = url
    return (
      toDomainTarget(world, api, text, host, path || '/', query) ??
      toUrlTarget(api, text, host, path || '/', query)
    )
  }
  const [, path = '', query = ''] = PATH.exec(text) ?? []
  if (path !== '' && !path.startsWith('/')) {
    throw new MisuseError(
      `fetch received the path '${text}'.`,
      `a path that begins with a slash, or a full URL (${api.url}/...)`,
      `Did you mean '/${text}'?`,
    )
  }
  return { path: escapeTarget(path || '/'), query: escapeTarget(query), host: undefined }
}

/** Undefined for a host that is not a custom domain name of the region. */
function toDomainTarget(
  world: World,
  api: FetchTarget,
  text: string,
  host: string,
  path: string,
  query: string,
): Target | undefined {
  const { domains, apis } = world.state(gateway)
  const domain = findDomain(domains, host)
  if (!domain) return undefined
  const domainPath = escapeTarget(path)
  const mapped = mappedStage(apis, domain, domainPath)
  if (mapped?.api.id !== api.id)
    throw new MisuseError(
      `fetch of the gateway ${api.name} received the URL ${text}, which the custom domain name maps to ${mapped ? `the gateway ${mapped.api.name}` : 'no gateway'}.`,
      'a path, or a URL that a base path mapping maps to the gateway',
      'region.fetch(url) reaches every gateway of the region.',
    )
  // The empty name: the gateway answers that the stage does not exist.
  const { path: rest, stage = '' } = mapped
  return { path: rest, query: escapeTarget(query), host, stage, domainPath }
}

function toUrlTarget(
  api: FetchTarget,
  text: string,
  host: string,
  path: string,
  query: string,
): Target {
  const id = apiIdOfHost(host)
  if (id === undefined) return { path: escapeTarget(path), query: escapeTarget(query), host }
  if (id !== api.id) {
    throw new MisuseError(
      `fetch of the gateway ${api.name} received the URL of another gateway: ${text}.`,
      `a path, or a URL below ${api.url}`,
      'region.fetch(url) reaches every gateway of the region.',
    )
  }
  const located = locate(api, path)
  if (!located) {
    throw new MisuseError(
      `fetch received the URL ${text}, which has no stage.`,
      `a URL below ${api.url}, or the path alone`,
    )
  }
  const { stage } = located
  return { path: escapeTarget(located.path), query: escapeTarget(query), host: undefined, stage }
}

/** Escapes what a request line cannot hold: blanks, control characters and non-ASCII characters. */
export const escapeTarget = (text: string): string =>
  /[^\x21-\x7e]/.test(text)
    ? text.replace(/[^\x21-\x7e]+/gu, (run) => encodeURIComponent(toWellFormed(run)))
    : text

const toWellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8')

export function toHeaderList(
  headers: NonNullable<RequestInit['headers']> | undefined,
  caller = 'fetch',
): HeaderEntry[] {
  if (headers === undefined) return []
  const entries: HeaderEntry[] = []
  for (const [name, value] of entriesOf(headers, caller)) {
    const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '')
    if (!isHeaderName(String(name)) || !isHeaderValue(text)) {
      throw new MisuseError(
        `${caller} received the header ${JSON.stringify(name)}: ${JSON.stringify(text)}.`,
        'a name and a value that HTTP can carry',
      )
    }
    entries.push([String(name), text])
  }
  return entries
}

/**
 * Name and value of each header: lists and `Headers` by iteration, plain objects by their own
 * members. Beyond `fetch`, a member may be an array: one header for each of its values.
 */
function* entriesOf(
  headers: NonNullable<RequestInit['headers']>,
  caller: string,
): Iterable<readonly [string, unknown]> {
  if (isIterable(headers)) {
    for (const pair of headers) yield checkPair(pair, caller)
    return
  }
  for (const [name, value] of Object.entries<unknown>(headers)) {
    if (value === undefined) continue
    if (isList(value)) for (const one of value) yield [name, one]
    else yield [name, value]
  }
}

function isIterable(headers: object): headers is Iterable<unknown> {
  return Symbol.iterator in headers
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

function checkPair(pair: unknown, caller: string): readonly [string, unknown] {
  if (isList(pair) && pair.length === 2) return [String(pair[0]), pair[1]]
  throw new MisuseError(
    `${caller} received the header ${JSON.stringify(pair)} in a list.`,
    'a list of pairs: [[name, value], ...]',
  )
}

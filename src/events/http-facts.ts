/**
 * The facts that an HTTP event states twice: the override of one place goes to the other as well.
 */
import { toRequestTime } from '../core/time/request-time.ts'
import { EPOCH, SOURCE_IP, toText, TRACE } from './sample-facts.ts'

export type Texts = Readonly<Record<string, string | undefined>>
export type Lists = Readonly<Record<string, readonly string[] | undefined>>

/** Returns a header, whatever its case. */
export const headerIn = (headers: Texts | null | undefined, name: string): string | undefined =>
  Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1]

export const lowerCased = (headers: Texts | null | undefined): Texts =>
  Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  )

/** `POST` of the route key `POST /orders`. */
export const methodIn = (routeKey: string | undefined): string | undefined =>
  /^([A-Z]+) \//.exec(routeKey ?? '')?.[1]?.replace(/^ANY$/, 'GET')

/** The values of a query, each name's joined by commas, as in payload 2.0. */
export function joinedQuery(query: string): Record<string, string> | undefined {
  const joined: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query)) {
    joined[name] = name in joined ? `${joined[name]},${value}` : value
  }
  return Object.keys(joined).length > 0 ? joined : undefined
}

/** A query of these values. */
export const printQuery = (values: Texts | null | undefined): string =>
  new URLSearchParams(
    Object.entries(values ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  ).toString()

/** Single values and lists of the same names: the last value, and all. */
export interface Maps {
  readonly single: Texts | null
  readonly multi: Lists | null
}

/** Completes each of the two maps from the other. */
export function inStep(single: Texts | null | undefined, multi: Lists | null | undefined): Maps {
  const lists: Record<string, readonly string[] | undefined> = { ...multi }
  for (const [name, value] of Object.entries(single ?? {})) {
    if (value !== undefined && lists[name] === undefined) lists[name] = [value]
  }
  const texts: Record<string, string | undefined> = {}
  for (const [name, values] of Object.entries(lists)) {
    texts[name] = single?.[name] ?? values?.at(-1)
  }
  if (Object.keys(lists).length === 0) return { single: null, multi: null }
  return { single: texts, multi: lists }
}

/** The time of a request: a number, and text. */
export interface RequestTimes {
  readonly epoch: number
  readonly text: string
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'

export function requestTimes(epoch: number | undefined, text: string | undefined): RequestTimes {
  const at = epoch ?? parseRequestTime(text) ?? EPOCH
  return { epoch: at, text: text ?? toRequestTime(at) }
}

function parseRequestTime(text: string | undefined): number | undefined {
  const [, day, month = '', year, hour, minute, second] =
    /^(\d+)\/(\w{3})\/(\d{4}):(\d\d):(\d\d):(\d\d)/.exec(text ?? '') ?? []
  const index = MONTHS.indexOf(month) / 3
  if (day === undefined || index < 0) return undefined
  const [y, d, h, m, s] = [year, day, hour, minute, second].map(Number)
  return Date.UTC(y ?? 0, index, d, h, m, s)
}

/** The API's id and host, from any place that names one. */
export function hostFacts(
  given: {
    readonly host: string | undefined
    readonly prefix: string | undefined
    readonly apiId: string | undefined
  },
  domain: string,
  id: string,
): { readonly host: string; readonly prefix: string; readonly apiId: string } {
  const apiId = given.apiId ?? given.prefix ?? given.host?.split('.')[0] ?? id
  const host = given.host ?? `${given.prefix ?? apiId}.${domain}`
  return { host, prefix: given.prefix ?? host.split('.')[0] ?? apiId, apiId }
}

/** The headers that a gateway adds, in the spelling of REST APIs. */
export const addedHeaders = (host: string, sourceIp: string): Record<string, string> => ({
  Host: host,
  'X-Amzn-Trace-Id': TRACE,
  'X-Forwarded-For': sourceIp,
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
})

/** The client's address: the event's, or the first of X-Forwarded-For. */
export const sourceIpOf = (given: string | undefined, headers: Texts | null | undefined): string =>
  given ?? headerIn(headers, 'x-forwarded-for')?.split(',')[0]?.trim() ?? SOURCE_IP

/** The body as text, and the headers that describe it. An object becomes JSON text. */
export function bodyFacts(
  body: unknown,
  isBase64Encoded: boolean,
): { readonly text: string | undefined; readonly length: number; readonly type?: string } {
  if (body === undefined || body === null) return { text: undefined, length: 0 }
  const text = toText(body)
  const length = Buffer.byteLength(text, isBase64Encoded ? 'base64' : 'utf8')
  return typeof body === 'string' ? { text, length } : { text, length, type: 'application/json' }
}

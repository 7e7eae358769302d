/** The bodies of `post`, `put` and `patch`. */
import { MisuseError } from '../core/errors.ts'
import type { FetchInit } from './fetch-input.ts'

const SENT_UNCHANGED = new Set([
  ...['ArrayBuffer', 'SharedArrayBuffer', 'Blob', 'File', 'FormData', 'URLSearchParams'],
  'ReadableStream',
])

const isBody = (value: unknown): value is BodyInit =>
  typeof value === 'string' ||
  ArrayBuffer.isView(value) ||
  SENT_UNCHANGED.has(Object.prototype.toString.call(value).slice(8, -1)) ||
  (typeof value === 'object' && value !== null && Symbol.asyncIterator in value)

/** `init` with the body: a JSON body also gets its content type, unless the caller set one. */
export function asJson(value: unknown, given?: FetchInit | null): FetchInit {
  const init = given ?? {}
  if (value === undefined) return init
  if (isBody(value)) return { ...init, body: value }
  return { ...init, body: toJsonText(value), headers: withJsonType(init.headers) }
}

function toJsonText(value: unknown): string {
  if (Object.prototype.toString.call(value) === '[object Promise]') {
    throw new MisuseError('The body is a promise.', 'a value', "Did you forget an 'await'?")
  }
  const text: string | undefined = JSON.stringify(value)
  if (text !== undefined) return text
  throw new MisuseError(`The body is a ${typeof value}.`, 'a value that JSON can hold')
}

function withJsonType(headers: HeadersInit | null | undefined): HeadersInit {
  const type: [string, string] = ['Content-Type', 'application/json']
  if (headers === undefined || headers === null) return [type]
  const entries: [string, string][] = isIterable(headers) ? [...headers] : Object.entries(headers)
  return entries.some(([name]) => String(name).toLowerCase() === 'content-type')
    ? headers
    : [...entries, type]
}

const isIterable = (headers: HeadersInit): headers is [string, string][] | Headers =>
  Symbol.iterator in headers

/** Header lists, which keep the client's names in its case and order, and the maps of events. */

export type HeaderEntry = readonly [name: string, value: string]
export type HeaderList = readonly HeaderEntry[]

/** The last value of a header. `name` is in lower case. */
export function lastHeader(headers: HeaderList, name: string): string | undefined {
  let last: string | undefined
  for (const [given, value] of headers)
    if (given.length === name.length && given.toLowerCase() === name) last = value
  return last
}

/** Sets an own property of any name: `__proto__` is an ordinary header or parameter. */
export function setOwn<Value>(target: Record<string, Value>, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  } else target[key] = value
}

/** An own property of a user's or client's object, never one of its prototype. */
export const getOwn = <Value>(
  source: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined => (Object.hasOwn(source, key) ? source[key] : undefined)

export interface MultiMap {
  /** The last value of each name. */
  readonly single: Record<string, string>
  /** All values of each name, in order. */
  readonly multi: Record<string, string[]>
}

/**
 * Both header maps of payload 1.0. Names that differ only in case are one header, spelled as the
 * first.
 */
export function toHeaderMaps(headers: HeaderList): MultiMap {
  const known = new Map<string, { readonly name: string; readonly values: string[] }>()
  const single: Record<string, string> = {}
  const multi: Record<string, string[]> = {}
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    let header = known.get(lower)
    if (!header) {
      known.set(lower, (header = { name, values: [] }))
      setOwn(multi, name, header.values)
    }
    setOwn(single, header.name, value)
    header.values.push(value)
  }
  return { single, multi }
}

/** The header map of payload 2.0: names in lower case, values of the same name joined. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
// (duplicates are combined with commas)
export function toJoinedHeaders(headers: HeaderList): Record<string, string> {
  const joined: Record<string, string> = {}
  for (const [given, value] of headers) {
    const name = given.toLowerCase()
    const before = getOwn(joined, name)
    setOwn(joined, name, before === undefined ? value : `${before},${value}`)
  }
  return joined
}

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

const FORBIDDEN_VALUE = /[\0\r\n]/

export const isHeaderName = (name: string): boolean => NAME.test(name)
export const isHeaderValue = (value: string): boolean => !FORBIDDEN_VALUE.test(value)

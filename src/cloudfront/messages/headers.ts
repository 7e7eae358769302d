/** Headers as CloudFront sees them: in order, with names in lower case. */

export type Header = readonly [name: string, value: string]
export type HeaderList = readonly Header[]

/** Returns a header's value. Several headers of one name are one, with commas between them. */
export function valueOf(headers: HeaderList, name: string): string | undefined {
  const values = headers.filter(([given]) => given === name).map(([, value]) => value)
  return values.length === 0 ? undefined : values.join(name === 'cookie' ? '; ' : ', ')
}

export const hasHeader = (headers: HeaderList, name: string): boolean =>
  headers.some(([given]) => given === name)

export const withoutHeaders = (headers: HeaderList, ...names: readonly string[]): HeaderList =>
  headers.filter(([name]) => !names.includes(name))

/** Returns a list in which a header has this value alone. */
export const withHeader = (headers: HeaderList, name: string, value: string): HeaderList => [
  ...withoutHeaders(headers, name),
  [name, value],
]

/** A cookie of a request: its name, and the text as sent. */
export interface Cookie {
  readonly name: string
  readonly value: string
}

export function cookiesIn(headers: HeaderList): readonly Cookie[] {
  return (valueOf(headers, 'cookie') ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=')
      return at < 0
        ? { name: part, value: '' }
        : { name: part.slice(0, at), value: part.slice(at + 1) }
    })
}

export const printCookies = (cookies: readonly Cookie[]): string =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

/** A parameter of a query string, as sent. */
export interface QueryPart {
  /** Decoded, for comparisons. */
  readonly name: string
  readonly text: string
}

export const queryParts = (query: string): readonly QueryPart[] =>
  query
    .split('&')
    .filter((text) => text !== '')
    .map((text) => ({ name: decoded(text.split('=', 1)[0] ?? ''), text }))

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    // A malformed escape is part of the name.
    return text
  }
}

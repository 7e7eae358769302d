/** Requests to a pool's domain, and answers. */
import type { World } from '../../core/world/world.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { CognitoState, StoredPool } from '../state.ts'

export interface DomainRequest {
  readonly method: string
  /** `/oauth2/token` */
  readonly path: string
  readonly query: URLSearchParams
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The fields of a form. Empty for other bodies. */
  readonly form: URLSearchParams
}

export interface DomainAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A request, with what answers it. */
export interface Visit {
  readonly world: World
  readonly state: CognitoState
  readonly record: JournalRecord
  readonly pool: StoredPool
  /** The URL of the domain, without a slash at the end: redirects and forms begin with it. */
  readonly base: string
  readonly request: DomainRequest
}

export const json = (
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): DomainAnswer => ({
  status,
  headers: {
    'content-type': 'application/json;charset=UTF-8',
    'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    ...headers,
  },
  body: JSON.stringify(body),
})

export const redirect = (
  location: string,
  headers: Readonly<Record<string, string>> = {},
): DomainAnswer => ({ status: 302, headers: { location, ...headers }, body: '' })

/** An error of OAuth's token endpoint. */
// AWS: token-endpoint.html
export const oauthError = (error: string, status = 400): DomainAnswer => json(status, { error })

/** Adds parameters to a URL that may have some. */
export function withParameters(
  url: string,
  parameters: Readonly<Record<string, string | undefined>>,
  separator: '?' | '#' = '?',
): string {
  const given = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  const text = new URLSearchParams(given).toString()
  const joint = separator === '?' && url.includes('?') ? '&' : separator
  return `${url}${joint}${text}`
}

export function cookieOf({ headers }: DomainRequest, name: string): string | undefined {
  const pairs = (headers['cookie'] ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([key]) => key === name)?.[1]
}

/** A cookie that scripts cannot read. A value of '' removes it. */
export function cookie({ base }: Visit, name: string, value: string): string {
  const { pathname, protocol } = new URL(base)
  const secure = protocol === 'https:' ? '; Secure' : ''
  const age = value === '' ? '; Max-Age=0' : ''
  return `${name}=${value}; Path=${pathname}; HttpOnly; SameSite=Lax${secure}${age}`
}

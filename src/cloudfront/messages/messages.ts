/** Requests of viewers and answers, as plain data. */
import type { HeaderList } from './headers.ts'

export interface ViewerRequest {
  readonly method: string
  readonly scheme: 'http' | 'https'
  /** The host that the viewer asked: the distribution's domain name, or an alias. */
  readonly host: string
  /** As sent, without the query. */
  readonly uri: string
  /** As sent, without the question mark. */
  readonly query: string
  readonly headers: HeaderList
  readonly body: Uint8Array | undefined
  readonly ip: string
}

export interface Answer {
  readonly status: number
  readonly headers: HeaderList
  readonly body: Uint8Array
}

export const NO_BODY: Uint8Array = new Uint8Array(0)

export const isSafe = (method: string): boolean => method === 'GET' || method === 'HEAD'

export const urlOf = ({
  scheme,
  host,
  uri,
  query,
}: Pick<ViewerRequest, 'scheme' | 'host' | 'uri' | 'query'>): string =>
  `${scheme}://${host}${uri}${query === '' ? '' : `?${query}`}`

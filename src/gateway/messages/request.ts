/** A request as it reached a gateway, before any WHATWG object is made of it. */
import type { HeaderList } from './header-list.ts'

export interface GatewayRequest {
  readonly method: string
  /** As written, after the stage, without the query; begins with a slash. */
  readonly path: string
  /** As written, without the question mark. */
  readonly query: string
  readonly headers: HeaderList
  readonly body: Uint8Array | undefined
}

/** What the gateway answered, before a Response is made of it. */
export interface GatewayAnswer {
  readonly status: number
  readonly headers: HeaderList
  readonly body: Uint8Array | string
}

const EMPTY = new Uint8Array(0)

export const bodyBytes = (body: Uint8Array | string): Uint8Array =>
  typeof body === 'string' ? (body === '' ? EMPTY : Buffer.from(body, 'utf8')) : body

export const bodyLength = (body: Uint8Array | string): number =>
  typeof body === 'string' ? Buffer.byteLength(body, 'utf8') : body.byteLength

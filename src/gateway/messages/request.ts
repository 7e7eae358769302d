/**
 * Requests and answers of a gateway as plain data, from which WHATWG objects are made on demand.
 */
import type { Client } from './client.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { HeaderList } from './header-list.ts'
import type { LiveBody } from './live-body.ts'

export interface GatewayRequest {
  readonly method: string
  /** As sent, without stage and query. Begins with a slash. */
  readonly path: string
  /** As sent, without the question mark. */
  readonly query: string
  readonly headers: HeaderList
  readonly body: Uint8Array | undefined
  /** The record that led to it. Absent: the running code. */
  readonly cause?: JournalRecord
  /** The stage that a full URL names. Absent: the stage of the handle. */
  readonly stage?: string
  /** Where it comes from. Absent: the test itself. */
  readonly client?: Client
  /** The custom domain name that the URL has, and the path there. */
  readonly domain?: { readonly host: string; readonly path: string }
}

export interface GatewayAnswer {
  readonly status: number
  readonly headers: HeaderList
  readonly body: Uint8Array | string
  /** The body of a streamed answer, whose `body` is empty. */
  readonly live?: LiveBody
}

const EMPTY = new Uint8Array(0)

export const bodyBytes = (body: Uint8Array | string): Uint8Array =>
  typeof body === 'string' ? (body === '' ? EMPTY : Buffer.from(body, 'utf8')) : body

export const bodyLength = (body: Uint8Array | string): number =>
  typeof body === 'string' ? Buffer.byteLength(body, 'utf8') : body.byteLength

/** Objects in a cache, and their keys. */
import type { Answer } from '../messages/messages.ts'

/** The parts of a request that decide which object answers it. */
export interface CacheKey {
  readonly method: 'GET' | 'HEAD' | 'OPTIONS'
  readonly path: string
  /** The parameters that count, as sent and in their order. */
  readonly query: string
  /** The headers that count. Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The cookies that count. */
  readonly cookies: Readonly<Record<string, string>>
  /** The normalized Accept-Encoding: `br,gzip`. Empty if it does not count. */
  readonly encoding: string
}

/** An object. Times are those of the cache: `cacheNow`. */
export interface Entry {
  readonly key: CacheKey
  readonly answer: Answer
  /** When the origin sent or confirmed it. */
  readonly fetchedAt: number
  readonly freshUntil: number
  /** After a failure of the origin: until when it is served without asking again. */
  readonly retryAt: number
  /** Seconds, if the origin names them. */
  readonly staleIfError: number | undefined
  readonly staleWhileRevalidate: number | undefined
  /** In lower case. */
  readonly tags: readonly string[]
}

export const keyText = ({ method, path, query, headers, cookies, encoding }: CacheKey): string =>
  JSON.stringify([method, path, query, headers, cookies, encoding])

/** Whether an object answers without a question to the origin. */
export const isFresh = ({ freshUntil, retryAt }: Entry, now: number): boolean =>
  now < freshUntil || now < retryAt

export const ageOf = ({ fetchedAt }: Entry, now: number): number =>
  Math.max(0, Math.floor((now - fetchedAt) / 1000))

/** How long errors are cached. AWS: HTTPStatusCodes.html */
import { itemsOf, type CustomErrorResponse } from '../distributions/config.ts'
import { DEFAULT_ERROR_CACHING_TTL } from '../limits.ts'
import type { Exchange } from './exchange.ts'

export const customErrorOf = (
  { distribution }: Exchange,
  status: number,
): CustomErrorResponse | undefined =>
  itemsOf(distribution.config.CustomErrorResponses).find(({ ErrorCode }) => ErrorCode === status)

/** How long an error is cached at least. */
export const errorCachingSeconds = (exchange: Exchange, status: number): number =>
  customErrorOf(exchange, status)?.ErrorCachingMinTTL ?? DEFAULT_ERROR_CACHING_TTL

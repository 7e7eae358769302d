/** One request on its way through a distribution. */
import type { World } from '../../core/world/world.ts'
import type { Distribution } from '../distributions/distribution.ts'
import type { Answer, ViewerRequest } from '../messages/messages.ts'
import type { Point } from '../points/points.ts'
import type { CloudFrontState } from '../state.ts'
import type { Behavior } from './behavior.ts'
import type { CacheResult, DistributionRequest, RequestNotes } from './record.ts'

export interface Exchange {
  /** The account's main region. */
  readonly world: World
  readonly state: CloudFrontState
  readonly distribution: Distribution
  readonly point: Point
  readonly record: DistributionRequest
  /** For the record: how an answer came about. */
  readonly notes: RequestNotes
  /** As the viewer sent it. */
  readonly viewer: ViewerRequest
  /** `x-amz-cf-id` */
  readonly requestId: string
  readonly behavior: Behavior
}

/** An answer before it goes to the viewer, and where it comes from. */
export interface Content {
  readonly answer: Answer
  readonly result: CacheResult
  /** Seconds, for an answer of a cache. */
  readonly age?: number
  /** Functions made it, or CloudFront: no viewer-response function runs. */
  readonly isGenerated?: boolean
}

export const newNotes = (): RequestNotes => ({
  age: undefined,
  cacheKey: undefined,
  servedBy: 'CloudFront',
  why: undefined,
  reason: undefined,
})

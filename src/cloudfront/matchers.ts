/** `toBeCacheHit`, `toBeCacheMiss` and `toHaveOriginRequests`. */
import { contains } from '../core/compare.ts'
import { MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import { checkCount, described, shown } from '../core/matching/expected.ts'
import { list, paragraphs, plural } from '../core/matching/words.ts'
import { recordBehind } from '../core/reporting/failure-seen.ts'
import type { Outcome } from '../core/world/world.ts'
import type { Distribution } from './handle/distribution.ts'
import type { DistributionRequest, OriginRequest } from './serve/record.ts'

// By kind, not by class: two copies of the package may meet in one process.
const isRequest = (value: unknown): value is DistributionRequest =>
  typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'cdn-request'

function toRequest(matcher: string, subject: unknown): DistributionRequest {
  const record = recordBehind(subject)
  if (isRequest(record)) return record
  throw new MisuseError(
    `${matcher} received ${described(subject)}.`,
    'the response of cdn.fetch(), or a record of cdn.requests',
  )
}

const FROM_CACHE = new Set<DistributionRequest['servedBy']>([
  'point of presence',
  'regional edge cache',
])

/** Whether an object of a cache answered, even if the origin had to confirm it. */
const isHit = ({ result, servedBy }: DistributionRequest): boolean =>
  result === 'RefreshHit' || FROM_CACHE.has(servedBy)

const isMiss = (request: DistributionRequest): boolean =>
  request.servedBy === 'origin' && !isHit(request)

const shownRequest = ({ method, path, pop, result, why }: DistributionRequest): string =>
  `${method} ${path} at ${pop}: ${result ?? 'running'}. ${why ?? ''}`.trim()

/** What a response says that came without a record: through the `fetch` of `miniregion/auto`. */
function resultIn(subject: unknown): string | undefined {
  if (recordBehind(subject) !== undefined) return undefined
  const headers: unknown = Reflect.get(Object(subject), 'headers')
  const value = headers instanceof Headers ? headers.get('x-cache') : null
  return value?.endsWith(' from cloudfront') === true ? value : undefined
}

function judge(
  matcher: string,
  subject: unknown,
  results: readonly string[],
  judged: (request: DistributionRequest) => boolean,
): Outcome {
  const noun = results.includes('Miss') ? 'miss' : 'hit'
  const given = resultIn(subject)
  if (given !== undefined) {
    return {
      pass: results.some((result) => given === `${result} from cloudfront`),
      message: (negated) =>
        `Expected the response ${negated ? 'not ' : ''}to be a cache ${noun}. Its X-Cache is '${given}'.`,
    }
  }
  const request = toRequest(matcher, subject)
  return {
    pass: judged(request),
    trace: { around: request },
    message: (negated) =>
      `Expected the request ${negated ? 'not ' : ''}to be a cache ${noun}. ${shownRequest(request)}`,
  }
}

export const toBeCacheHit = (subject: unknown): Outcome =>
  judge('toBeCacheHit', subject, ['Hit', 'RefreshHit'], isHit)

export const toBeCacheMiss = (subject: unknown): Outcome =>
  judge('toBeCacheMiss', subject, ['Miss'], isMiss)

const shownOrigin = ({ method, url, status, reason }: OriginRequest): string =>
  `${method} ${url}: ${String(status ?? reason ?? 'running')}`

export function toHaveOriginRequests(subject: unknown, count: unknown): Outcome {
  checkCount('toHaveOriginRequests', count)
  const isHandle = handleOf(subject)?.kind === 'distribution'
  const requests = isHandle
    ? (subject as Distribution).requests
    : [toRequest('toHaveOriginRequests', subject)]
  const sent = requests.flatMap(({ originRequests }) => originRequests)
  return {
    pass: contains(sent.length, count),
    trace: { of: subject },
    message: (negated) =>
      paragraphs(
        `Expected ${negated ? 'another number than' : ''} ${shown(count)} requests to origins, received ${plural(sent.length, 'request')}${sent.length > 0 ? ':' : '.'}`.replace(
          '  ',
          ' ',
        ),
        sent.length > 0 && list(sent.map(shownOrigin)),
      ),
  }
}

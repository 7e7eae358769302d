/** `Distribution`, the handle of a distribution. */
import { MisuseError } from '../../core/errors.ts'
import { missingResource } from '../../core/handles/look-up.ts'
import { worldOf, writableWorldOf } from '../../core/handles/resource-handle.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../../core/handles/service-handle.ts'
import { currentCause, currentScope } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import { ageOf, type CacheKey } from '../cache/entry.ts'
import { invalidate } from '../cache/invalidation.ts'
import { cacheNow, placesOf } from '../cache/store.ts'
import { behaviorsOf, itemsOf } from '../distributions/config.ts'
import type { Distribution as Stored } from '../distributions/distribution.ts'
import { DISTRIBUTION_KIND } from '../distributions/names.ts'
import { readFetch } from '../messages/web-objects.ts'
import { checkPaths } from '../operations/invalidations.ts'
import { DEFAULT_CITY, pointOf } from '../points/points.ts'
import { DistributionRequest } from '../serve/record.ts'
import { serve } from '../serve/serve.ts'
import { cloudfront } from '../service.ts'

/** An operation on a distribution, for `fail` and `delay`. */
export type DistributionOperation =
  | 'CreateInvalidation'
  | 'DeleteDistribution'
  | 'GetDistribution'
  | 'GetDistributionConfig'
  | 'GetInvalidation'
  | 'ListInvalidations'
  | 'UpdateDistribution'

const DESCRIPTION: ServiceHandleDescription = {
  ...DISTRIBUTION_KIND,
  service: 'cloudfront',
  operations: [
    ...['CreateInvalidation', 'DeleteDistribution', 'GetDistribution', 'GetDistributionConfig'],
    ...['GetInvalidation', 'ListInvalidations', 'UpdateDistribution'],
  ],
  open: (world, { name }) => new Distribution(world, name),
}

/** The arguments of `cdn.fetch` beside those of `fetch`. */
export interface DistributionFetchInit extends RequestInit {
  /** The point of presence: the code of a city (`FRA`) or a name (`FRA56-P1`). Default `IAD`. */
  readonly from?: string
}

/** An object in a cache. */
export interface CachedObject {
  readonly path: string
  readonly key: CacheKey
  readonly status: number
  /** Seconds since the origin sent or confirmed it. */
  readonly age: number
  /** Seconds for which it is still fresh. 0: it has expired. */
  readonly freshFor: number
  readonly tags: readonly string[]
}

/** A place with a cache. */
export interface CachePlace {
  /** A point of presence (`FRA56-P1`), or the AWS region of a regional edge cache. */
  readonly name: string
  readonly type: 'point of presence' | 'regional edge cache'
  readonly objects: readonly CachedObject[]
}

/**
 * A CloudFront distribution. It prints as its ARN.
 *
 * @example
 * const res = await cdn.fetch('/a.jpg?w=2', { from: 'FRA' })
 * res.headers.get('x-cache') // 'Miss from cloudfront'
 * cdn.requests.at(-1)?.why // 'Nothing of this distribution is in the cache of FRA56-P1.'
 */
export class Distribution extends ServiceHandle<DistributionOperation> {
  /** Made by `createDistribution`, `region.createDistribution` and `region.distribution`. */
  constructor(home: World, id: string) {
    super(DESCRIPTION, home, id)
  }

  /** The id: `E2QWRUHAPOMQZL`. */
  get id(): string {
    return this.name
  }

  /** `d111111abcdef8.cloudfront.net` */
  get domainName(): string {
    return this.#stored(worldOf(this)).domainName
  }

  /** `https://d111111abcdef8.cloudfront.net` */
  get url(): string {
    return `https://${this.domainName}`
  }

  /** The ids of the keys that signed URLs may name: `keyPairId` of `@aws-sdk/cloudfront-signer`. */
  get keyPairIds(): readonly string[] {
    const world = worldOf(this)
    const { keyGroups } = world.state(cloudfront)
    const groups = behaviorsOf(this.#stored(world).config).flatMap(({ TrustedKeyGroups }) =>
      itemsOf(TrustedKeyGroups),
    )
    return [...new Set(groups.flatMap((id) => keyGroups.get(id)?.config.Items ?? []))]
  }

  /**
   * Sends a viewer's request: a path, a full URL or a Request. Redirects are not followed.
   *
   * @throws MisuseError for an unknown point of presence, and for a URL of another host
   * @example
   * await cdn.fetch('/a.jpg', { from: 'FRA', headers: { 'accept-encoding': 'br' } })
   */
  readonly fetch = async (
    input: string | URL | Request,
    init: DistributionFetchInit = {},
  ): Promise<Response> => {
    const held = currentScope()?.environment?.hold()
    if (held) await held
    const world = writableWorldOf(this)
    const distribution = this.#stored(world)
    const { from = DEFAULT_CITY, ...rest } = init
    const point = pointOf(from, `${this.name}.fetch`)
    const request = await readFetch(input, rest, `https://${distribution.domainName}`)
    checkHost(distribution, request.host)
    const viewer = { ...request, headers: hosted(request.headers, request.host), ip: VIEWER_IP }
    return serve(world, distribution, point, viewer, currentCause(world))
  }

  /** The requests that it received, oldest first. */
  get requests(): DistributionRequest[] {
    return worldOf(this).journal.of<DistributionRequest>(
      'cdn-request',
      ({ distributionId }) => distributionId === this.name,
    )
  }

  /** The newest request. Undefined before the first one. */
  get lastRequest(): DistributionRequest | undefined {
    return this.requests.at(-1)
  }

  /** The points of presence and regional edge caches that it was asked through, with their objects. */
  get pops(): readonly CachePlace[] {
    const world = worldOf(this)
    const state = world.state(cloudfront)
    const now = cacheNow(state, world)
    return placesOf(state, this.name).map(([name, cache]) => ({
      name,
      type: /^[A-Z]/.test(name) ? 'point of presence' : 'regional edge cache',
      objects: [...cache.values()].map((entry) => ({
        path: entry.key.path,
        key: entry.key,
        status: entry.answer.status,
        age: ageOf(entry, now),
        freshFor: Math.max(0, Math.ceil((entry.freshUntil - now) / 1000)),
        tags: entry.tags,
      })),
    }))
  }

  /**
   * Invalidates paths and tags at once: `/img/*`, `#product:1`. Leaves no record.
   *
   * @throws MisuseError for what CloudFront does not accept
   * @example
   * cdn.invalidate('/img/*')
   */
  invalidate(...paths: readonly string[]): void {
    const world = writableWorldOf(this)
    this.#stored(world)
    try {
      checkPaths(paths)
    } catch (error) {
      throw new MisuseError(
        `${this.name}.invalidate received ${paths.map((path) => `'${String(path)}'`).join(', ')}: ${(error as Error).message}`,
        "paths that begin with a slash and may end in a star, such as '/img/*', and tags such as '#product:1'",
      )
    }
    invalidate(world.state(cloudfront), this.name, paths)
  }

  #stored(world: World): Stored {
    const { distributions } = world.state(cloudfront)
    const found = distributions.get(this.name)
    if (!found) throw missingResource(DISTRIBUTION_KIND.noun, this.name, distributions.keys())
    return found
  }
}

/** The address of a test's own requests. */
const VIEWER_IP = '127.0.0.1'

type Headers = readonly (readonly [string, string])[]

const hosted = (headers: Headers, host: string): Headers => [
  ['host', host],
  ...headers.filter(([name]) => name !== 'host'),
]

function checkHost({ domainName, config, id }: Stored, host: string): void {
  const names = [domainName, ...itemsOf(config.Aliases)]
  const isOwn = names.some(
    (name) => name === host || (name.startsWith('*.') && host.endsWith(name.slice(1))),
  )
  if (isOwn) return
  throw new MisuseError(
    `fetch of the distribution ${id} received a URL of ${host}.`,
    `a path, or a URL of ${names.join(', ')}`,
    'region.fetch(url) reaches every distribution of the region.',
  )
}

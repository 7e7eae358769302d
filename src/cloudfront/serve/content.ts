/**
 * The object that answers a request: from a point of presence, from the regional edge cache behind
 * it, or from the origin.
 *
 * AWS: HowCloudFrontWorks.html, Expiration.html, HTTPStatusCodes.html
 */
import { isUnsupportedError } from '../../core/errors.ts'
import { ageOf, isFresh, keyText, type CacheKey, type Entry } from '../cache/entry.ts'
import { whyMissed } from '../cache/explain.ts'
import { cacheKeyOf } from '../cache/key.ts'
import { cacheAt, cacheNow, drop, findEntry, keep } from '../cache/store.ts'
import { tagsIn } from '../cache/tags.ts'
import { directivesIn, errorLifetimeOf, lifetimeOf, secondsIn } from '../cache/ttl.ts'
import type { Answer, ViewerRequest } from '../messages/messages.ts'
import { askOrigin, conditionsOf, renewed, type Fetched } from './ask-origin.ts'
import { compressed } from './compress.ts'
import { errorCachingSeconds } from './error-caching.ts'
import { newNotes, type Content, type Exchange } from './exchange.ts'
import { hasShield } from './shield.ts'

const isError = (status: number): boolean => status >= 400

export async function contentOf(exchange: Exchange, request: ViewerRequest): Promise<Content> {
  const { behavior, notes } = exchange
  if (!behavior.cachedMethods.has(request.method)) {
    notes.why = `Answers to ${request.method} are not cached.`
    notes.servedBy = 'origin'
    return fromFetched(await askOrigin(exchange, request))
  }
  const key = cacheKeyOf(request, behavior.cachePolicy)
  notes.cacheKey = key
  return fromCache(exchange, key) ?? (await afterOthers(exchange, request, key))
}

const fromFetched = ({ answer, result }: Fetched): Content => ({
  answer,
  result: result ?? (isError(answer.status) ? 'Error' : 'Miss'),
})

/** Returns the answer of the point of presence, if it has a fresh one. */
function fromCache(exchange: Exchange, key: CacheKey): Content | undefined {
  const { state, distribution, point, world, notes } = exchange
  const entry = findEntry(cacheAt(state, distribution.id, point.name), key)
  const now = cacheNow(state, world)
  if (!entry || !isFresh(entry, now)) return undefined
  notes.servedBy = 'point of presence'
  notes.why = `${point.name} has the object, ${lifeOf(entry, now)}.`
  return cached(exchange, entry, now)
}

const lifeOf = ({ freshUntil }: Entry, now: number): string =>
  freshUntil > now
    ? `which is fresh for another ${seconds(freshUntil - now)}`
    : 'which is stale; the origin failed, and is not asked again yet'

const seconds = (milliseconds: number): string => `${Math.ceil(milliseconds / 1000)} s`

function cached({ notes }: Exchange, entry: Entry, now: number, result?: 'RefreshHit'): Content {
  const { answer } = entry
  const age = result ? undefined : ageOf(entry, now)
  notes.age = age
  return {
    answer,
    result: isError(answer.status) ? 'Error' : (result ?? 'Hit'),
    ...(age !== undefined && { age }),
  }
}

/**
 * Waits for another request that is already at the origin for the same object.
 * AWS: RequestAndResponseBehaviorCustomOrigin.html#request-custom-traffic-spikes
 */
async function afterOthers(
  exchange: Exchange,
  request: ViewerRequest,
  key: CacheKey,
): Promise<Content> {
  const { state, distribution, point, behavior } = exchange
  const at = `${distribution.id} ${point.name} ${keyText(key)}`
  const other = behavior.cachePolicy.ttl.max > 0 ? state.pending.get(at) : undefined
  if (other) {
    await other
    const found = fromCache(exchange, key)
    if (found) return found
  }
  const content = fromEdge(exchange, request, key)
  const done = content.then(
    () => undefined,
    // Whoever asked sees the error. Those who wait ask for themselves.
    () => undefined,
  )
  state.pending.set(at, done)
  try {
    return await content
  } finally {
    if (state.pending.get(at) === done) state.pending.delete(at)
  }
}

/** Asks the regional edge cache, then the origin. */
async function fromEdge(
  exchange: Exchange,
  request: ViewerRequest,
  key: CacheKey,
): Promise<Content> {
  const { state, distribution, point, world, notes } = exchange
  const { id } = distribution
  const now = cacheNow(state, world)
  const mine = findEntry(cacheAt(state, id, point.name), key)
  const shielded = hasShield(exchange)
  const theirs = shielded ? findEntry(cacheAt(state, id, point.edgeCache), key) : undefined
  if (theirs && isFresh(theirs, now)) {
    keep(state, id, point.name, theirs)
    notes.servedBy = 'regional edge cache'
    notes.why = `The regional edge cache of ${point.edgeCache} has the object, ${lifeOf(theirs, now)}.`
    // Unverified: a hit of the regional edge cache is a hit for the viewer.
    return cached(exchange, theirs, now)
  }
  const stale = theirs && (!mine || theirs.fetchedAt > mine.fetchedAt) ? theirs : mine
  if (stale && mayServeWhileAsking(stale, now)) {
    askInBackground(exchange, request, key, stale)
    notes.servedBy = 'point of presence'
    notes.why = `${point.name} has the object. It expired ${seconds(now - stale.freshUntil)} ago, and stale-while-revalidate lets it answer while the origin is asked.`
    return cached(exchange, stale, now)
  }
  notes.servedBy = 'origin'
  notes.why = stale
    ? `${point.name} has the object, but it expired ${seconds(now - stale.freshUntil)} ago.`
    : exchange.behavior.cachePolicy.ttl.max === 0
      ? 'The cache policy has a maximum TTL of 0: nothing is cached.'
      : whyMissed(cacheAt(state, id, point.name), key, point.name)
  return fromOrigin(exchange, request, key, stale)
}

const mayServeWhileAsking = (
  { staleWhileRevalidate: allowed, freshUntil, answer }: Entry,
  now: number,
): boolean => allowed !== undefined && !isError(answer.status) && now < freshUntil + allowed * 1000

function askInBackground(
  exchange: Exchange,
  request: ViewerRequest,
  key: CacheKey,
  stale: Entry,
): void {
  const { world, state, distribution, point } = exchange
  // Until it is known, nobody else asks.
  const now = cacheNow(state, world)
  keep(state, distribution.id, point.name, { ...stale, retryAt: now + 1000 })
  const end = world.work.begin(() => `revalidating ${key.path} of ${distribution.id}`)
  // The viewer has been answered. A refusal is listed in region.unsupported.
  fromOrigin({ ...exchange, notes: newNotes() }, request, key, stale)
    .catch((error: unknown) => {
      if (isUnsupportedError(error)) world.refuse(error)
    })
    .finally(end)
}

async function fromOrigin(
  exchange: Exchange,
  request: ViewerRequest,
  key: CacheKey,
  stale: Entry | undefined,
): Promise<Content> {
  const { world, state, notes } = exchange
  const conditions =
    stale && !isError(stale.answer.status) ? conditionsOf(stale.answer.headers) : []
  const fetched = await askOrigin(exchange, request, conditions)
  const { answer, result, isFailure } = fetched
  const now = cacheNow(state, world)
  if (answer.status === 304 && stale && conditions.length > 0) {
    const headers = renewed(stale.answer.headers, answer.headers)
    const entry = store(exchange, key, { ...stale.answer, headers }) ?? stale
    notes.why = `${notes.why ?? ''} The origin confirmed it.`.trim()
    return cached(exchange, entry, now, 'RefreshHit')
  }
  if (answer.status >= 500 && stale && mayServeStale(stale, now)) {
    const until = now + errorCachingSeconds(exchange, answer.status) * 1000
    keepEverywhere(exchange, { ...stale, retryAt: until })
    notes.servedBy = 'point of presence'
    notes.why = `The origin failed with ${answer.status}, and ${exchange.point.name} has a stale object.`
    return cached(exchange, stale, now)
  }
  const shown = store(exchange, key, answer, isFailure)?.answer ?? answer
  return fromFetched({ answer: shown, isFailure, ...(result && { result }) })
}

/** AWS: HTTPStatusCodes.html: without the directive a stale object answers as long as it is there. */
const mayServeStale = (
  { staleIfError: allowed, freshUntil, answer }: Entry,
  now: number,
): boolean =>
  !isError(answer.status) && (allowed === undefined || now < freshUntil + allowed * 1000)

/** Keeps an answer in the caches, or removes what they have. Returns what was kept. */
function store(
  exchange: Exchange,
  key: CacheKey,
  answer: Answer,
  isFailure = false,
): Entry | undefined {
  const { world, state, distribution, behavior, point } = exchange
  const { config } = distribution
  const { status } = answer
  const lifetime = isError(status)
    ? errorLifetimeOf(
        status,
        isFailure ? [] : answer.headers,
        errorCachingSeconds(exchange, status),
      )
    : lifetimeOf(answer.headers, behavior.cachePolicy.ttl, world.clock.now())
  // A part, or a 304 that nobody asked for, is no object.
  if (!lifetime.isKept || behavior.cachePolicy.ttl.max === 0 || status === 206 || status === 304) {
    drop(state, distribution.id, point.name, key)
    drop(state, distribution.id, point.edgeCache, key)
    return undefined
  }
  const now = cacheNow(state, world)
  const directives = directivesIn(answer.headers)
  const isCompressed = behavior.config.Compress === true && lifetime.seconds > 0
  const entry: Entry = {
    key,
    answer: isCompressed ? compressed(answer, key.encoding) : answer,
    fetchedAt: now,
    freshUntil: now + lifetime.seconds * 1000,
    retryAt: 0,
    staleIfError: secondsIn(directives, 'stale-if-error'),
    staleWhileRevalidate: secondsIn(directives, 'stale-while-revalidate'),
    tags: tagsIn(answer.headers, config.CacheTagConfig?.HeaderName),
  }
  keepEverywhere(exchange, entry)
  return entry
}

function keepEverywhere(exchange: Exchange, entry: Entry): void {
  const { state, distribution, point } = exchange
  keep(state, distribution.id, point.name, entry)
  if (hasShield(exchange)) keep(state, distribution.id, point.edgeCache, entry)
}

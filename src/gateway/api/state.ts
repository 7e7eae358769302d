/**
 * The gateways of a world: immutable APIs with their deployments and stages, and the authorizers' cache, which a fork copies
 * when it first writes to it.
 */
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import type { AuthorizerPolicy } from './authorizers/policy.ts'
import type { Api } from './deployments.ts'
import type { DomainNames } from './domain-names.ts'
import type { IssuerDefinition } from './issuer.ts'
import { apiIdOfHost } from './address.ts'
import { shiftCache, type ResponseCache } from './response-cache.ts'
import type { VpcLinks } from './vpc-links.ts'
import { createUsage, forkUsage, resetUsage, shiftUsage, type UsageState } from './usage/usage.ts'
import type { WebSocketApi } from './websocket/definition.ts'
import {
  createSocketState,
  deleteSocketApi,
  endSocketState,
  forkSocketState,
  resetSocketState,
  shiftSocketState,
  type SocketState,
} from './websocket/state.ts'

/** The answer of a Lambda authorizer, valid until the time `until`. */
export interface CachedAnswer {
  readonly until: number
  readonly answer: AuthorizerAnswer
}

export interface AuthorizerAnswer {
  /** A policy is evaluated for each request; a simple answer (a boolean) is the same for all. */
  readonly policy: AuthorizerPolicy | boolean
  readonly principalId: string | undefined
  readonly context: Readonly<Record<string, unknown>> | undefined
  readonly usageIdentifierKey: string | undefined
}

/** A public key in the form of a JSON Web Key. */
export type Jwk = Readonly<Record<string, unknown>>

/** The keys that an issuer published, valid until the time `until`. */
interface CachedKeys {
  readonly until: number
  readonly keys: readonly Jwk[]
}

export interface GatewayState {
  apis: ReadonlyMap<string, Api>
  /** Custom domain names, by name. */
  domains: DomainNames
  readonly usage: UsageState
  /** The role with which API Gateway writes logs, of UpdateAccount. */
  cloudwatchRoleArn: string | undefined
  vpcLinks: VpcLinks
  /** The caches of stages. */
  readonly responses: ResponseCache
  /** The issuers that tests made, by URL. */
  issuers: ReadonlyMap<string, IssuerDefinition>
  /** The keys that backends answered with, by issuer. */
  readonly keys: CopyOnWriteMap<string, CachedKeys>
  cache: Map<string, CachedAnswer>
  /** Whether no other fork shares `cache`. */
  cacheOwned: boolean
  /** Undefined until there is a WebSocket API. */
  sockets: SocketState | undefined
}

export const createState = (): GatewayState => ({
  apis: new Map(),
  domains: new Map(),
  usage: createUsage(),
  cloudwatchRoleArn: undefined,
  vpcLinks: new Map(),
  responses: new CopyOnWriteMap(),
  issuers: new Map(),
  keys: new CopyOnWriteMap(),
  cache: new Map(),
  cacheOwned: true,
  sockets: undefined,
})

/** The WebSocket APIs of a world and their connections. */
export const socketsOf = (state: GatewayState): SocketState =>
  (state.sockets ??= createSocketState())

export function forkState(state: GatewayState): GatewayState {
  state.cacheOwned = false
  const { apis, domains, usage, responses, issuers, keys, cache, sockets } = state
  const { cloudwatchRoleArn, vpcLinks } = state
  return {
    ...{ apis, domains, usage: forkUsage(usage), responses: responses.fork() },
    ...{ issuers, keys: keys.fork(), cache, cacheOwned: false },
    ...{ cloudwatchRoleArn, vpcLinks },
    sockets: sockets && forkSocketState(sockets),
  }
}

/**
 * Keeps gateways, routes, domain names, keys, plans and issuers. Empties caches, buckets and quotas,
 * and forgets connections.
 */
export function resetState(state: GatewayState): void {
  resetUsage(state.usage)
  state.responses.clear()
  for (const issuer of [...state.keys.keys()]) state.keys.delete(issuer)
  state.cache = new Map()
  state.cacheOwned = true
  if (state.sockets) resetSocketState(state.sockets)
}

/** Ends waiting calls of clients, and closes sockets. */
export function endState(state: GatewayState): void {
  if (state.sockets) endSocketState(state.sockets)
}

/** The clock was set to another date: what is cached keeps its remaining lifetime. */
export function shiftState(state: GatewayState, _world: World, milliseconds: number): void {
  shiftUsage(state.usage, milliseconds)
  shiftCache(state.responses, milliseconds)
  for (const [issuer, { until, keys }] of [...state.keys])
    state.keys.set(issuer, { until: until + milliseconds, keys })
  const entries = [...state.cache].map(
    ([key, { until, answer }]) => [key, { until: until + milliseconds, answer }] as const,
  )
  state.cache = new Map(entries)
  state.cacheOwned = true
  if (state.sockets) shiftSocketState(state.sockets, milliseconds)
}

/** Adds an API, or replaces the one with the same id. */
export function setApi(state: GatewayState, api: Api): void {
  state.apis = new Map(state.apis).set(api.id, api)
  if (state.sockets?.apis.has(api.id)) deleteSocketApi(state.sockets, api.id)
}

/** Adds a WebSocket API, or replaces the one with the same id. */
export function setSocketApi(state: GatewayState, api: WebSocketApi): void {
  const sockets = socketsOf(state)
  sockets.apis = new Map(sockets.apis).set(api.id, api)
  if (!state.apis.has(api.id)) return
  const apis = new Map(state.apis)
  apis.delete(api.id)
  state.apis = apis
}

/**
 * A gateway of an earlier test file gives up its id.
 *
 * @throws MisuseError when a gateway of any kind has the id
 */
export function checkFreeId(state: GatewayState, id: string, world: World): void {
  const existing = state.apis.get(id) ?? state.sockets?.apis.get(id)
  if (existing && !isStale(existing, world))
    throw new MisuseError(`The region already has a gateway with the id '${id}'.`, 'another id')
}

/** Adds an issuer, or replaces the one with the same URL. */
export function setIssuer(state: GatewayState, issuer: IssuerDefinition): void {
  state.issuers = new Map(state.issuers).set(issuer.issuer, issuer)
}

/** Forgets an API, with its deployments, stages and cached answers. */
export function deleteApi(state: GatewayState, id: string): void {
  state.apis = new Map([...state.apis].filter(([each]) => each !== id))
  forgetAnswers(state, id)
}

/**
 * The id of the stale gateway with this name, which a new gateway replaces; otherwise an unused id.
 */
export function idFor(state: GatewayState, name: string | undefined, world: World): string {
  for (const api of state.apis.values()) {
    if (name !== undefined && api.name === name && isStale(api, world)) return api.id
  }
  // Ids start again in each test file, but gateways of earlier files keep theirs.
  let id = world.ids.text('api', 10)
  while (state.apis.has(id) || state.sockets?.apis.has(id)) id = world.ids.text('api', 10)
  return id
}

/** Forgets what a gateway's authorizers answered. */
export function forgetAnswers(state: GatewayState, apiId: string): void {
  const kept = [...state.cache].filter(([key]) => !key.startsWith(`${apiId} `))
  if (kept.length === state.cache.size) return
  state.cache = new Map(kept)
  state.cacheOwned = true
}

export function cacheAnswer(state: GatewayState, key: string, entry: CachedAnswer): void {
  if (!state.cacheOwned) {
    state.cache = new Map(state.cache)
    state.cacheOwned = true
  }
  state.cache.set(key, entry)
}

/**
 * The API of a gateway.
 *
 * @throws MisuseError when the id is unknown. It names the nearest known id.
 */
export function apiOf(state: GatewayState, id: string, world: World): Api {
  const api = state.apis.get(id)
  if (api) return api
  throw new MisuseError(
    `The region ${world.options.region} has no gateway '${id}'.`,
    'the id of a gateway created in this region',
    didYouMean(id, state.apis.keys()),
  )
}

/** The gateway with this id, or with this host name in its URL. */
export const findApi = (state: GatewayState, hostOrId: string): Api | undefined =>
  state.apis.get(hostOrId) ?? state.apis.get(apiIdOfHost(hostOrId) ?? '')

/** What a world knows of its gateways: immutable definitions and the authorizers' cache, copied when first written after a fork. */
import { didYouMean, MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world.ts'
import type { AuthorizerPolicy } from './authorizers/policy.ts'
import type { ApiDefinition } from './definition.ts'
import { apiIdOfHost } from './address.ts'

/** What a Lambda authorizer answered, kept until `until`. */
export interface CachedAnswer {
  readonly until: number
  readonly answer: AuthorizerAnswer
}

export interface AuthorizerAnswer {
  /** A policy is evaluated anew for every request; a simple answer holds for all. */
  readonly policy: AuthorizerPolicy | boolean
  readonly principalId: string | undefined
  readonly context: Readonly<Record<string, unknown>> | undefined
  readonly usageIdentifierKey: string | undefined
}

export interface GatewayState {
  apis: ReadonlyMap<string, ApiDefinition>
  cache: Map<string, CachedAnswer>
  /** Whether `cache` is this state's alone. */
  cacheOwned: boolean
}

export const createState = (): GatewayState => ({
  apis: new Map(),
  cache: new Map(),
  cacheOwned: true,
})

export function forkState(state: GatewayState): GatewayState {
  state.cacheOwned = false
  return { apis: state.apis, cache: state.cache, cacheOwned: false }
}

/** Gateways and routes stay; what authorizers answered is forgotten. */
export function resetState(state: GatewayState): void {
  state.cache = new Map()
  state.cacheOwned = true
}

/** The clock was set to another date: what is kept is kept as long as it had to. */
export function shiftState(state: GatewayState, _world: World, milliseconds: number): void {
  const entries = [...state.cache].map(
    ([key, { until, answer }]) => [key, { until: until + milliseconds, answer }] as const,
  )
  state.cache = new Map(entries)
  state.cacheOwned = true
}

/** Puts a definition in its place. */
export function setApi(state: GatewayState, api: ApiDefinition): void {
  state.apis = new Map(state.apis).set(api.id, api)
}

export function cacheAnswer(state: GatewayState, key: string, entry: CachedAnswer): void {
  if (!state.cacheOwned) {
    state.cache = new Map(state.cache)
    state.cacheOwned = true
  }
  state.cache.set(key, entry)
}

/** The definition of a gateway, or a MisuseError that names the near miss. */
export function apiOf(state: GatewayState, id: string, world: World): ApiDefinition {
  const api = state.apis.get(id)
  if (api) return api
  throw new MisuseError(
    `There is no gateway '${id}' in this region (${world.options.region}).`,
    'one that createGateway made here',
    didYouMean(id, state.apis.keys()),
  )
}

/** By id, or by host name of its URL. */
export const findApi = (state: GatewayState, hostOrId: string): ApiDefinition | undefined =>
  state.apis.get(hostOrId) ?? state.apis.get(apiIdOfHost(hostOrId) ?? '')

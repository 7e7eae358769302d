/** The domains of pools: their hosts, and the pools behind hosts and paths. */
import type { World } from '../core/world/world.ts'
import { cognitoidp } from './service.ts'
import type { StoredPool } from './state.ts'

/** `shop.auth.us-east-1.amazoncognito.com` */
const PREFIX_HOST = /^([a-z0-9-]+)\.auth\.([\w-]+)\.amazoncognito\.com$/

/** The pool whose domain a host is. */
export function findDomain(world: World, hostname: string): StoredPool | undefined {
  const [, prefix, region] = PREFIX_HOST.exec(hostname) ?? []
  const isHere = region === undefined || region === world.options.region
  const home = isHere ? world : world.has(region) ? world.in(region) : undefined
  if (!home?.holds(cognitoidp)) return undefined
  const { domains, pools } = home.state(cognitoidp)
  const domain = domains.get(prefix ?? hostname)
  if (!domain || domain.isCustom !== (prefix === undefined)) return undefined
  return pools.get(domain.poolId)
}

/** The pool of `/_cognito/us-east-1_a1B2c3D4e/login`, for browsers and the region's server. */
export function findPoolByPath(
  world: World,
  path: string,
): { readonly pool: StoredPool; readonly prefix: string; readonly path: string } | undefined {
  const [, prefix, id, rest] = /^(\/_cognito\/([\w-]+_\w+))(\/.*)$/.exec(path) ?? []
  if (prefix === undefined || id === undefined || rest === undefined) return undefined
  const pool = world.holds(cognitoidp) ? world.state(cognitoidp).pools.get(id) : undefined
  return pool && { pool, prefix, path: rest }
}

/**
 * The origin of a pool's endpoints. A pool without a domain has one here nevertheless, which only
 * `users.fetch` reaches.
 */
export function originOf(world: World, { id, name }: StoredPool): string {
  const region = id.slice(0, id.indexOf('_'))
  const { domains } = world.state(cognitoidp)
  const own = [...domains.values()].filter(({ poolId }) => poolId === id)
  const domain = own.find(({ isCustom }) => isCustom) ?? own[0]
  if (domain?.isCustom) return `https://${domain.domain}`
  const prefix = domain?.domain ?? name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return `https://${prefix}.auth.${region}.amazoncognito.com`
}

/** Whether a pool has a domain. */
export const hasDomain = (world: World, { id }: StoredPool): boolean =>
  [...world.state(cognitoidp).domains.values()].some(({ poolId }) => poolId === id)

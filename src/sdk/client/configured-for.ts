import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world.ts'
import type { WireRequest } from '../../protocol/wire.ts'
import type { OperationContext, ClientConfig } from '../answer/operation-context.ts'
import { NEUTRAL_HOST } from './endpoint.ts'

const regions = new WeakMap<ClientConfig, MaybePromise<string | undefined>>()

/** The region a client was made for. Known at once from its second call on. */
function clientRegion(config: ClientConfig): MaybePromise<string | undefined> {
  const known = regions.get(config)
  if (known !== undefined) return known
  const provider = config.region
  if (typeof provider === 'string') return provider
  if (typeof provider !== 'function') return undefined
  const asked = Promise.resolve(provider() as unknown).then((region) => {
    if (typeof region !== 'string') return undefined
    regions.set(config, region)
    return region
  })
  regions.set(config, asked)
  return asked
}

/** AWS's own hosts of this region are not foreign: `abc.execute-api.us-east-1.amazonaws.com`. */
const isOwnHost = (hostname: string, region: string): boolean =>
  hostname === NEUTRAL_HOST || hostname.endsWith(`.${region}.amazonaws.com`)

const describe = (
  world: World,
  region: string | undefined,
  hostname: string,
): string | undefined => {
  const own = world.options.region
  const otherRegion = region === undefined || region === own ? undefined : region
  const otherHost = isOwnHost(hostname, own) ? undefined : hostname
  return otherRegion && otherHost ? `${otherRegion} ${otherHost}` : (otherRegion ?? otherHost)
}

/** The region and endpoint a client was configured for, where they are not those of the region that answers. */
export function findConfiguredFor(
  world: World,
  request: WireRequest,
  captured: OperationContext | undefined,
): MaybePromise<string | undefined> {
  const region = captured && clientRegion(captured.config)
  return typeof region === 'object'
    ? region.then((name) => describe(world, name, request.hostname))
    : describe(world, region, request.hostname)
}

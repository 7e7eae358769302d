import type { World } from '../../core/world/world.ts'
import { NEUTRAL_HOST } from './endpoint.ts'

/** Whether a host is AWS's own in this region: `abc.execute-api.us-east-1.amazonaws.com`. */
const isOwnHost = (hostname: string, region: string): boolean =>
  hostname === NEUTRAL_HOST || hostname.endsWith(`.${region}.amazonaws.com`)

/**
 * Returns the region and endpoint that a client was configured for, if they differ from the
 * answering region.
 */
export const configuredFor = (
  world: World,
  region: string | undefined,
  hostname: string,
): string | undefined => {
  const own = world.options.region
  const otherRegion = region === undefined || region === own ? undefined : region
  const isHostOfRegion = region !== undefined && isOwnHost(hostname, region)
  const otherHost = isHostOfRegion || isOwnHost(hostname, own) ? undefined : hostname
  return otherRegion && otherHost ? `${otherRegion} ${otherHost}` : (otherRegion ?? otherHost)
}

import type { World } from '../../core/world.ts'
import { NEUTRAL_HOST } from './endpoint.ts'

/** AWS's own hosts of this region are the region's: `abc.execute-api.us-east-1.amazonaws.com`. */
const isOwnHost = (hostname: string, region: string): boolean =>
  hostname === NEUTRAL_HOST || hostname.endsWith(`.${region}.amazonaws.com`)

/** The region and endpoint a client was configured for, where they are not those of the region that answers. */
export const configuredFor = (
  world: World,
  region: string | undefined,
  hostname: string,
): string | undefined => {
  const own = world.options.region
  const otherRegion = region === undefined || region === own ? undefined : region
  const otherHost = isOwnHost(hostname, own) ? undefined : hostname
  return otherRegion && otherHost ? `${otherRegion} ${otherHost}` : (otherRegion ?? otherHost)
}

/** CloudFront, as a region lists it. */
import type { Service, World } from '../core/world/world.ts'
import { findByHost } from './distributions/find.ts'
import { rooms } from './rooms.ts'
import type { CloudFrontState } from './state.ts'

export const cloudfront: Service<CloudFrontState> = {
  id: 'cloudfront',
  title: 'CloudFront',
  namespace: 'com.amazonaws.cloudfront',
  // A global service: its distributions belong to no region.
  scope: 'account',
  client: {
    package: '@aws-sdk/client-cloudfront',
    class: 'CloudFrontClient',
    hosts: ['cloudfront'],
    model: 'cloudfront',
  },
  guide: 'cloudfront.md',
  matchers: ['toBeCacheHit', 'toBeCacheMiss', 'toHaveOriginRequests'],
  templates: ['AWS::CloudFront'],
  room: () => rooms.cloudfront().room,
}

/** Whether a host is the domain name of a distribution of this world, or an alias. */
export const isDistributionHost = (host: string, world: World): boolean =>
  world.main.holds(cloudfront) && findByHost(world.main.state(cloudfront), host) !== undefined

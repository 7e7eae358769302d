/** Which requests are answered in the process, and which go on to the network. */
import type { World } from '../core/world.ts'
import { isAwsHost } from '../protocol/aws-host.ts'
import type { AwsRequest } from './raw/raw.ts'
import { rooms } from './rooms.ts'

/** Every request to a host of AWS; under `unhandled: 'bypass'` only those to a service that is simulated or has a stub. */
export const isClaimed = (world: World, request: Omit<AwsRequest, 'body'>): boolean =>
  isAwsHost(new URL(request.url).hostname) &&
  (world.options.unhandled !== 'bypass' || rooms.raw().isAnswered(world, request))

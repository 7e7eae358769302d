/** From the ARN of a resource to the service and the region that keep it. */
import type { Service, World } from './world.ts'

/** By the list of services, which all regions share. */
const servicesByHost = new WeakMap<readonly Service[], Map<string, Service>>()

/** The service in an ARN, which is the one in its hosts: `arn:aws:sqs:...`. */
export function serviceOfArn({ services }: World, arn: string): Service | undefined {
  let byHost = servicesByHost.get(services)
  if (!byHost) {
    const hosts = services.flatMap((one) =>
      (one.client?.hosts ?? []).map((host): [string, Service] => [host, one]),
    )
    // The first of two services with one host.
    servicesByHost.set(services, (byHost = new Map(hosts.reverse())))
  }
  const start = arn.indexOf(':', 4) + 1
  return byHost.get(arn.slice(start, arn.indexOf(':', start)))
}

/** The region in an ARN, if the account uses it. Otherwise the given one. */
export function worldOfArn(world: World, arn: string): World {
  const start = arn.indexOf(':', arn.indexOf(':', 4) + 1) + 1
  const region = arn.slice(start, arn.indexOf(':', start))
  return region !== '' && region !== world.options.region && world.has(region)
    ? world.in(region)
    : world
}

/** Decides which requests the process answers, and which go to the network. */
import { UnsupportedError } from '../core/errors.ts'
import type { World } from '../core/world/world.ts'
import { isAwsHost } from '../protocol/routing/aws-host.ts'
import type { AwsRequest } from './raw/raw.ts'
import { rooms } from './rooms.ts'

/** An IPv6 address has brackets in a URL. */
export const toUrlHost = (hostname: string): string =>
  hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname

/** Whether a URL is one of AWS's. A host that no URL can have is not. */
export const isAwsUrl = (url: string): boolean =>
  URL.canParse(url) && isAwsHost(new URL(url).hostname)

/**
 * Claims every request to a host of AWS, and those for the keys of the world's issuers and to the
 * custom domain names of its gateways. With
 * `unhandled: 'bypass'`: of hosts of AWS only those to a service that is simulated or has a stub, and
 * to the URLs of the world's functions.
 */
export const isClaimed = (world: World, request: Omit<AwsRequest, 'body'>): boolean =>
  isAwsUrl(request.url)
    ? world.options.unhandled !== 'bypass' ||
      isFunctionUrl(world, request.url) ||
      isPublished(world, request.url) ||
      isOnCustomDomain(world, request.url) ||
      rooms.raw().isAnswered(world, request)
    : isPublished(world, request.url) || isOnCustomDomain(world, request.url)

/** A document of an issuer, which may have any host. */
const isPublished = ({ ports }: World, url: string): boolean =>
  ports.tokenIssuers?.document(url) !== undefined

const isOnCustomDomain = ({ ports }: World, url: string): boolean =>
  URL.canParse(url) && ports.isCustomDomain?.(new URL(url).host) === true

function isFunctionUrl({ ports }: World, url: string): boolean {
  const [, id] = /^([a-z0-9]+)\.lambda-url\./.exec(new URL(url).hostname) ?? []
  return id !== undefined && ports.functionUrls?.find(id) !== undefined
}

/** The error for a connection to a host of AWS that belongs to no request answered above. */
export function refuseConnection(
  world: () => World,
  hostname: string,
): UnsupportedError | undefined {
  const url = `https://${toUrlHost(hostname)}/`
  // Most connections are not to AWS and need no world.
  if (!isAwsUrl(url)) return undefined
  const current = world()
  const request = { method: 'GET', url, headers: {} }
  if (!isClaimed(current, request)) return undefined
  const name = rooms.raw().nameOfService(current, request)
  return current.refuse(
    new UnsupportedError(
      { service: name, parameter: `over a connection of its own to ${hostname}` },
      'miniregion/auto answers SDK clients, node:http, node:https, fetch and HTTP/1.1 over TLS, but no HTTP/2 and no other sockets.',
    ),
  )
}

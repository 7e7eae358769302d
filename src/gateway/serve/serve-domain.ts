/** Serves requests to custom domain names. */
import type { World } from '../../core/world/world.ts'
import { mappedStage, type DomainName } from '../api/domain-names.ts'
import { lastHeader } from '../messages/header-list.ts'
import type { GatewayRequest } from '../messages/request.ts'
import { toResponseObject } from '../messages/web-objects.ts'
import { gateway } from '../service.ts'
import { serveStage } from './serve-stage.ts'

export function serveDomain(
  world: World,
  domain: DomainName,
  host: string,
  request: GatewayRequest,
): Promise<Response> {
  const mapped = mappedStage(world.state(gateway).apis, domain, request.path)
  if (!mapped) return Promise.resolve(forbidden(world, host, request))
  const { api, stage, path } = mapped
  return serveStage(world, api, stage, onDomain(request, host, path))
}

/** The request as the stage receives it: with the host, and with the path on the domain name. */
const onDomain = (request: GatewayRequest, host: string, path: string): GatewayRequest => ({
  ...request,
  path,
  domain: { host, path: request.path },
  headers:
    lastHeader(request.headers, 'host') === undefined
      ? [['Host', host], ...request.headers]
      : request.headers,
})

// Seen: public reports (aws/serverless-application-model, amplify-education/serverless-domain-manager)
function forbidden(world: World, host: string, { method, path, query }: GatewayRequest): Response {
  const body = JSON.stringify({ message: 'Forbidden' })
  const headers: [string, string][] = [
    ['Date', new Date(world.clock.now()).toUTCString()],
    ['x-amzn-RequestId', world.ids.uuid('gateway-request')],
    ['x-amzn-ErrorType', 'ForbiddenException'],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(body.length)],
  ]
  const url = `https://${host}${path}${query === '' ? '' : `?${query}`}`
  return toResponseObject({ status: 403, headers, body }, url, method)
}

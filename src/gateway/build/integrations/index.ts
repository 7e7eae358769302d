/** Checks an integration of a REST API with mappings, and turns it into its definition. */
import { MisuseError } from '../../../core/errors.ts'
import type { HttpBackend } from '../../../core/world/backends.ts'
import type { World } from '../../../core/world/world.ts'
import { hasStageVariable } from '../../api/deployments.ts'
import { functionTarget } from '../../api/function-target.ts'
import { parseIntegrationUri } from '../../api/integrations/integration-uri.ts'
import type {
  HttpIntegration,
  HttpProxyIntegration,
  LambdaIntegration,
  MockIntegration,
  ServiceIntegration,
  UriIntegration,
} from '../../api/integrations/integrations.ts'
import type {
  HttpProxyDefinition,
  LambdaDefinition,
  MappedIntegration,
  ServiceDefinition,
} from '../../api/integrations/mapped-integration.ts'
import {
  checkContentHandling,
  checkMembers,
  checkMethod,
  checkPassthrough,
  MEMBERS,
  type Where,
} from './options.ts'
import { toRequestParameters } from './parameters.ts'
import { toResponses } from './responses.ts'
import { toTemplates } from './templates.ts'

type Aws = LambdaIntegration | ServiceIntegration | UriIntegration
export type Mapped = MockIntegration | Aws | HttpIntegration

export function toMappedIntegration(
  world: World,
  given: Mapped,
  timeoutMs: number,
  where: Where,
): MappedIntegration {
  checkMembers(given, MEMBERS[given.type], where)
  const parts = toParts(given, timeoutMs, where)
  switch (given.type) {
    case 'MOCK':
      return { ...parts, type: 'MOCK' }
    case 'HTTP':
      return {
        ...parts,
        type: 'HTTP',
        uri: checkUri(given.uri, where),
        method: checkMethod(given, where),
      }
    case 'AWS':
      return { ...parts, type: 'AWS', ...toAws(world, given, where) }
  }
}

export function toHttpProxy(
  given: HttpProxyIntegration,
  transfer: Pick<HttpProxyDefinition, 'streamed' | 'timeoutMs'>,
  where: Where,
): HttpProxyDefinition {
  checkMembers(given, MEMBERS.HTTP_PROXY, where)
  return {
    type: 'HTTP_PROXY',
    uri: checkUri(given.uri, where),
    method: checkMethod(given, where),
    requestParameters: toRequestParameters(given.requestParameters, where),
    ...transfer,
    given,
  }
}

const toParts = (given: Mapped, timeoutMs: number, where: Where) => ({
  requestParameters: toRequestParameters(given.requestParameters, where),
  requestTemplates: toTemplates(given.requestTemplates, `${where}.requestTemplates`),
  passthroughBehavior: checkPassthrough(given.passthroughBehavior, where),
  contentHandling: checkContentHandling(given.contentHandling, where),
  responses: toResponses(given.responses, where),
  timeoutMs,
  given,
})

// Recorded: test_put_integration_validation (the message)
function checkUri(uri: unknown, where: Where): string | HttpBackend {
  if (typeof uri === 'function') return uri as HttpBackend
  // Variables may stand for the host.
  const complete = typeof uri === 'string' && uri.replace(/\$?\{[^}]*\}/g, 'x')
  if (
    typeof uri === 'string' &&
    complete &&
    /^https?:\/\//.test(complete) &&
    URL.canParse(complete)
  )
    return uri
  throw new MisuseError(
    `${where}.uri: Invalid HTTP endpoint specified for URI.`,
    "a URL such as 'https://api.example/path', or a function that answers requests",
  )
}

function toAws(
  world: World,
  given: Aws,
  where: Where,
): Pick<LambdaDefinition, 'function' | 'method'> | Pick<ServiceDefinition, 'service' | 'method'> {
  const method = checkMethod(given, where) ?? 'POST'
  if ('function' in given) return { function: toFunctionName(world, given.function, where), method }
  if ('uri' in given) {
    const parsed = parseIntegrationUri(String(given.uri))
    if (parsed.kind === 'malformed') throw new MisuseError(`${where}.uri: ${parsed.message}.`)
    return parsed.kind === 'function'
      ? { function: toFunctionName(world, parsed.function, where), method }
      : { service: parsed.service, method }
  }
  const { service, action, path } = given
  if (typeof service !== 'string' || !/^[a-z0-9.-]+$/.test(service))
    throw new MisuseError(
      `${where} names no backend.`,
      "a function, a uri, or { service: 'dynamodb', action: 'PutItem' }",
    )
  if ((action === undefined) === (path === undefined))
    throw new MisuseError(
      `${where}: AWS ARN for integration must contain path or action.`,
      'one of them',
    )
  const { region } = world.options
  const target = action ?? path?.replace(/^\//, '') ?? ''
  return { service: { region, host: service, kind: action ? 'action' : 'path', target }, method }
}

/** A name that a stage variable completes. Each stage checks it when it is deployed. */
const toFunctionName = (
  world: World,
  target: LambdaIntegration['function'],
  where: Where,
): string =>
  typeof target === 'string' && hasStageVariable(target)
    ? target
    : functionTarget(world, target, where)

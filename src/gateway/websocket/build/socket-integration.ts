/** Checks the integration of a route, and turns it into its definition. */
import { MisuseError, UnsupportedError } from '../../../core/errors.ts'
import { toMilliseconds } from '../../../core/time/duration.ts'
import type { World } from '../../../core/world/world.ts'
import type { FunctionTarget } from '../../api/authorizers/create-authorizers.ts'
import { hasStageVariable } from '../../api/deployments.ts'
import { functionTarget, roleOfTarget } from '../../api/function-target.ts'
import type {
  IntegrationResponse,
  MockIntegration,
  ProxyIntegration,
  RouteIntegration,
} from '../../api/integrations/integrations.ts'
import type { ResponseDefinition } from '../../api/integrations/mapped-integration.ts'
import type { RouteOptions } from '../../api/options.ts'
import type { SocketFunction, SocketIntegration } from '../../api/websocket/definition.ts'
import { parseResponseSelection } from '../../api/websocket/response-selection.ts'
import { parseSelectionExpression } from '../../api/websocket/selection-expression.ts'
import { MIN_TIMEOUT_MS, REST_TIMEOUT_MS } from '../../limits.ts'
import { rooms } from '../../rooms.ts'

export function toSocketIntegration(
  world: World,
  options: RouteOptions,
  where: string,
): SocketIntegration {
  const { handler, integration } = options
  if (handler !== undefined && integration !== undefined)
    throw new MisuseError(`${where} received a handler and an integration.`, 'one of them')
  const timeoutMs = toTimeout(options.timeout, where)
  if (handler !== undefined) return toFunction(world, handler, timeoutMs, where)
  if (integration === undefined)
    throw new MisuseError(
      `${where} received no handler.`,
      "a function's handle, or { handler: fn, ... }",
    )
  const at = `${where}.integration`
  const given = withRequestSources(integration, at)
  switch (given.type) {
    case 'AWS_PROXY':
      if ('function' in given) return toProxy(world, given, timeoutMs, at)
      throw new MisuseError(`${at} has a subtype.`, 'a function: only HTTP APIs have subtypes')
    case 'HTTP_PROXY':
      refuseMembers(world, given, ['responseParameters', 'responseTransferMode'], 'HTTP_PROXY')
      return rooms.integrationOptions().toHttpProxy(given, { streamed: false, timeoutMs }, at)
    case 'MOCK':
    case 'AWS':
    case 'HTTP': {
      const { templateSelectionExpression: expression, ...members } = given
      const mapped = withoutSelections(members)
      const built = rooms.integrationOptions().toMappedIntegration(world, mapped, timeoutMs, at)
      return {
        ...built,
        responses: withSelections(built.responses, given.responses, at),
        templateSelection:
          expression === undefined
            ? undefined
            : parseSelectionExpression(world, expression, at, 'templateSelectionExpression'),
      }
    }
    default:
      throw new MisuseError(
        `${at} has the type '${String(Reflect.get(given, 'type'))}'.`,
        "'AWS_PROXY', 'AWS', 'HTTP', 'HTTP_PROXY' or 'MOCK'",
      )
  }
}

/** What integrations of all kinds of API have: expressions of responses are read apart. */
const withoutSelections = <Given extends Pick<MockIntegration, 'responses'>>(
  given: Given,
): Given =>
  given.responses?.some((response) => response.templateSelectionExpression !== undefined)
    ? {
        ...given,
        responses: given.responses.map(
          ({ templateSelectionExpression: _expression, ...response }) => response,
        ),
      }
    : given

const withSelections = (
  built: readonly ResponseDefinition[],
  given: readonly IntegrationResponse[] = [],
  at: string,
): readonly ResponseDefinition[] =>
  built.map((response, index) => {
    const expression = given[index]?.templateSelectionExpression
    if (expression === undefined) return response
    const where = `${at}.responses[${index}]`
    return { ...response, templateSelection: parseResponseSelection(expression, where) }
  })

const REQUEST = /^route\.request\./

/** The same mappings, whose sources are called `method.request` in REST APIs. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html
function withRequestSources(integration: RouteIntegration, at: string): RouteIntegration {
  const given = 'requestParameters' in integration ? integration.requestParameters : undefined
  if (!given || integration.type === 'AWS_PROXY') return integration
  const requestParameters = Object.fromEntries(
    Object.entries(given).map(([target, source]) => {
      if (String(source).startsWith('method.request.'))
        throw new MisuseError(
          `${at}.requestParameters['${target}'] is '${source}'.`,
          `'${source.replace('method', 'route')}', as WebSocket APIs call it`,
        )
      return [target, String(source).replace(REQUEST, 'method.request.')]
    }),
  )
  return { ...integration, requestParameters }
}

function refuseMembers(world: World, given: object, names: readonly string[], what: string): void {
  const found = names.find((name) => Reflect.get(given, name) !== undefined)
  if (found === undefined) return
  throw world.refuse(
    new UnsupportedError({
      service: 'API Gateway',
      operation: `${what} integration of a WebSocket API`,
      parameter: found,
    }),
  )
}

function toProxy(
  world: World,
  { type: _type, function: target, ...rest }: ProxyIntegration,
  timeoutMs: number,
  at: string,
): SocketFunction {
  refuseMembers(world, rest, Object.keys(rest), 'AWS_PROXY')
  return toFunction(world, target, timeoutMs, at)
}

function toFunction(
  world: World,
  target: FunctionTarget,
  timeoutMs: number,
  where: string,
): SocketFunction {
  // A name that a stage variable completes is checked by each stage.
  const isOpen = typeof target === 'string' && hasStageVariable(target)
  return {
    type: 'AWS_PROXY',
    function: isOpen ? target : functionTarget(world, target, where),
    role: roleOfTarget(target),
    timeoutMs,
  }
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
function toTimeout(timeout: RouteOptions['timeout'], where: string): number {
  if (timeout === undefined) return REST_TIMEOUT_MS
  const milliseconds = toMilliseconds(timeout, 'timeout')
  if (milliseconds >= MIN_TIMEOUT_MS && milliseconds <= REST_TIMEOUT_MS) return milliseconds
  throw new MisuseError(
    `${where} received a timeout of ${milliseconds} ms.`,
    `${MIN_TIMEOUT_MS} ms to ${REST_TIMEOUT_MS / 1000} s`,
  )
}

/** AWS: TestInvokeAuthorizer: asks an authorizer of the working copy, past its cache. */
import type { CallContext, Operation } from '../../../core/world/world.ts'
import {
  toAuthorizerDefinition,
  type LambdaAuthorizerDefinition,
} from '../../api/authorizers/definition.ts'
import { readIdentity } from '../../api/authorizers/identity.ts'
import type {
  CognitoAuthorizerDefinition,
  JwtAuthorizerDefinition,
} from '../../api/authorizers/token-definitions.ts'
import type { RestApi } from '../../api/definition.ts'
import type { GatewayState } from '../../api/state.ts'
import { askAuthorizer } from '../../authorizers/ask-authorizer.ts'
import { executeArn } from '../../authorizers/authorization.ts'
import { authorizeCognito } from '../../authorizers/cognito.ts'
import { authorizeJwtOfRest } from '../../authorizers/jwt-rest.ts'
import { invalidIdentifier } from '../../control/errors.ts'
import { authorizerToOptions } from '../../draft/rest-authorizers.ts'
import { restApiOf } from '../../draft/rest-draft.ts'
import { toAuthorizerEvent } from '../../events/rest-event.ts'
import type { Exchange } from '../../exchange/exchange.ts'
import { setOwn, toHeaderMaps } from '../../messages/header-list.ts'
import { defineRest } from '../rest/define.ts'
import { ExecutionLog } from './execution-log.ts'
import { logCall, logOutcome } from './lambda-call.ts'
import { testApi, testExchange, type TestInput } from './test-request.ts'

type Input = TestInput & {
  readonly restApiId: string
  readonly authorizerId: string
  readonly additionalContext?: Readonly<Record<string, string>>
}

export const testInvokeAuthorizer: Operation<GatewayState> = defineRest({
  name: 'TestInvokeAuthorizer',
  verb: 'POST',
  path: '/restapis/{restApiId}/authorizers/{authorizerId}',
  handles: [
    ...['pathWithQueryString', 'body', 'headers', 'multiValueHeaders', 'stageVariables'],
    'additionalContext',
  ],
  async run(state: GatewayState, input: Input, context) {
    const { world } = context
    const drafted = restApiOf(state, world, input.restApiId)
    const authorizer = drafted.draft.authorizers.get(input.authorizerId)
    if (!authorizer) throw invalidIdentifier('Authorizer')
    const given = authorizerToOptions(world, authorizer)
    const definition = toAuthorizerDefinition(world, given, 'rest', 'TestInvokeAuthorizer')
    const api = testApi(world, drafted, input)
    const test = { context, api, input, id: authorizer.id }
    if (definition.kind === 'lambda') return askFunction(test, definition)
    if (definition.kind === 'iam') throw invalidIdentifier('Authorizer')
    return checkToken(test, definition)
  },
})

interface Test {
  readonly context: CallContext
  readonly api: RestApi
  readonly input: Input
  readonly id: string
}

const exchangeOf = ({ context, api, input }: Test): Exchange<RestApi> =>
  testExchange(context, api, { method: 'GET', path: input.pathWithQueryString ?? '/' }, input)

/** `clientStatus` of an authorizer that lets the client in. */
// AWS: API_TestInvokeAuthorizer.html
const SUCCEEDED = 0

// Seen: the log in a public repository. Unverified: the lines of a failure
async function askFunction(
  test: Test,
  definition: LambdaAuthorizerDefinition,
): Promise<Record<string, unknown>> {
  const exchange = exchangeOf(test)
  const { world, record, trace, requestId } = exchange
  const log = new ExecutionLog(world, requestId)
  log.write(`Starting authorizer: ${test.id} for request: ${requestId}`)
  const { stageVariables } = test.api
  const context = contextOf(test.input)
  const identity = readIdentity(definition.sources, exchange.request, context, stageVariables)
  const [token = ''] = identity ?? []
  if (!identity || definition.validation?.test(token) === false) {
    log.write('Unauthorized request: the identity is missing or does not match the validation')
    return finish(exchange, log, { clientStatus: 401 })
  }
  log.write(`Incoming identity: ${identity.join(', ')}`)
  const { region, accountId } = world.options
  // Seen: events of tests in public repositories
  const stage = { id: test.api.id, stage: 'ESTestInvoke-stage' }
  const methodArn = executeArn(region, accountId, stage, 'GET', '/')
  const event =
    definition.type === 'TOKEN'
      ? { type: 'TOKEN', authorizationToken: token, methodArn }
      : { ...toAuthorizerEvent(exchange, undefined, methodArn), ...givenHeaders(exchange) }
  const apiId = test.api.id
  const source = executeArn(region, accountId, { id: apiId, stage: 'authorizers' }, test.id, '')
  logCall(log, world, { function: definition.function, event, apiId, requestId, trace, source })
  const began = world.clock.now()
  const uncached = { ...definition, ttlMs: 0 }
  const result = await askAuthorizer(exchange, uncached, identity, () => event)
  const { invocation } = result
  record.authorizer = {
    ...{ kind: 'lambda', allowed: 'answer' in result, cached: false, invocation },
    context: undefined,
  }
  if (invocation) {
    logOutcome(log, { world, trace, latency: world.clock.now() - began }, invocation)
    log.write(`Authorizer result body before parsing: ${invocation.payloadText ?? ''}`)
  }
  if ('failure' in result) {
    log.write('Execution failed due to an authorizer error')
    return finish(exchange, log, { clientStatus: result.failure === 'unauthorized' ? 401 : 500 })
  }
  const { principalId = '' } = result.answer
  log.write(`Using valid authorizer policy for principal: ${masked(principalId)}`)
  log.write('Successfully completed authorizer execution')
  const payload = invocation?.payload as { readonly policyDocument?: unknown } | undefined
  return finish(exchange, log, {
    clientStatus: SUCCEEDED,
    principalId,
    policy: JSON.stringify(payload?.policyDocument),
  })
}

/** The variables that identity sources name: `context.identity.sourceIp`. */
// AWS: API_TestInvokeAuthorizer.html (additionalContext). Unverified: its keys are variables' names
function contextOf({ additionalContext = {} }: Input): Readonly<Record<string, unknown>> {
  const context: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(additionalContext)) {
    const names = name.split('.')
    const last = names.pop() ?? name
    const holder = names.reduce<Record<string, unknown>>((at, step) => {
      const inner = Object.hasOwn(at, step) ? at[step] : undefined
      if (typeof inner === 'object' && inner !== null) return inner as Record<string, unknown>
      const made: Record<string, unknown> = {}
      setOwn(at, step, made)
      return made
    }, context)
    setOwn(holder, last, value)
  }
  return context
}

/** An event of a test has the headers that the caller gave, and none of the gateway. */
// Seen: events of tests in public repositories
function givenHeaders({ request }: Exchange<RestApi>): Record<string, unknown> {
  const { single, multi } = toHeaderMaps(request.headers)
  return { headers: single, multiValueHeaders: multi }
}

/** All but the last six characters as stars. */
// Seen: the same log
const masked = (text: string): string => text.replace(/.(?=.{6})/gs, '*')

/** Checks the token of a user pool, or of another issuer. */
async function checkToken(
  test: Test,
  definition: CognitoAuthorizerDefinition | JwtAuthorizerDefinition,
): Promise<Record<string, unknown>> {
  const exchange = exchangeOf(test)
  const log = new ExecutionLog(exchange.world, exchange.requestId)
  log.write(`Starting authorizer: ${test.id} for request: ${exchange.requestId}`)
  const chosen = { route: { scopes: [] } }
  const result = await (definition.kind === 'cognito'
    ? authorizeCognito(exchange, chosen, definition)
    : authorizeJwtOfRest(exchange, chosen, definition))
  if (result.verdict !== 'allowed') {
    log.write(`Unauthorized request: ${exchange.requestId}`)
    return finish(exchange, log, { clientStatus: 401 })
  }
  log.write('Successfully completed authorizer execution')
  const { claims } = result.context as { readonly claims: Readonly<Record<string, unknown>> }
  const texts = Object.entries(claims).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return finish(exchange, log, { clientStatus: SUCCEEDED, claims: Object.fromEntries(texts) })
}

function finish(
  { record, world }: Exchange<RestApi>,
  log: ExecutionLog,
  output: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const status = output['clientStatus'] === SUCCEEDED ? 200 : Number(output['clientStatus'])
  record.finish({ status, headers: [], body: '' }, world.clock)
  return { ...output, log: String(log), latency: record.duration }
}

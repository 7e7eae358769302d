/** Calls a Lambda authorizer, parses its answer and caches it. */
import { isServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { markSeen } from '../../core/reporting/failure-seen.ts'
import type { FunctionOutcome } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import { withinTime } from '../../core/time/within-time.ts'
import { AUTHORIZER_RESULT_BYTES, HTTP_AUTHORIZER_TIMEOUT_MS } from '../limits.ts'
import { payloadOf } from '../responses/function-payload.ts'
import { isProxyResult } from '../responses/proxy-result.ts'
import { gateway } from '../service.ts'
import { senderOfAuthorizer } from '../api/caller-of-functions.ts'
import { cacheAnswer, type AuthorizerAnswer } from '../api/state.ts'
import type { LambdaAuthorizerDefinition } from '../api/authorizers/definition.ts'
import { parsePolicy } from '../api/authorizers/policy.ts'

/** `unauthorized`: 401. `failed`: 500. */
export type CallResult =
  | { readonly answer: AuthorizerAnswer; readonly invocation: FunctionOutcome | undefined }
  | {
      readonly failure: 'unauthorized' | 'failed'
      readonly invocation: FunctionOutcome | undefined
    }

/** The part of a request that a call of its authorizer needs. */
export interface AuthorizerCaller {
  readonly world: World
  readonly api: {
    readonly id: string
    readonly type: 'http' | 'rest' | 'websocket'
    readonly stage: string
  }
  /** The cause of the invocation. */
  readonly record: JournalRecord
}

/** The cached answer for these identity values, or that of a new call. */
export async function askAuthorizer(
  exchange: AuthorizerCaller,
  definition: LambdaAuthorizerDefinition,
  identity: readonly string[],
  event: () => unknown,
): Promise<CallResult> {
  const { world } = exchange
  // Each stage has a cache of its own.
  const { api } = exchange
  const key = `${api.id} ${api.stage} ${definition.id} ${JSON.stringify(identity)}`
  const kept = readCache(world, definition, key)
  if (kept) return { answer: kept, invocation: undefined }
  const invocation = await callAuthorizer(exchange, definition, event())
  // A call that Lambda refused, or that took too long, has no record.
  if (!invocation) return { failure: 'failed', invocation }
  if (invocation.unobservedStatus !== 'succeeded') {
    // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
    // (the error "Unauthorized")
    const refused = invocation.unobservedError?.errorMessage === 'Unauthorized'
    // AWS defines this error as an answer: the test has no unnoticed failure to hear about.
    if (refused) markSeen(invocation)
    return { failure: refused ? 'unauthorized' : 'failed', invocation }
  }
  const answer = isTooLarge(invocation)
    ? undefined
    : parseAnswer(exchange, definition, payloadOf(invocation)?.payload)
  if (!answer) return { failure: 'failed', invocation }
  if (definition.ttlMs > 0) {
    const until = world.clock.now() + definition.ttlMs
    cacheAnswer(world.state(gateway), key, { until, answer })
  }
  return { answer, invocation }
}

/** Undefined when Lambda refused the call, or the function took too long. */
// AWS: http-api-lambda-authorizer.html (a function that cannot be invoked: 500), http-api-quotas.html
// (10 s). REST APIs have no limit of their own. Unverified: nor have WebSocket APIs
async function callAuthorizer(
  { world, api, record }: AuthorizerCaller,
  definition: LambdaAuthorizerDefinition,
  event: unknown,
): Promise<FunctionOutcome | undefined> {
  const call = async (): Promise<FunctionOutcome | undefined> =>
    world.ports.functions.invoke({
      function: definition.function,
      event,
      type: 'RequestResponse',
      cause: record,
      sender: () => senderOfAuthorizer({ world, api }, definition),
    })
  try {
    if (api.type !== 'http') return await call()
    const outcome = await withinTime(world, HTTP_AUTHORIZER_TIMEOUT_MS, call)
    return outcome === 'late' ? undefined : outcome
  } catch (error) {
    if (!isServiceError(error)) throw error
    return undefined
  }
}

// AWS: limits.html, http-api-quotas.html (8 KB). Unverified: the answer is that for a malformed result
const isTooLarge = ({ payloadText = '' }: FunctionOutcome): boolean =>
  payloadText.length > AUTHORIZER_RESULT_BYTES / 3 &&
  Buffer.byteLength(payloadText) > AUTHORIZER_RESULT_BYTES

function readCache(
  world: World,
  definition: LambdaAuthorizerDefinition,
  key: string,
): AuthorizerAnswer | undefined {
  if (definition.ttlMs === 0) return undefined
  const entry = world.state(gateway).cache.get(key)
  return entry && world.clock.now() < entry.until ? entry.answer : undefined
}

function parseAnswer(
  { world, api }: AuthorizerCaller,
  definition: LambdaAuthorizerDefinition,
  payload: unknown,
): AuthorizerAnswer | undefined {
  if (!isProxyResult(payload)) return undefined
  const { context } = payload
  if (context !== undefined && context !== null && !isProxyResult(context)) return undefined
  const common = {
    principalId: toPrincipal(payload['principalId']),
    context: context ?? undefined,
    usageIdentifierKey:
      typeof payload['usageIdentifierKey'] === 'string' ? payload['usageIdentifierKey'] : undefined,
  }
  const isSimple = 'isAuthorized' in payload
  const simpleAllowed =
    api.type === 'http' &&
    definition.payloadFormatVersion === '2.0' &&
    definition.simpleResponses !== false
  if (isSimple && simpleAllowed) {
    const { isAuthorized } = payload
    return typeof isAuthorized === 'boolean' ? { ...common, policy: isAuthorized } : undefined
  }
  if (api.type === 'http' && definition.simpleResponses === true) return undefined
  const policy = parsePolicy(world, payload['policyDocument'])
  if (!policy) return undefined
  return api.type !== 'http' && !isRestAnswer(common) ? undefined : { ...common, policy }
}

// Unverified: a number or boolean counts as its text
const toPrincipal = (value: unknown): string | undefined =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined

/** REST and WebSocket APIs require a principalId, and only scalars in the context. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
const isRestAnswer = ({
  principalId,
  context = {},
}: Pick<AuthorizerAnswer, 'principalId' | 'context'>): boolean =>
  principalId !== undefined &&
  Object.values(context).every((value) => typeof value !== 'object' || value === null)

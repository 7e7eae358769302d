import { isServiceError } from '../../core/errors.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import type { WireRequest, WireResponse } from '../../protocol/wire.ts'
import { answerJson, findJsonRoute, type Origin } from '../answer/answer-json.ts'
import { operationContextOf, type OperationContext } from '../answer/operation-context.ts'
import { ensureFastConfig } from './fast-config.ts'
import { configuredFor } from './configured-for.ts'
import { identityOf, type ClientIdentity } from './identity.ts'
import { rooms } from '../rooms.ts'
import { attemptsOf, noteAttempts } from './retry.ts'

interface HandlerOptions {
  readonly abortSignal?: AbortSignal
}

/**
 * The SDK's `HttpHandler`, answered in the process. It resolves on microtasks, opens no socket and
 * arms no timer.
 */
export interface RequestHandler {
  readonly metadata: { readonly handlerProtocol: string }
  handle(request: object, options?: object): Promise<{ response: WireResponse }>
  destroy(): void
  updateHttpClientConfig(key: never, value: never): void
  httpHandlerConfigs(): object
}

const OWN: unique symbol = Symbol.for('miniregion.handler')

/** Recognizes handlers of another copy of the package in this process. */
export const isOwnHandler = (handler: unknown): boolean =>
  typeof handler === 'object' && handler !== null && OWN in handler

export const createRequestHandler = (
  worldOf: () => World,
): RequestHandler & { readonly [OWN]: true } => ({
  [OWN]: true,
  metadata: { handlerProtocol: 'in-process' },
  async handle(request, options) {
    const wire = request as WireRequest
    const captured = operationContextOf(request)
    if (captured) ensureFastConfig(captured.config)
    try {
      const answered = answer(worldOf(), wire, captured, options)
      const response = answered instanceof Promise ? await answered : answered
      if (response.statusCode >= 400) noteFailure(response, wire, captured)
      return { response }
    } catch (error) {
      // The SDK retries a dropped connection, and the strategy has to know how often.
      if (error instanceof Error && !isServiceError(error)) noteFailure(error, wire, captured)
      throw error
    }
  },
  destroy() {},
  updateHttpClientConfig() {},
  httpHandlerConfigs: () => ({}),
})

const noteFailure = (
  failure: object,
  request: WireRequest,
  captured: OperationContext | undefined,
): void =>
  noteAttempts(failure, attemptsOf(request.headers['amz-sdk-request'], captured), !captured)

/**
 * Returns a promise only if the call has to wait: each turn costs microseconds where promise hooks
 * are on (in handlers, Node 20).
 */
function answer(
  world: World,
  request: WireRequest,
  captured: OperationContext | undefined,
  { abortSignal: signal }: HandlerOptions = NO_OPTIONS,
): MaybePromise<WireResponse> {
  if (signal?.aborted) throw abortError(signal)
  const identity = identityOf(captured?.config)
  return identity instanceof Promise
    ? identity.then((known) => answerFor(known, world, request, captured, signal))
    : answerFor(identity, world, request, captured, signal)
}

const NO_OPTIONS: HandlerOptions = {}
const SDK: Origin = { source: 'sdk' }

/**
 * Returns the region that answers a client's calls: the client's own if the account has it in use,
 * else the current one.
 */
export const regionFor = (home: World, region: string | undefined): World =>
  region !== undefined && region !== home.options.region && home.main.has(region)
    ? home.main.in(region)
    : home

function answerFor(
  { region, caller }: ClientIdentity,
  home: World,
  request: WireRequest,
  captured: OperationContext | undefined,
  signal: AbortSignal | undefined,
): MaybePromise<WireResponse> {
  const world = regionFor(home, region)
  const elsewhere = configuredFor(world, region, request.hostname)
  const origin =
    signal || elsewhere !== undefined || caller
      ? { ...SDK, signal, configuredFor: elsewhere, caller }
      : SDK
  const answered = world.stubs
    ? rooms.stubbed().answerWithStubs(world, captured, request, origin, answerSimulated)
    : answerSimulated(world, captured, request, origin)
  return signal && answered instanceof Promise ? raceAbort(answered, signal) : answered
}

function answerSimulated(
  world: World,
  captured: OperationContext | undefined,
  request: WireRequest,
  origin: Origin,
): MaybePromise<WireResponse> {
  const route = findJsonRoute(world, request)
  return route
    ? answerJson(world, route, request, origin)
    : rooms.bySchema().answerBySchema(world, captured, request, origin)
}

/** Worded like the SDK's own Node handler. The SDK does not retry it. */
const abortError = (signal: AbortSignal): Error =>
  Object.assign(new Error('Request aborted', { cause: signal.reason }), { name: 'AbortError' })

/** The caller stops waiting. The service completes the work that it has begun, as on AWS. */
async function raceAbort<T>(answered: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(abortError(signal))
    signal.addEventListener('abort', abort, { once: true })
  })
  try {
    return await Promise.race([answered, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

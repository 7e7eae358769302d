/** Lambda@Edge at its four places. */
import { isServiceError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import {
  itemsOf,
  type EdgeEventType,
  type LambdaFunctionAssociation,
  type Origin,
} from '../distributions/config.ts'
import { MAX_ORIGIN_LAMBDA_BODY_BYTES, MAX_VIEWER_LAMBDA_BODY_BYTES } from '../limits.ts'
import type { Answer, ViewerRequest } from '../messages/messages.ts'
import type { Fetched } from '../serve/ask-origin.ts'
import { errorAnswer, REASONS } from '../serve/error-page.ts'
import type { Content, Exchange } from '../serve/exchange.ts'
import type { Forwarded } from '../serve/origin-request.ts'
import type { CacheResult, EdgeFunctionRun } from '../serve/record.ts'
import { sendToOrigin } from '../serve/send-to-origin.ts'
import { InvalidResult } from './event.ts'
import {
  fromLambdaOrigin,
  fromLambdaRequest,
  fromLambdaResponse,
  isResponse,
  toLambdaEvent,
} from './lambda-event.ts'

/** CloudFront's answer in the place of a function that failed. */
class Failed extends Error {
  readonly answer: Answer
  readonly result: CacheResult

  constructor(answer: Answer, result: CacheResult) {
    super('The function failed.')
    this.answer = answer
    this.result = result
  }
}

export async function atViewerRequest(
  exchange: Exchange,
  lambda: LambdaFunctionAssociation,
  request: ViewerRequest,
): Promise<ViewerRequest | Content> {
  const event = toLambdaEvent(exchange, 'viewer-request', request, bodyOption(lambda))
  return orFailure(async () => {
    const [run, result] = await invoke(exchange, lambda, event)
    return used(exchange, run, () => {
      if (!isResponse(result)) return fromLambdaRequest(result, request, 'viewer-request')
      run.result = 'response'
      const answer = checkSize(
        fromLambdaResponse(result, 'viewer-request'),
        MAX_VIEWER_LAMBDA_BODY_BYTES,
      )
      return { answer, result: 'LambdaGeneratedResponse' as const, isGenerated: true }
    })
  })
}

export async function atViewerResponse(
  exchange: Exchange,
  lambda: LambdaFunctionAssociation,
  content: Content,
): Promise<Content> {
  const { answer } = content
  const event = toLambdaEvent(exchange, 'viewer-response', exchange.viewer, { answer })
  return orFailure(async () => {
    const [run, result] = await invoke(exchange, lambda, event)
    return used(exchange, run, () => {
      run.result = 'response'
      const made = fromLambdaResponse(result, 'viewer-response', answer)
      // AWS: lambda-updating-http-responses.html: not the status, and not the body.
      return { ...content, answer: { ...made, status: answer.status, body: answer.body } }
    })
  })
}

/** Asks an origin, with the functions for its requests and responses around. */
export async function askWithLambdas(
  exchange: Exchange,
  origin: Origin,
  forwarded: Forwarded,
): Promise<Fetched> {
  const lambdas = itemsOf(exchange.behavior.config.LambdaFunctionAssociations)
  const find = (type: EdgeEventType): LambdaFunctionAssociation | undefined =>
    lambdas.find(({ EventType }) => EventType === type)
  try {
    const before = find('origin-request')
    const asked = before
      ? await atOriginRequest(exchange, before, origin, forwarded)
      : { origin, request: forwarded }
    const fetched =
      'answer' in asked ? asked : await sendToOrigin(exchange, asked.origin, asked.request)
    const after = find('origin-response')
    // AWS: a response that a function made comes from no origin. One of CloudFront itself neither.
    if (!after || 'answer' in asked || fetched.isFailure) return fetched
    return await atOriginResponse(exchange, after, asked.origin, asked.request, fetched)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { answer: error.answer, result: error.result, isFailure: true }
  }
}

async function atOriginRequest(
  exchange: Exchange,
  lambda: LambdaFunctionAssociation,
  origin: Origin,
  request: Forwarded,
): Promise<Fetched | { readonly origin: Origin; readonly request: Forwarded }> {
  const more = { origin, ...bodyOption(lambda) }
  const event = toLambdaEvent(exchange, 'origin-request', request, more)
  const [run, result] = await invoke(exchange, lambda, event)
  return used(exchange, run, () => {
    if (!isResponse(result)) {
      return {
        origin: fromLambdaOrigin(result, origin),
        request: fromLambdaRequest(result, request, 'origin-request'),
      }
    }
    run.result = 'response'
    const answer = checkSize(
      fromLambdaResponse(result, 'origin-request'),
      MAX_ORIGIN_LAMBDA_BODY_BYTES,
    )
    return { answer, result: 'LambdaGeneratedResponse' as const, isFailure: false }
  })
}

async function atOriginResponse(
  exchange: Exchange,
  lambda: LambdaFunctionAssociation,
  origin: Origin,
  request: Forwarded,
  fetched: Fetched,
): Promise<Fetched> {
  const { answer } = fetched
  const event = toLambdaEvent(exchange, 'origin-response', request, { origin, answer })
  const [run, result] = await invoke(exchange, lambda, event)
  return used(exchange, run, () => {
    run.result = 'response'
    const made = fromLambdaResponse(result, 'origin-response', answer)
    return { ...fetched, answer: checkSize(made, MAX_ORIGIN_LAMBDA_BODY_BYTES, answer.body) }
  })
}

const bodyOption = ({ IncludeBody }: LambdaFunctionAssociation): { includeBody?: boolean } =>
  IncludeBody === undefined ? {} : { includeBody: IncludeBody }

/** `before`: the body of the origin, which counts for nothing. */
function checkSize(answer: Answer, most: number, before?: Uint8Array): Answer {
  if (answer.body !== before && answer.body.length > most) {
    throw new InvalidResult(`The body has more than ${most} bytes.`)
  }
  return answer
}

async function orFailure<Result>(body: () => Promise<Result>): Promise<Result | Content> {
  try {
    return await body()
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { answer: error.answer, result: error.result, isGenerated: true }
  }
}

/** AWS: edge-functions-errors: 502 for a result that CloudFront cannot use. */
function used<Result>(exchange: Exchange, run: EdgeFunctionRun, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof InvalidResult)) throw error
    return fail(exchange, run, error.message, 502)
  }
}

function fail(
  { requestId, notes }: Exchange,
  run: EdgeFunctionRun,
  message: string,
  status: 502 | 503,
): never {
  run.result = 'error'
  run.error = { name: status === 502 ? 'InvalidResult' : 'Error', message }
  notes.reason = `The function ${run.name} failed: ${message}`
  throw status === 502
    ? new Failed(errorAnswer(502, REASONS.lambdaResult, requestId), 'LambdaValidationError')
    : new Failed(errorAnswer(503, REASONS.lambda, requestId), 'LambdaExecutionError')
}

/** Returns what the function returned, which is an object. */
async function invoke(
  exchange: Exchange,
  { LambdaFunctionARN: arn, EventType: eventType }: LambdaFunctionAssociation,
  event: object,
): Promise<readonly [EdgeFunctionRun, object]> {
  const { world, record } = exchange
  const run: EdgeFunctionRun = {
    kind: 'edge-function',
    at: world.clock.now(),
    causedBy: record,
    name: arn.split(':').slice(6).join(':'),
    type: 'lambda',
    eventType,
    result: 'request',
    logs: [],
    error: undefined,
  }
  record.functions.push(run)
  world.journal.append(run)
  const [, , , region = ''] = arn.split(':')
  const home = world.has(region) ? world.in(region) : world
  try {
    const outcome = await home.ports.functions.invoke({
      function: arn,
      event,
      type: 'RequestResponse',
      cause: run,
    })
    if (outcome?.unobservedStatus === 'succeeded') {
      if (isObject(outcome.payload)) return [run, outcome.payload]
      return fail(exchange, run, 'It returned no request and no response.', 502)
    }
    const { errorMessage = 'It failed.' } = outcome?.unobservedError ?? {}
    return fail(exchange, run, errorMessage, 503)
  } catch (error) {
    if (!isServiceError(error)) throw error
    return fail(exchange, run, error.message, 503)
  }
}

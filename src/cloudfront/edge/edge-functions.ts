/** CloudFront Functions at their two places. */
import { isUnsupportedError, UnsupportedError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import { runInWorld } from '../../core/world/context.ts'
import { MAX_FUNCTION_BODY_BYTES } from '../limits.ts'
import type { ViewerRequest } from '../messages/messages.ts'
import { rooms } from '../rooms.ts'
import { errorAnswer, REASONS } from '../serve/error-page.ts'
import type { Content, Exchange } from '../serve/exchange.ts'
import type { EdgeFunctionRun } from '../serve/record.ts'
import { functionNameIn } from '../functions/names.ts'
import { fromRequest, fromResponse, InvalidResult, toFunctionEvent } from './event.ts'

type EventType = 'viewer-request' | 'viewer-response'

/** The result of a function, or its error. */
type Outcome =
  | { readonly value: unknown; readonly error?: undefined }
  | { readonly error: { readonly name: string; readonly message: string } }

export async function atViewerRequest(
  exchange: Exchange,
  arn: string,
  request: ViewerRequest,
): Promise<ViewerRequest | Content> {
  const event = toFunctionEvent(exchange, 'viewer-request', request)
  const [run, outcome] = await runFunction(exchange, arn, 'viewer-request', event)
  if (outcome.error) return failed(exchange, run, outcome.error, 503)
  try {
    const { value } = outcome
    if (!isObject(value))
      throw new InvalidResult('The function returned no request and no response.')
    if (value['statusCode'] === undefined) return fromRequest(value, request)
    run.result = 'response'
    const answer = fromResponse(value)
    if (answer.body.length > MAX_FUNCTION_BODY_BYTES) {
      throw new InvalidResult(`The body has more than ${MAX_FUNCTION_BODY_BYTES} bytes.`)
    }
    return { answer, result: 'FunctionGeneratedResponse', isGenerated: true }
  } catch (error) {
    return invalid(exchange, run, error)
  }
}

export async function atViewerResponse(
  exchange: Exchange,
  arn: string,
  content: Content,
): Promise<Content> {
  const event = toFunctionEvent(exchange, 'viewer-response', exchange.viewer, content.answer)
  const [run, outcome] = await runFunction(exchange, arn, 'viewer-response', event)
  if (outcome.error) return failed(exchange, run, outcome.error, 503)
  try {
    run.result = 'response'
    const { value } = outcome
    if (!isObject(value)) throw new InvalidResult('The function returned no response.')
    return { ...content, answer: fromResponse(value, content.answer) }
  } catch (error) {
    return invalid(exchange, run, error)
  }
}

/** AWS: edge-function-restrictions-all.html: 502 for a result that CloudFront cannot use. */
function invalid(exchange: Exchange, run: EdgeFunctionRun, error: unknown): Content {
  if (!(error instanceof InvalidResult)) throw error
  return failed(exchange, run, { name: 'InvalidResult', message: error.message }, 502)
}

function failed(
  { requestId, notes }: Exchange,
  run: EdgeFunctionRun,
  error: { readonly name: string; readonly message: string },
  status: 502 | 503,
): Content {
  run.result = 'error'
  run.error = error
  notes.reason = `The function ${run.name} failed: ${error.name}: ${error.message}`
  return {
    answer: errorAnswer(status, REASONS.function, requestId),
    result: status === 503 ? 'FunctionExecutionError' : 'FunctionValidationError',
    isGenerated: true,
  }
}

async function runFunction(
  { world, state, record }: Exchange,
  arn: string,
  eventType: EventType,
  event: object,
): Promise<readonly [EdgeFunctionRun, Outcome]> {
  const name = functionNameIn(arn) ?? arn
  const run: EdgeFunctionRun = {
    kind: 'edge-function',
    at: world.clock.now(),
    causedBy: record,
    name,
    type: 'function',
    eventType,
    result: 'request',
    logs: [],
    error: undefined,
  }
  world.journal.append(run)
  record.functions.push(run)
  const handler = state.edgeHandlers.get(name)
  if (handler) {
    const call = async (): Promise<unknown> => handler(event)
    try {
      return [run, { value: await (world.parent ? runInWorld(world, call) : call()) }]
    } catch (error) {
      return [run, { error: toError(error) }]
    }
  }
  const live = state.functions.get(name)?.live
  if (!live) return [run, { error: { name: 'Error', message: 'It is not published.' } }]
  const outcome = rooms.functionCode().runCode(live.code, event)
  run.logs = outcome.logs
  if (outcome.refused !== undefined) {
    throw world.refuse(new UnsupportedError({ service: 'CloudFront', parameter: outcome.refused }))
  }
  return [run, outcome.error ? { error: outcome.error } : { value: outcome.value }]
}

function toError(error: unknown): { readonly name: string; readonly message: string } {
  if (isUnsupportedError(error)) throw error
  return error instanceof Error ? error : { name: 'Error', message: String(error) }
}

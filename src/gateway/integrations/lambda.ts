/** The backend of AWS integrations with a function: its result is the answer, as JSON. */
import { isServiceError } from '../../core/errors.ts'
import type { FunctionOutcome } from '../../core/world/ports.ts'
import type { LambdaDefinition } from '../api/integrations/mapped-integration.ts'
import { lastHeader } from '../messages/header-list.ts'
import { rooms } from '../rooms.ts'
import type { BackendAnswer } from './answer.ts'
import { toText } from './convert-payload.ts'
import { configurationError } from './failure.ts'
import type { MappedRequest } from './map-request.ts'
import type { RequestData } from './request-data.ts'

/** @throws IntegrationFailure when Lambda refuses the call */
export async function callLambda(
  integration: LambdaDefinition,
  request: MappedRequest,
  data: RequestData,
): Promise<BackendAnswer> {
  // Recorded: test_lambda_aws_proxy_integration_non_post_method
  if (integration.method !== 'POST')
    throw configurationError('Lambda integrations need the integrationHttpMethod POST.')
  const { world, record } = data.exchange
  const event = parseEvent(typeof request.body === 'string' ? request.body : toText(request.body))
  if ('error' in event) return invalidRequest(event.error)
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integration-async.html
  // Recorded: test_api_gateway_lambda_asynchronous_invocation
  const isAsync = lastHeader(request.headers, 'x-amz-invocation-type') === 'Event'
  try {
    const outcome = await world.ports.functions.invoke({
      function: integration.function,
      event: event.value,
      type: isAsync ? 'Event' : 'RequestResponse',
      cause: record,
      sender: () => data.senderFor(credentialsOf(integration)),
    })
    record.invocation = outcome
    return outcome ? answerOf(outcome) : jsonAnswer(202, '')
  } catch (error) {
    if (!isServiceError(error)) throw error
    // Unverified: as behind a proxy integration
    throw configurationError(rooms.diagnostics().refusedCall(error))
  }
}

type ParsedEvent = { readonly value: unknown } | { readonly error: string }

/** Without a payload the function gets an empty object. */
function parseEvent(text: string): ParsedEvent {
  if (text.trim() === '') return { value: {} }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

/** Lambda's answer to a payload that is no JSON. */
// Unverified: the rest of the message; https://github.com/fluct/fluct/issues/22 shows its beginning
function invalidRequest(problem: string): BackendAnswer {
  const message = `Could not parse request body into json: ${problem}`
  return jsonAnswer(400, JSON.stringify({ Type: 'User', message }))
}

function answerOf(outcome: FunctionOutcome): BackendAnswer {
  const { unobservedError: error, unobservedStatus: status, payload, payloadText } = outcome
  if (status === 'throttled') throw configurationError('Lambda throttled the function.')
  const text = payloadText ?? JSON.stringify(error ?? payload) ?? ''
  return jsonAnswer(200, text, error?.errorMessage)
}

/** A function without an error has an empty text, which `.+` does not match. */
// Recorded: test_lambda_selection_patterns
const jsonAnswer = (status: number, text: string, selection = ''): BackendAnswer => ({
  status,
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from(text, 'utf8'),
  selection,
})

/** The role of the integration. */
const credentialsOf = ({ given }: LambdaDefinition): string | undefined =>
  'credentials' in given ? given.credentials : undefined

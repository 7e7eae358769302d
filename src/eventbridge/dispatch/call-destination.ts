/**
 * Calls an API destination. The call leaves AWS: the region keeps it in its outbox, and the backend
 * that the test gave for the URL answers it.
 */
import { callBackend, type HttpAnswer, type NoAnswer } from '../../core/delivery/call-backend.ts'
import type { DeliveryOutcome } from '../../core/delivery/delivery.ts'
import { leave } from '../../core/delivery/outbox.ts'
import { targetMissing } from '../../core/delivery/target.ts'
import { isServiceError, ServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import { findBackend } from '../../core/world/backends.ts'
import type { World } from '../../core/world/world.ts'
import { destinationInArn, type StoredApiDestination } from '../connections/api-destination.ts'
import { eventbridge } from '../service.ts'
import type { TargetHttpParameters } from '../targets/target.ts'
import { staticHeaders, tokenHeaders } from './authorize.ts'
import { toRequest, type RequestParts } from './http-request.ts'

/** AWS: eb-api-destinations.html: "a maximum client execution timeout of 5 seconds". */
const TIMEOUT_MS = 5_000

export interface DestinationCall {
  readonly arn: string
  readonly text: string
  readonly http: TargetHttpParameters | undefined
  readonly cause: JournalRecord
}

export function findDestination(world: World, arn: string): StoredApiDestination {
  const name = destinationInArn(arn) ?? ''
  const destination = world.state(eventbridge).apiDestinations.get(name)
  if (!destination) throw targetMissing(arn)
  return destination
}

/** Throws a ServiceError where AWS could not even call it. */
export function callDestination(
  world: World,
  { arn, text, http, cause }: DestinationCall,
): MaybePromise<DeliveryOutcome> {
  const state = world.state(eventbridge)
  const destination = findDestination(world, arn)
  const connection = state.connections.get(destination.connection)
  const { auth } = connection ?? {}
  if (!connection || !auth) {
    throw new ServiceError(
      'AccessDeniedException',
      `The connection ${destination.connection} is not authorized.`,
    )
  }
  const parts = { destination, target: http, connection: auth.InvocationHttpParameters, text }
  const send = (authorization: RequestParts['authorization']): MaybePromise<DeliveryOutcome> =>
    sendRequest(world, { ...parts, authorization }, cause)
  const headers = staticHeaders(auth)
  if (headers) return send(headers)
  const { OAuthParameters: oauth } = auth
  // Without a backend nobody sees the token.
  if (!oauth || !findBackend(world.backends, destination.endpoint)) return send({})
  return tokenHeaders(state, world, connection, oauth).then(async (authorization) => {
    if ('why' in authorization) return failure(authorization.why, 'AuthorizationFailure', 401)
    const outcome = await send(authorization)
    if (asksForToken(outcome)) state.tokens.delete(connection.id)
    return outcome
  })
}

/** AWS: eb-target-connection-auth.html: EventBridge asks for a new token after 401 or 407. */
const asksForToken = (outcome: DeliveryOutcome): boolean =>
  outcome?.status === 'failed' &&
  isServiceError(outcome.error) &&
  [401, 407].includes(outcome.error.status)

function sendRequest(
  world: World,
  parts: RequestParts,
  cause: JournalRecord,
): MaybePromise<DeliveryOutcome> {
  const call = toRequest(parts)
  const { url: to, headers, body: text = '' } = call
  const kept = { to, via: 'http', subject: undefined, text, code: undefined, headers } as const
  leave(world, eventbridge.id, cause, kept)
  const now = world.clock.now()
  return callBackend(world, call, TIMEOUT_MS)?.then((answer) => toOutcome(answer, now))
}

function toOutcome(answer: HttpAnswer | NoAnswer, now: number): DeliveryOutcome {
  const { status } = answer
  if (status === undefined) return failure(answer.why, 'ConnectionFailure', 504)
  if (status >= 200 && status < 300) return undefined
  const why = `The API destination answered with the status ${status}.`
  const retryAfterMs = readRetryAfter(answer.headers.get('retry-after'), now)
  return { ...failure(why, NAMES[status] ?? 'TargetFailure', status), retryAfterMs }
}

/** The dead letter's ERROR_CODE comes from the name and the status. */
const NAMES: Readonly<Record<number, string>> = {
  401: 'AccessDenied',
  403: 'AccessDenied',
  404: 'NotFound',
  429: 'Throttling',
}

// AWS: eb-api-destinations.html: 401, 407, 409, 429 and 5xx are retried.
const isRetried = (status: number): boolean =>
  status >= 500 || [401, 407, 409, 429].includes(status)

const failure = (
  why: string,
  name: string,
  status: number,
): Exclude<DeliveryOutcome, undefined> & { readonly status: 'failed' } => ({
  status: 'failed',
  why,
  error: new ServiceError(name, why, { status }),
  isFinal: !isRetried(status),
})

/** Seconds, or a date. */
function readRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined
  const seconds = Number(value)
  const milliseconds = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1_000
  return milliseconds > 0 ? milliseconds : undefined
}

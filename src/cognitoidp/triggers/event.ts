/** The events of triggers. */
import { isObject, type JsonObject } from '../../core/json.ts'
import type { Action } from '../action.ts'
import type { StoredUser } from '../state.ts'

/** A trigger's user. Before SignUp has created one, it has only a name and attributes. */
export interface TriggerUser {
  readonly username: string
  readonly attributes: Readonly<Record<string, string>>
  readonly status?: StoredUser['status']
}

/** Attributes of a user that exists. Every value is text. */
// Captured: cognito:user_status is among them.
export const userAttributesOf = ({ attributes, status }: TriggerUser): JsonObject =>
  status === undefined
    ? attributes
    : { sub: attributes['sub'], 'cognito:user_status': status, ...attributes }

// AWS: cognito-user-pools-working-with-lambda-triggers.html, "common parameters"
export const createEvent = (
  { pool, client }: Action,
  source: string,
  username: string | undefined,
  version: string,
  request: JsonObject,
  response: JsonObject,
): JsonObject => ({
  version,
  region: pool.id.slice(0, pool.id.indexOf('_')),
  userPoolId: pool.id,
  userName: username,
  callerContext: {
    awsSdkVersion: 'aws-sdk-unknown-unknown',
    // Captured: administrators' calls without a client.
    clientId: client?.id ?? 'CLIENT_ID_NOT_APPLICABLE',
  },
  triggerSource: source,
  request,
  response,
})

/** The response in what a function returned, or undefined for anything that is no event. */
export function responseIn(payload: unknown): JsonObject | undefined {
  if (!isObject(payload)) return undefined
  const { response } = payload
  return isObject(response) ? response : undefined
}

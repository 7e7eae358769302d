/** With whose credentials an integration calls another service. */
import { takeOnRole, type Sender } from '../../core/delivery/sender.ts'
import { isServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { CallerIdentity } from '../../core/world/identity-ports.ts'
import type { Caller, World } from '../../core/world/world.ts'
import { lastHeader, type HeaderList } from '../messages/header-list.ts'
import { toQueryMaps } from '../messages/query.ts'
import { isOfCaller } from './caller-of-functions.ts'

/**
 * `caller`: the credentials to call with, undefined for those of the account's administrator.
 * `refusal`: why the call cannot be made.
 */
export type Acting = { readonly caller: Caller | undefined } | { readonly refusal: string }

export interface Integrating {
  readonly world: World
  /** The record of the request. */
  readonly record: JournalRecord
  /** The integration's `credentials`. */
  readonly credentials: string | undefined
  /** The gateway, with the role of the integration. */
  readonly sender: () => Sender | undefined
  /** Who signed the request, and its session token. */
  readonly signer:
    (Pick<CallerIdentity, 'accessKeyId' | 'isUnlimited'> & Partial<Caller>) | undefined
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html (credentials)
export function actFor({ world, record, credentials, sender, signer }: Integrating): Acting {
  // Unverified: without credentials, which AWS refuses when the API is made, everything is allowed.
  if (credentials === undefined) return { caller: undefined }
  if (isOfCaller(credentials)) return withSigner(signer)
  const isKnown = world.ports.identities?.role(credentials) !== undefined
  if (!isKnown && world.ports.permissions?.isEnforced !== true) return { caller: undefined }
  const from = sender()
  if (!from || !('service' in from)) return { caller: undefined }
  try {
    const role = { ...from, role: credentials }
    return { caller: takeOnRole(world, role, SESSION, record) }
  } catch (error) {
    if (!isServiceError(error)) throw error
    return { refusal: NO_ROLE }
  }
}

// Seen in calls that CloudTrail recorded: the name of the session
const SESSION = 'BackplaneAssumeRoleSession'

// Seen in public threads: the execution log, behind the answer "Internal server error"
const NO_ROLE = 'API Gateway does not have permission to assume the provided role'

// Unverified: what happens on a route that asks for no signature
const withSigner = (signer: Integrating['signer']): Acting => {
  if (!signer) return { refusal: "The integration has the caller's credentials, but none came." }
  const { accessKeyId, sessionToken, isUnlimited } = signer
  if (isUnlimited) return { caller: undefined }
  return { caller: sessionToken === undefined ? { accessKeyId } : { accessKeyId, sessionToken } }
}

interface SignedRequest {
  readonly headers: HeaderList
  readonly query: string
}

/** Who signed a request, with the token of its session. Undefined without an IAM authorizer. */
export function signerOf(
  identity: CallerIdentity | undefined,
  { headers, query }: SignedRequest,
): Integrating['signer'] {
  if (!identity) return undefined
  const sessionToken =
    lastHeader(headers, 'x-amz-security-token') ??
    toQueryMaps(query)?.single['X-Amz-Security-Token']
  return sessionToken === undefined ? identity : { ...identity, sessionToken }
}

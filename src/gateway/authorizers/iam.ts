/** IAM authorizers: requests that are signed with the credentials of AWS. */
import { createHash } from 'node:crypto'
import { isServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { CallerIdentity, PermissionQuestion } from '../../core/world/identity-ports.ts'
import type { World } from '../../core/world/world.ts'
import { signatureOf, type Signature } from '../../protocol/signature.ts'
import type { WireRequest } from '../../protocol/wire.ts'
import type { RestApi } from '../api/definition.ts'
import { restPath } from '../events/rest-event.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import { lastHeader, toJoinedHeaders } from '../messages/header-list.ts'
import { toQueryMaps } from '../messages/query.ts'
import type { GatewayRequest } from '../messages/request.ts'
import { allowed, executeArn, refused, type Authorization, type Refused } from './authorization.ts'

/** REST APIs: `requestContext.identity` shows the caller. */
export function authorizeIamOfRest(exchange: Exchange<RestApi>): Authorization {
  const { world, api, record, request } = exchange
  const identity = identifySigner(exchange)
  if ('verdict' in identity) return identity
  const refusal = mayInvoke(exchange, identity, {
    resource: methodArn(world, api, request.method, restPath(request.path)),
    cause: record,
    resourcePolicy: api.policy,
    context: contextOf(exchange),
  })
  return refusal ?? allowed(undefined, identity)
}

/** Returns the refusal of a caller whose policies do not allow `execute-api:Invoke`. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
export function mayInvoke(
  { world }: Pick<SignedRequest, 'world'>,
  identity: CallerIdentity,
  question: Omit<PermissionQuestion, 'principal' | 'action'>,
): Refused | undefined {
  const action = 'execute-api:Invoke'
  const answer = world.ports.permissions?.decideFor(identity, { action, ...question })
  if (!answer || answer.isAllowed) return undefined
  const isExplicit = answer.decision === 'explicitDeny'
  return refused(isExplicit ? 'denied' : 'notAllowed', {
    error: { message: masked(answer.message ?? '', world.options.accountId) },
  })
}

/** AWS: the account in the resource's ARN is masked. */
const masked = (message: string, accountId: string): string =>
  message.replace(
    new RegExp(`(execute-api:[\\w-]+:)${accountId}:`),
    `$1********${accountId.slice(-4)}:`,
  )

/** What only the gateway knows of a request. */
function contextOf({ api, client, request }: Exchange<RestApi>): PermissionQuestion['context'] {
  const isPrivate = api.endpointType === 'PRIVATE'
  const values = {
    [isPrivate ? 'aws:VpcSourceIp' : 'aws:SourceIp']: client.sourceIp,
    'aws:SourceVpc': isPrivate ? client.vpcId : undefined,
    'aws:SourceVpce': isPrivate ? client.vpcEndpointId : undefined,
    'aws:UserAgent': lastHeader(request.headers, 'user-agent'),
    'aws:Referer': lastHeader(request.headers, 'referer'),
  }
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

const methodArn = (
  { options }: World,
  api: { readonly id: string; readonly stage: string },
  method: string,
  path: string,
): string => executeArn(options.region, options.accountId, api, method, path)

/** HTTP APIs: the caller is in `requestContext.authorizer.iam`, or in the identity of format 1.0. */
// Captured on AWS by Powertools for AWS Lambda (apigw-http/iam-auth.json). Unverified: format 1.0
export function authorizeIamOfHttp(exchange: Exchange, { route }: ChosenRoute): Authorization {
  const identity = identifySigner(exchange)
  if ('verdict' in identity) return identity
  const { world, api, record, request } = exchange
  const resource = methodArn(world, api, request.method, request.path)
  const refusal = mayInvoke(exchange, identity, { resource, cause: record })
  if (refusal) return refusal
  const { integration } = route
  const flat = 'payloadFormatVersion' in integration && integration.payloadFormatVersion === '1.0'
  return flat ? allowed(undefined, identity) : allowed({ iam: iamContext(identity) }, identity)
}

/** `requestContext.authorizer.iam` of payload 2.0. */
export const iamContext = ({ accessKeyId, accountId, arn, userId }: CallerIdentity): object => ({
  accessKey: accessKeyId,
  accountId,
  callerId: userId,
  cognitoIdentity: null,
  principalOrgId: null,
  userArn: arn,
  userId,
})

/**
 * The caller, or the refusal of a request without a complete signature of version 4. The signature
 * itself and its date are not verified, so that no client has to share a secret or a clock with the
 * test.
 */
export function identifySigner(exchange: SignedRequest): CallerIdentity | Refused {
  const wire = toWireRequest(exchange.request)
  const { authorization } = wire.headers
  const isInQuery = Object.hasOwn(wire.query, 'X-Amz-Algorithm')
  if (authorization === undefined && !isInQuery) return refused('unsigned')
  const flaw = authorization === undefined ? undefined : describeFlaw(authorization, wire)
  if (flaw !== undefined) return badSignature('IncompleteSignatureException', flaw)
  const signature = signatureOf(wire)
  if (!signature?.accessKeyId) return refused('unsigned')
  // Observed in public threads: this message
  if (signature.service !== 'execute-api')
    return badSignature(
      'InvalidSignatureException',
      "Credential should be scoped to correct service: 'execute-api'. ",
    )
  return holderOf(exchange, signature)
}

/** The part of a request that its signature is in. */
interface SignedRequest {
  readonly world: World
  readonly record: { readonly causedBy: JournalRecord }
  readonly request: Pick<GatewayRequest, 'method' | 'path' | 'query' | 'headers'>
}

/** Who signed a request. Undefined without a signature, and for credentials that AWS refuses. */
export function signerOf(exchange: SignedRequest): CallerIdentity | undefined {
  const { headers, query } = exchange.request
  const isSigned =
    lastHeader(headers, 'authorization')?.startsWith('AWS4-') === true ||
    /(?:^|&)X-Amz-Signature=/i.test(query)
  const signature = isSigned ? signatureOf(toWireRequest(exchange.request)) : undefined
  const holder = signature && holderOf(exchange, signature)
  return holder && 'verdict' in holder ? undefined : holder
}

function holderOf(
  { world, record }: SignedRequest,
  { accessKeyId, sessionToken }: Signature,
): CallerIdentity | Refused {
  const caller = sessionToken === undefined ? { accessKeyId } : { accessKeyId, sessionToken }
  try {
    const known = world.ports.callerIdentities?.identify(caller, record.causedBy)
    return known ?? administrator(accessKeyId, world.options.accountId)
  } catch (error) {
    // Temporary credentials that have expired, or with another session's token
    if (!isServiceError(error)) throw error
    return badSignature(error.code, error.message)
  }
}

/** A world without STS knows no other callers. */
const administrator = (accessKeyId: string, accountId: string): CallerIdentity => ({
  accessKeyId,
  accountId,
  arn: `arn:aws:iam::${accountId}:root`,
  userId: accountId,
})

const badSignature = (type: string, message: string): Refused =>
  refused('badSignature', { error: { type, message } })

const toWireRequest = ({
  method,
  path,
  query,
  headers,
}: SignedRequest['request']): WireRequest => ({
  method,
  hostname: '',
  path,
  query: toQueryMaps(query)?.single ?? {},
  headers: toJoinedHeaders(headers),
})

const PARAMETERS = ['Credential', 'Signature', 'SignedHeaders']

/** What an Authorization header lacks. Undefined for a complete one. */
// Observed in public threads: both messages, with the header as a hash. Unverified: what is hashed
function describeFlaw(authorization: string, { headers }: WireRequest): string | undefined {
  const hash = createHash('sha256').update(authorization).digest('base64')
  const [, parameters = ''] = /^\S+\s+(.*)$/s.exec(authorization) ?? []
  const given = parameters.split(/[,\s]+/).filter((part) => part !== '')
  if (given.some((part) => !part.includes('=')))
    return `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hash}'.`
  const names = given.map((part) => part.slice(0, part.indexOf('=')))
  const missing = PARAMETERS.filter((name) => !names.includes(name)).map(
    (name) => `Authorization header requires '${name}' parameter. `,
  )
  if (headers['x-amz-date'] === undefined && headers['date'] === undefined)
    missing.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
    )
  if (missing.length === 0) return undefined
  return `${missing.join('')}(Hashed with SHA-256 and encoded with Base64) Authorization=${hash}`
}

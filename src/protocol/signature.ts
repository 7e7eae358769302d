/**
 * Checks that a raw request is signed. Signatures are not verified: the region accepts any
 * credentials, so that no program has to share a secret with a test.
 */
import { ServiceError } from '../core/errors.ts'
import type { WireRequest } from './wire.ts'

const incomplete = (message: string): ServiceError =>
  new ServiceError('IncompleteSignatureException', message)

/** Parses `Credential=a, SignedHeaders=b, Signature=c` after the algorithm. */
function parseAuthorization(header: string): ReadonlyMap<string, string> {
  const parts = header.split(/[, ]/).slice(1).filter(Boolean)
  return new Map(
    parts.map((part) => {
      const equals = part.indexOf('=')
      return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)]
    }),
  )
}

const HEADER_PARAMETERS = ['Credential', 'Signature', 'SignedHeaders']
const QUERY_PARAMETERS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
  'X-Amz-Date',
]

const queryText = (request: WireRequest, name: string): string | undefined => {
  const value = Object.hasOwn(request.query, name) ? request.query[name] : undefined
  return typeof value === 'string' ? value : value?.[0]
}

function checkHeader(request: WireRequest, authorization: string): ServiceError | undefined {
  const given = parseAuthorization(authorization)
  const missing = HEADER_PARAMETERS.filter((name) => !given.get(name)).map(
    (name) => `Authorization header requires '${name}' parameter. `,
  )
  if (!request.headers['x-amz-date'] && !request.headers['date']) {
    missing.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
    )
  }
  return missing.length > 0
    ? incomplete(`${missing.join('')}Authorization=${authorization}`)
    : undefined
}

function checkQuery(request: WireRequest): ServiceError | undefined {
  const missing = QUERY_PARAMETERS.filter((name) => !queryText(request, name))
  if (missing.length === 0) return undefined
  const texts = missing.map((name) => `AWS query-string parameters must include '${name}'. `)
  return incomplete(`${texts.join('')}Re-examine the query-string parameters.`)
}

/**
 * Returns AWS's answer to a request whose signature is missing or lacks a part.
 *
 * Recorded by peers against AWS (dynalite's index.js), texts and order.
 */
export function checkSignature(request: WireRequest): ServiceError | undefined {
  const { authorization } = request.headers
  const inQuery = queryText(request, 'X-Amz-Algorithm') !== undefined
  if (authorization !== undefined && inQuery) {
    return new ServiceError(
      'InvalidSignatureException',
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    )
  }
  if (inQuery) return checkQuery(request)
  if (!authorization?.trim().startsWith('AWS4-')) {
    return new ServiceError(
      'MissingAuthenticationTokenException',
      'Request is missing Authentication Token',
    )
  }
  return checkHeader(request, authorization)
}

/** The signer of a request, with the service and region that it signed for. */
export interface Signature {
  readonly accessKeyId: string
  readonly sessionToken: string | undefined
  readonly region: string | undefined
  readonly service: string | undefined
}

/** Reads the scope of a signature: `AKID/20260101/us-east-1/lambda/aws4_request`. */
export function signatureOf(request: WireRequest): Signature | undefined {
  const { authorization } = request.headers
  const credential =
    authorization === undefined
      ? queryText(request, 'X-Amz-Credential')
      : parseAuthorization(authorization).get('Credential')
  if (credential === undefined) return undefined
  const scope = credential.split('/')
  return {
    accessKeyId: scope[0] ?? '',
    sessionToken:
      request.headers['x-amz-security-token'] ?? queryText(request, 'X-Amz-Security-Token'),
    region: scope.at(-3),
    service: scope.at(-2),
  }
}

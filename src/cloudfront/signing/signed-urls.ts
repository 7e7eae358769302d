/**
 * Signed URLs and cookies.
 *
 * AWS: private-content-signed-urls.html, private-content-signed-cookies.html,
 * private-content-creating-signed-url-canned-policy.html, ...-custom-policy.html
 */
import { createVerify } from 'node:crypto'
import { isObject } from '../../core/json.ts'
import { cidr } from '../../core/patterns/cidr.ts'
import { matchesGlob } from '../../core/patterns/glob.ts'
import { itemsOf } from '../distributions/config.ts'
import {
  cookiesIn,
  printCookies,
  queryParts,
  withHeader,
  withoutHeaders,
} from '../messages/headers.ts'
import { urlOf, type Answer, type ViewerRequest } from '../messages/messages.ts'
import { xmlErrorAnswer } from '../serve/error-page.ts'
import type { Exchange } from '../serve/exchange.ts'

/** Why a viewer gets nothing. */
export interface Flaw {
  readonly answer: Answer
  readonly reason: string
}

const NAMES = ['Expires', 'Policy', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm'] as const
type Name = (typeof NAMES)[number]
type Given = Partial<Record<Name, string>>

const isOwn = (name: string): boolean => (NAMES as readonly string[]).includes(name)
const COOKIE = 'CloudFront-'

/** The parameters of a signature, of the query if it has them, else of cookies. */
function givenIn({ query, headers }: ViewerRequest): Given {
  const inQuery = queryParts(query)
    .filter(({ name }) => isOwn(name))
    .map(({ name, text }) => [name, decoded(text.slice(text.indexOf('=') + 1))])
  if (inQuery.some(([name]) => name === 'Key-Pair-Id')) return Object.fromEntries(inQuery) as Given
  return Object.fromEntries(
    cookiesIn(headers)
      .filter(({ name }) => name.startsWith(COOKIE) && isOwn(name.slice(COOKIE.length)))
      .map(({ name, value }) => [name.slice(COOKIE.length), decoded(value)]),
  ) as Given
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // No signature is written so. It will not fit.
    return text
  }
}

/** AWS: the parameters take no part in the cache key, and the origin does not get them. */
export function withoutSignature(request: ViewerRequest): ViewerRequest {
  const query = queryParts(request.query)
    .filter(({ name }) => !isOwn(name))
    .map(({ text }) => text)
    .join('&')
  const cookies = cookiesIn(request.headers)
  const others = cookies.filter(
    ({ name }) => !(name.startsWith(COOKIE) && isOwn(name.slice(COOKIE.length))),
  )
  if (others.length === cookies.length) return { ...request, query }
  const headers =
    others.length === 0
      ? withoutHeaders(request.headers, 'cookie')
      : withHeader(request.headers, 'cookie', printCookies(others))
  return { ...request, query, headers }
}

// Seen: public reports quote code and message of each.
const denied = (reason: string): Flaw => flaw('AccessDenied', 'Access denied', reason)
const flaw = (code: string, message: string, reason: string): Flaw => ({
  answer: xmlErrorAnswer(403, code, message),
  reason,
})

/** Undefined if the viewer may have the object. */
export function flawOf(exchange: Exchange): Flaw | undefined {
  const { viewer } = exchange
  const given = givenIn(viewer)
  const keyId = given['Key-Pair-Id']
  if (keyId === undefined) {
    return flaw(
      'MissingKey',
      'Missing Key-Pair-Id query parameter or cookie value',
      'The behavior trusts key groups, and the request has no signature.',
    )
  }
  const publicKey = keyOf(exchange, keyId)
  if (publicKey === undefined) {
    return flaw('InvalidKey', 'Unknown Key', `No trusted key group has the key ${keyId}.`)
  }
  const { Signature: signature } = given
  if (signature === undefined) return denied('The request has no Signature.')
  const url = urlOf(withoutSignature(viewer))
  const policy = policyOf(given, url)
  if (policy === undefined) return denied('The request has neither Expires nor Policy.')
  const hash = given['Hash-Algorithm'] === 'SHA256' ? 'SHA256' : 'SHA1'
  if (!isSignedBy(publicKey, policy, signature, hash)) {
    return denied(`The signature is not one of ${keyId} over ${policy}.`)
  }
  return conditionFlaw(policy, url, viewer, exchange.world.clock.now())
}

function keyOf({ state, behavior }: Exchange, id: string): string | undefined {
  const groups = itemsOf(behavior.config.TrustedKeyGroups)
  const isTrusted = groups.some((group) => state.keyGroups.get(group)?.config.Items.includes(id))
  return isTrusted ? state.publicKeys.get(id)?.config.EncodedKey : undefined
}

/** The text that was signed. */
function policyOf({ Policy, Expires }: Given, url: string): string | undefined {
  if (Policy !== undefined) return fromBase64(Policy).toString()
  if (Expires === undefined) return undefined
  return `{"Statement":[{"Resource":"${url}","Condition":{"DateLessThan":{"AWS:EpochTime":${Expires}}}}]}`
}

const fromBase64 = (text: string): Buffer =>
  Buffer.from(text.replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/'), 'base64')

function isSignedBy(key: string, text: string, signature: string, hash: string): boolean {
  try {
    return createVerify(hash).update(text).verify(key, fromBase64(signature))
  } catch {
    // A text that is no public key signs nothing.
    return false
  }
}

function conditionFlaw(
  text: string,
  url: string,
  { ip }: ViewerRequest,
  now: number,
): Flaw | undefined {
  const policy = parsed(text)
  const statements = isObject(policy) ? policy['Statement'] : undefined
  const [statement] = Array.isArray(statements) ? (statements as unknown[]) : []
  if (!isObject(statement)) return flaw('MalformedPolicy', 'Malformed Policy', `It is ${text}.`)
  const { Resource: resource, Condition } = statement
  const conditions = isObject(Condition) ? Condition : {}
  const valueIn = (condition: string, key: string): unknown => {
    const operands = conditions[condition]
    return isObject(operands) ? operands[key] : undefined
  }
  const before = Number(valueIn('DateLessThan', 'AWS:EpochTime'))
  const after = Number(valueIn('DateGreaterThan', 'AWS:EpochTime') ?? 0)
  const range = valueIn('IpAddress', 'AWS:SourceIp')
  if (typeof resource === 'string' && !matchesGlob(resource, url)) {
    return denied(`The signature is for ${resource}, and not for ${url}.`)
  }
  if (!(now < before * 1000)) {
    return denied(
      `The signature expired at ${shownTime(before)}, and it is ${shownTime(now / 1000)}.`,
    )
  }
  if (now < after * 1000) return denied(`The signature is not valid before ${shownTime(after)}.`)
  if (typeof range === 'string' && !isInRange(range, ip)) {
    return denied(`The signature is for ${range}, and the viewer is ${ip}.`)
  }
  return undefined
}

const isInRange = (range: string, ip: string): boolean =>
  range === '0.0.0.0/0' || cidr(range.includes('/') ? range : `${range}/32`)(ip)

const shownTime = (seconds: number): string =>
  Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : 'no time'

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Not JSON: the caller says so.
    return undefined
  }
}

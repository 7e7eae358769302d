/**
 * Hides secrets in what a page shows: a report may be attached to a ticket, or kept by a build
 * server. A name tells that its value is a secret; the values of such variables and parameters are
 * then hidden wherever they occur.
 */

/** What a hidden value looks like. */
export const MASKED = '••••••'

const SECRET_NAME =
  /secret|passw(?:or)?d|passphrase|credential|private_?-?key|api_?-?key|access_?-?key(?!_?-?id\b)|authorization|cookie|(?:^|[_-])(?:token|jwt|auth|pat|dsn|salt|pin)s?$|(?:access|id|refresh|session|security|auth|bearer)_?-?token|signature$|plaintext$/i

/** Names that contain such a word and hold no secret. */
const HARMLESS_NAME =
  /arn$|_?name$|_?id$|url$|ttl$|policy$|count$|length$|^x-amzn-|type$|location$|expir/i

/** `DB_PASSWORD`, `authorization`, `x-api-key`, `SecretString`. */
export const isSecretName = (name: string): boolean =>
  SECRET_NAME.test(name) && !HARMLESS_NAME.test(name)

/** Hides what looks like a secret in any text. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/g, `$1 ${MASKED}`],
  // A signed token (RFC 7519).
  [/\beyJ[\w-]{5,}\.eyJ[\w-]{5,}\.[\w-]*/g, MASKED],
  [/\b(X-Amz-(?:Signature|Security-Token)=)[^&\s"'<]+/gi, `$1${MASKED}`],
  // The password in an address: postgres://user:password@host.
  [/(:\/\/[^\s/:@]+:)[^\s/@]+@/g, `$1${MASKED}@`],
  [/\b(Signature=)[0-9a-f]{40,}/g, `$1${MASKED}`],
  [/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(-----END|$)/g, `$1${MASKED}$2`],
]

/** Shorter values occur in ordinary text. */
const SHORTEST_SECRET = 6

/** What hides the secrets of one region. */
export interface Mask {
  /** Hides the secrets in a text. */
  text(text: string): string
  /** Returns the value of a member, header or variable, or what hides it. */
  member(name: string, value: unknown): unknown
}

/** `secrets`: values that are hidden wherever they occur. */
export function createMask(secrets: Iterable<string> = []): Mask {
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    // A secret may contain another one.
    .sort((a, b) => b.length - a.length)
  const text = (shown: string): string => {
    let hidden = shown
    for (const secret of known) hidden = hidden.replaceAll(secret, MASKED)
    for (const [pattern, by] of PATTERNS) hidden = hidden.replace(pattern, by)
    return hidden
  }
  const member = (name: string, value: unknown): unknown => {
    const isEmpty = value === undefined || value === null || value === ''
    return !isEmpty && typeof value !== 'boolean' && isSecretName(name) ? MASKED : value
  }
  return { text, member }
}

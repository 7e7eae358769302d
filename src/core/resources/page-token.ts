/**
 * Page tokens (`NextToken`, `Marker`): opaque text that says where a list continues. A token is
 * bound to its account, region and operation, and to the members of the request that must not
 * change. Its text depends only on the region's seed, so tests may snapshot it.
 *
 * The checksum is not a secret. It separates tokens of this library from invented, truncated or
 * changed text, which AWS refuses.
 */

/** Where a page ended: the key of its last entry, as a JSON value. */
export type PagePosition = string | number | boolean | null | readonly PagePosition[] | PageFields
interface PageFields {
  readonly [name: string]: PagePosition
}

/** The things that a token is bound to. */
export interface TokenScope {
  /** A world's options. */
  readonly options: {
    readonly seed: string | number
    readonly region: string
    readonly accountId: string
  }
  /** `sns`, `lambda` */
  readonly service: string
  /** `ListTopics` */
  readonly operation: string
  /** Members of the request that must be the same on each page: a prefix, a filter. JSON values. */
  readonly request?: unknown
}

/**
 * `malformed`: invented, truncated or changed text. `foreign`: the token of another operation or
 * request.
 */
export type TokenFlaw = 'malformed' | 'foreign'

export type ReadToken =
  { readonly position: PagePosition; readonly flaw?: undefined } | { readonly flaw: TokenFlaw }

const CHECKSUM_LENGTH = 16
const MALFORMED: ReadToken = { flaw: 'malformed' }

export function createPageToken(scope: TokenScope, position: PagePosition): string {
  const content = JSON.stringify([bindingOf(scope), position])
  return Buffer.from(checksumOf(scope, content) + content).toString('base64')
}

export function readPageToken(scope: TokenScope, token: string): ReadToken {
  const bytes = Buffer.from(token, 'base64')
  // Buffer skips characters outside base64. It would accept a token with a stray character.
  if (bytes.toString('base64') !== token) return MALFORMED
  const text = bytes.toString()
  const content = text.slice(CHECKSUM_LENGTH)
  if (text.slice(0, CHECKSUM_LENGTH) !== checksumOf(scope, content)) return MALFORMED
  const [binding, position] = JSON.parse(content) as [string, PagePosition]
  return binding === bindingOf(scope) ? { position } : { flaw: 'foreign' }
}

/** Returns the position in a token that may be of any request, or invented. For records of calls. */
export function tokenPosition(token: string): PagePosition | undefined {
  try {
    const content = Buffer.from(token, 'base64').toString().slice(CHECKSUM_LENGTH)
    return (JSON.parse(content) as readonly PagePosition[])[1]
  } catch {
    // The text is not a token.
    return undefined
  }
}

/** Covers region and account, so a token from elsewhere is malformed. */
const checksumOf = ({ options }: TokenScope, content: string): string =>
  digest(`${options.seed}\n${options.accountId}\n${options.region}\n${content}`)

const bindingOf = ({ service, operation, request }: TokenScope): string =>
  digest(JSON.stringify([service, operation, request ?? null]))

/**
 * Returns 64 bits as 16 hexadecimal digits: FNV-1a in two lanes that feed each other, mixed at the
 * end. Not node:crypto, because loading it costs a test that pages nothing more than all of this
 * file.
 */
function digest(text: string): string {
  let low = 0x811c9dc5
  let high = 0x01000193
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ (low >>> 15) ^ unit, 0x85ebca6b)
  }
  return hex(mix(low ^ (high >>> 16))) + hex(mix(high ^ (low >>> 13)))
}

function mix(state: number): number {
  let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return (z ^ (z >>> 15)) >>> 0
}

const hex = (word: number): string => word.toString(16).padStart(8, '0')

/**
 * Policy variables: `arn:aws:s3:::home/${aws:username}/*`.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import { compileGlob, globOf, literalOf, matchesCodes, type Glob } from './glob.ts'

/**
 * The values of a condition key, by its name in lower case. Undefined for a key that the request
 * does not have.
 */
export type ConditionKeys = (key: string) => string | readonly string[] | undefined

/** A piece of a text: literal text, or a variable. */
type Piece =
  | { readonly text: string }
  | { readonly escape: string }
  | { readonly key: string; readonly fallback: string | undefined }

const VARIABLE = /\$\{([^{}]*)\}/g
const WITH_DEFAULT = /^([^,]*),\s*'([^']*)'$/

/** Reads the variables of a text. Undefined for a text without any. */
function piecesOf(text: string): readonly Piece[] | undefined {
  if (!text.includes('${')) return undefined
  const pieces: Piece[] = []
  let at = 0
  for (const { 0: whole, 1: content = '', index } of text.matchAll(VARIABLE)) {
    pieces.push({ text: text.slice(at, index) }, pieceOf(content.trim()))
    at = index + whole.length
  }
  pieces.push({ text: text.slice(at) })
  return pieces
}

function pieceOf(content: string): Piece {
  if (content === '*' || content === '?' || content === '$') return { escape: content }
  const [, key = content, fallback] = WITH_DEFAULT.exec(content) ?? []
  return { key: key.trim().toLowerCase(), fallback }
}

/** AWS: a key with several values cannot be a variable. */
function valueOf(keys: ConditionKeys, key: string): string | undefined {
  const value = keys(key)
  if (typeof value === 'string' || value === undefined) return value
  return value.length === 1 ? value[0] : undefined
}

/** Whether a value of the request matches. Undefined if a variable has no value. */
export type TextTest = (actual: string, keys: ConditionKeys) => boolean | undefined

/** Compiles text with wildcards. A variable's value is literal, whatever it contains. */
export function compilePattern(pattern: string, hasVariables: boolean): TextTest {
  const pieces = hasVariables ? piecesOf(pattern) : undefined
  if (!pieces) return compileGlob(pattern)
  const complete = remembering(pieces, toGlob)
  return (actual, keys) => {
    const glob = complete(keys)
    return glob && matchesCodes(glob, actual)
  }
}

/** What `make` makes of the pieces. The values of the latest request are those of most. */
function remembering<Made>(
  pieces: readonly Piece[],
  make: (pieces: readonly Piece[], values: readonly string[]) => Made,
): (keys: ConditionKeys) => Made | undefined {
  const variables = pieces.filter((piece) => 'key' in piece)
  let latest: { readonly values: readonly string[]; readonly made: Made } | undefined
  return (keys) => {
    const values: string[] = []
    let isSame = latest !== undefined
    for (const { key, fallback } of variables) {
      const value = valueOf(keys, key) ?? fallback
      if (value === undefined) return undefined
      if (latest?.values[values.length] !== value) isSame = false
      values.push(value)
    }
    if (!latest || !isSame) latest = { values, made: make(pieces, values) }
    return latest.made
  }
}

function toGlob(pieces: readonly Piece[], values: readonly string[]): Glob {
  let next = 0
  return pieces.flatMap((piece) =>
    'text' in piece
      ? globOf(piece.text)
      : literalOf('escape' in piece ? piece.escape : (values[next++] ?? '')),
  )
}

function toText(pieces: readonly Piece[], values: readonly string[]): string {
  let next = 0
  return pieces
    .map((piece) =>
      'text' in piece ? piece.text : 'escape' in piece ? piece.escape : values[next++],
    )
    .join('')
}

/** Compiles text without wildcards. Returns undefined if a variable has no value. */
export function compileText(
  text: string,
  hasVariables: boolean,
): (keys: ConditionKeys) => string | undefined {
  const pieces = hasVariables ? piecesOf(text) : undefined
  return pieces ? remembering(pieces, toText) : () => text
}

/** The condition keys that a text uses as variables. */
export const variablesIn = (text: string): string[] =>
  (piecesOf(text) ?? []).flatMap((piece) => ('key' in piece ? [piece.key] : []))

/**
 * Policy variables: `arn:aws:s3:::home/${aws:username}/*`.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import { compileGlob, globOf, literalOf, matchesCodes } from './glob.ts'

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
  return (actual, keys) => {
    const glob: number[] = []
    for (const piece of pieces) {
      if ('text' in piece) glob.push(...globOf(piece.text))
      else if ('escape' in piece) glob.push(...literalOf(piece.escape))
      else {
        const value = valueOf(keys, piece.key) ?? piece.fallback
        if (value === undefined) return undefined
        glob.push(...literalOf(value))
      }
    }
    return matchesCodes(glob, actual)
  }
}

/** Compiles text without wildcards. Returns undefined if a variable has no value. */
export function compileText(
  text: string,
  hasVariables: boolean,
): (keys: ConditionKeys) => string | undefined {
  const pieces = hasVariables ? piecesOf(text) : undefined
  if (!pieces) return () => text
  return (keys) => {
    let joined = ''
    for (const piece of pieces) {
      if ('text' in piece) joined += piece.text
      else if ('escape' in piece) joined += piece.escape
      else {
        const value = valueOf(keys, piece.key) ?? piece.fallback
        if (value === undefined) return undefined
        joined += value
      }
    }
    return joined
  }
}

/** The condition keys that a text uses as variables. */
export const variablesIn = (text: string): string[] =>
  (piecesOf(text) ?? []).flatMap((piece) => ('key' in piece ? [piece.key] : []))

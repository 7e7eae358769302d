/** Reads an EventPattern, with AWS's reasons where it is refused. */
import { compilePattern, PatternError, type Pattern } from '../../core/patterns/index.ts'
import { invalidPattern } from '../errors.ts'

export function readPattern(text: string): Pattern {
  let pattern: unknown
  try {
    pattern = JSON.parse(text)
  } catch {
    // JSON.parse throws for text that is not JSON.
    throw invalidPattern(jsonFlaw(text))
  }
  try {
    return compilePattern(pattern)
  } catch (error) {
    if (error instanceof PatternError) throw invalidPattern(error.message)
    throw error
  }
}

/**
 * AWS words a flaw of the JSON as its parser does.
 * Recorded: evp-badjson-2. Unverified: the wordings of other flaws, and AWS adds the position.
 */
function jsonFlaw(text: string): string {
  const [, character] = /^\s*\{\s*([^"}\s])/.exec(text) ?? []
  if (character !== undefined) {
    const code = character.charCodeAt(0)
    return `Unexpected character ('${character}' (code ${code})): was expecting double-quote to start field name`
  }
  const [, token] = /(?:^|[:,[])\s*((?!(?:true|false|null)\b)[A-Za-z_]\w*)/.exec(text) ?? []
  if (token !== undefined) {
    return `Unrecognized token '${token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`
  }
  return 'Unexpected end-of-input'
}

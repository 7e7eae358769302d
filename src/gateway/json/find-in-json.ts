import type { Value } from '../velocity/index.ts'
import { JsonPathError } from './json-path-syntax.ts'
import { findByPath } from './json-path.ts'
import { parseLenientJson } from './lenient-json.ts'

const MOST_STEPS = 1_000_000

/**
 * What a JSONPath finds in a JSON text. Undefined for a path that leads nowhere.
 *
 * @throws InvalidJsonError when the text is no JSON
 * @throws JsonPathError for a path that cannot be parsed, or a search that takes too long
 */
export function findInJson(text: string, path: string): Value | undefined {
  let left = MOST_STEPS
  return findByPath(parseLenientJson(text), path, (steps) => {
    left -= steps
    if (left < 0) throw new JsonPathError('The path visits too many values.')
  })
}

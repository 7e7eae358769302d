import type { Value } from '../velocity/index.ts'
import { findByPath } from './json-path.ts'
import { parseLenientJson } from './lenient-json.ts'

/**
 * What a JSONPath finds in a JSON text. Undefined for a path that leads nowhere.
 *
 * @throws InvalidJsonError when the text is no JSON
 * @throws JsonPathError for a path that cannot be parsed, or a search that takes too long
 */
export const findInJson = (text: string, path: string): Value | undefined =>
  findByPath(parseLenientJson(text), path)

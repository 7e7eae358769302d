/**
 * The transforms of a template, which rewrite it before it is checked.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html
 */
import { isObject } from '../../core/json.ts'
import type { Steps } from '../../core/maybe-promise.ts'
import { rooms } from '../rooms.ts'
import { include } from './include.ts'
import { runMacro } from './macro.ts'
import type { Transformation } from './transformation.ts'

const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions'
const SAM = 'AWS::Serverless-2016-10-31'

/** Returns the document as its transforms leave it. */
export function* transform(document: unknown, around: Transformation): Steps<unknown> {
  if (!isObject(document)) return document
  let result = (yield* include(document, around)) as Record<string, unknown>
  const given = document['Transform']
  for (const entry of Array.isArray(given) ? given : given === undefined ? [] : [given]) {
    const name = String(isObject(entry) ? entry['Name'] : entry)
    if (name === LANGUAGE_EXTENSIONS)
      result = rooms.languageExtensions().expandLoops(result, around.parameters)
    else if (name === SAM) result = rooms.sam().translate(result, around.parameters, around.read)
    else result = yield* ofMacro(name, entry, result, around)
  }
  return result
}

/** A macro for the whole template receives it without its own name, and replaces it. */
function* ofMacro(
  name: string,
  entry: unknown,
  document: Record<string, unknown>,
  around: Transformation,
): Steps<Record<string, unknown>> {
  const { Transform: transforms, ...fragment } = document
  const parameters = isObject(entry) && isObject(entry['Parameters']) ? entry['Parameters'] : {}
  const made = yield* runMacro({ name, fragment, parameters }, around)
  return { ...(isObject(made) ? made : {}), Transform: transforms }
}

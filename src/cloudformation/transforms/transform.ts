/**
 * The transforms of a template, which rewrite it before it is checked.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html
 */
import { isObject } from '../../core/json.ts'
import { UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { rooms } from '../rooms.ts'
import { include, type ReadPart } from './include.ts'

const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions'
const SAM = 'AWS::Serverless-2016-10-31'

/** Returns the document as its transforms leave it. */
export function transform(
  world: World,
  document: unknown,
  parameters: Readonly<Record<string, unknown>>,
  read: ReadPart = () => undefined,
): unknown {
  if (!isObject(document)) return document
  let result = include(document, world, read) as Record<string, unknown>
  for (const name of namesIn(document['Transform'])) {
    switch (name) {
      case LANGUAGE_EXTENSIONS:
        result = rooms.languageExtensions().expandLoops(result, parameters)
        break
      case SAM:
        result = rooms.sam().translate(result, parameters, read)
        break
      // AWS: the parts of a template that the transform includes are in a bucket.
      default:
        throw world.refuse(
          new UnsupportedError({ service: 'CloudFormation', operation: `transform ${name}` }),
        )
    }
  }
  return result
}

function namesIn(given: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : given === undefined ? [] : [given]
  return list.map((entry) => String(isObject(entry) ? entry['Name'] : entry))
}

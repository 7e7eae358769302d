/**
 * `Fn::FindInMap`.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-findinmap.html
 */
import { isObject } from '../../core/json.ts'
import { didYouMean } from '../../core/errors.ts'
import { TemplateError, type Path } from '../errors.ts'
import { type Values } from '../template/template.ts'
import { isKnown, listOf, textOf } from './arguments.ts'
import { UNKNOWN, type Evaluate, type Scope } from './scope.ts'

export function findInMap(
  argument: unknown,
  scope: Scope,
  path: Path,
  evaluate: Evaluate,
): unknown {
  const list = listOf(argument, 'Fn::FindInMap', path, 3, 4)
  const keys = list.slice(0, 3).map((key, index) => evaluate(key, scope, [...path, index]))
  if (!isKnown(...keys)) return UNKNOWN
  const [map = '', top = '', second = ''] = keys.map((key) => textOf(key, 'Fn::FindInMap', path))
  const found = memberOf(memberOf(scope.mappings.get(map), top), second)
  // A mapping may hold what another intrinsic function gives, once a transform has run.
  if (found !== undefined) return evaluate(found, scope, path)
  const options = list[3]
  if (isObject(options) && Object.hasOwn(options, 'DefaultValue'))
    return evaluate(options['DefaultValue'], scope, [...path, 3, 'DefaultValue'])
  throw notFound(map, top, second, scope, path)
}

const memberOf = (values: unknown, key: string): unknown =>
  isObject(values) && Object.hasOwn(values, key) ? values[key] : undefined

function notFound(
  map: string,
  top: string,
  second: string,
  { mappings }: Scope,
  path: Path,
): TemplateError {
  const known: Values | undefined = mappings.get(map)
  if (!known) {
    // Seen: CreateStack in public issues
    return new TemplateError(
      `Template error: Mapping named '${map}' is not present in the 'Mappings' section of template.`,
      path,
      didYouMean(map, mappings.keys()),
    )
  }
  const inner = memberOf(known, top)
  // Recorded: CF::test_mappings
  return new TemplateError(
    `Template error: Unable to get mapping for ${map}::${top}::${second}`,
    path,
    inner === undefined
      ? didYouMean(top, Object.keys(known))
      : didYouMean(second, Object.keys(Object(inner) as object)),
  )
}

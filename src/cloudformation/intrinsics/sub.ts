/**
 * `Fn::Sub`.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html
 */
import { isObject } from '../../core/json.ts'
import type { Path } from '../errors.ts'
import { isKnown, textOf, wrongArguments } from './arguments.ts'
import { NO_VALUE, UNKNOWN, type Evaluate, type Scope } from './scope.ts'

/** `${Name}`, `${Resource.Attribute}`, `${AWS::Region}`, and `${!literal}`. */
const VARIABLE = /\$\{(!?)([^{}]*)\}/g

export function substitute(
  argument: unknown,
  scope: Scope,
  path: Path,
  evaluate: Evaluate,
): unknown {
  const isList = Array.isArray(argument)
  const [text, given] = (isList ? argument : [argument, {}]) as readonly unknown[]
  const isRight = typeof text === 'string' && isObject(given)
  if (!isRight || (isList && argument.length !== 2)) throw wrongArguments('Fn::Sub', path)
  let isComplete = true
  const result = text.replace(VARIABLE, (whole, literal: string, variable: string) => {
    if (literal === '!') return `\${${variable}}`
    const value = valueOf(variable.trim(), given, scope, path, evaluate)
    if (!isKnown(value)) isComplete = false
    return isKnown(value) ? print(value, path) : whole
  })
  return isComplete ? result : UNKNOWN
}

// Recorded: CF::engine/test_references: the map's names win, and other names still resolve
function valueOf(
  name: string,
  given: Readonly<Record<string, unknown>>,
  scope: Scope,
  path: Path,
  evaluate: Evaluate,
): unknown {
  if (Object.hasOwn(given, name)) return evaluate(given[name], scope, [...path, 1, name])
  const isAttribute = name.includes('.')
  return evaluate(isAttribute ? { 'Fn::GetAtt': name } : { Ref: name }, scope, path)
}

const print = (value: unknown, path: Path): string =>
  value === NO_VALUE ? '' : textOf(value, 'Fn::Sub', path)

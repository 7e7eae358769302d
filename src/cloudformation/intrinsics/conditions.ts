/**
 * Conditions of a template.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
 */
import { isObject } from '../../core/json.ts'
import { didYouMean } from '../../core/errors.ts'
import { TemplateError, type Path } from '../errors.ts'
import { listOf, textOf, wrongArguments, type FunctionName } from './arguments.ts'
import type { Evaluate, Scope } from './scope.ts'

/** The value of a condition function, or of `{ Condition: name }`. */
export function evaluateCondition(
  value: unknown,
  scope: Scope,
  path: Path,
  evaluate: Evaluate,
): boolean {
  if (!isObject(value) || Object.keys(value).length !== 1) throw notBoolean(path)
  const [[name = '', argument] = []] = Object.entries(value)
  const inside: Path = [...path, name]
  const all = (kind: FunctionName, least: number, most: number): boolean[] =>
    listOf(argument, kind, inside, least, most).map((entry, index) =>
      evaluateCondition(entry, scope, [...inside, index], evaluate),
    )
  switch (name) {
    case 'Condition':
      return named(argument, scope, inside)
    case 'Fn::Equals':
      return areEqual(argument, scope, inside, evaluate)
    case 'Fn::And':
      return !all('Fn::And', 2, 10).includes(false)
    case 'Fn::Or':
      return all('Fn::Or', 2, 10).includes(true)
    case 'Fn::Not':
      return !all('Fn::Not', 1, 1).includes(true)
    default:
      throw notBoolean(path)
  }
}

// Unverified: the text for a condition that is not a condition function
const notBoolean = (path: Path): TemplateError =>
  new TemplateError('Template error: every Condition member must be a boolean function.', path)

function named(argument: unknown, scope: Scope, path: Path): boolean {
  if (typeof argument !== 'string') throw wrongArguments('Condition', path)
  const value = scope.condition(argument, path)
  if (value !== undefined) return value
  throw unknownCondition(argument, scope.block, [], path)
}

export const unknownCondition = (
  name: string,
  block: string,
  known: Iterable<string>,
  path: Path,
): TemplateError =>
  new TemplateError(
    `Template format error: Unresolved condition dependency ${name} in the ${block} block of the template`,
    path,
    didYouMean(name, known),
  )

function areEqual(argument: unknown, scope: Scope, path: Path, evaluate: Evaluate): boolean {
  const [left, right] = listOf(argument, 'Fn::Equals', path, 2).map((entry, index) =>
    textOf(evaluate(entry, scope, [...path, index]), 'Fn::Equals', path),
  )
  return left === right
}

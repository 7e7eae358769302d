/**
 * The rules of a template, which its parameters must obey.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
import { isObject } from '../../core/json.ts'
import { TemplateError, type Path } from '../errors.ts'
import { evaluateCondition } from '../intrinsics/conditions.ts'
import { evaluate } from '../intrinsics/evaluate.ts'
import type { Scope } from '../intrinsics/scope.ts'
import { type Template } from '../template/template.ts'

export function checkRules({ rules }: Template, given: Scope): void {
  const scope: Scope = {
    ...given,
    block: 'Rules',
    ref: () => undefined,
    attribute: () => undefined,
  }
  for (const [name, { RuleCondition: condition, Assertions: assertions }] of rules) {
    const path: Path = ['Rules', name]
    if (condition !== undefined && !holds(condition, scope, [...path, 'RuleCondition'])) continue
    for (const [index, assertion] of (Array.isArray(assertions) ? assertions : []).entries())
      check(assertion, scope, [...path, 'Assertions', index])
  }
}

function check(assertion: unknown, scope: Scope, path: Path): void {
  const { Assert: expression, AssertDescription: description } = isObject(assertion)
    ? assertion
    : {}
  if (holds(expression, scope, [...path, 'Assert'])) return
  // Unverified: the text
  throw new TemplateError(
    `Template error: ${typeof description === 'string' ? description : 'a rule is not fulfilled'}`,
    path,
  )
}

function holds(expression: unknown, scope: Scope, path: Path): boolean {
  if (!isObject(expression)) return false
  const [[name = '', argument] = []] = Object.entries(expression)
  const inside: Path = [...path, name]
  const list = Array.isArray(argument) ? argument : []
  const each = (): boolean[] => list.map((entry, index) => holds(entry, scope, [...inside, index]))
  switch (name) {
    case 'Fn::And':
      return !each().includes(false)
    case 'Fn::Or':
      return each().includes(true)
    case 'Fn::Not':
      return !each().includes(true)
    case 'Fn::Contains':
    case 'Fn::EachMemberIn':
      return isIn(list, scope, inside)
    case 'Fn::EachMemberEquals':
      return toList(list[0], scope, inside).every((one) => one === text(list[1], scope, inside))
    default:
      return evaluateCondition(expression, scope, path, evaluate)
  }
}

/** `Fn::Contains: [list, value]`, `Fn::EachMemberIn: [list, list]`. */
function isIn(list: readonly unknown[], scope: Scope, path: Path): boolean {
  const isContains = path.at(-1) === 'Fn::Contains'
  const whole = toList(list[isContains ? 0 : 1], scope, path)
  const members = isContains ? [text(list[1], scope, path)] : toList(list[0], scope, path)
  return members.every((member) => whole.includes(member))
}

const text = (value: unknown, scope: Scope, path: Path): string =>
  String(evaluate(value, scope, path))

function toList(value: unknown, scope: Scope, path: Path): string[] {
  const evaluated = evaluate(value, scope, path)
  return Array.isArray(evaluated) ? evaluated.map(String) : [String(evaluated)]
}

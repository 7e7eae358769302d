/** Parses ConditionExpression and FilterExpression and lists the paths that a condition reads. */
import { parseConditionTree } from './grammar/condition-parser.ts'
import type { Scope } from './grammar/scope.ts'
import type { Condition, Operand, Path } from './grammar/tree.ts'

/** Parses a ConditionExpression or FilterExpression. Throws AWS's ValidationException. */
export function parseCondition(
  kind: 'ConditionExpression' | 'FilterExpression',
  source: string,
  scope: Scope,
): Condition {
  return parseConditionTree(kind, source, scope)
}

/** All document paths that a condition reads, in the order of the expression. */
export function documentPathsOf(condition: Condition): Path[] {
  const paths: Path[] = []
  collect(condition, paths)
  return paths
}

/** The attributes that a condition reads. */
export function conditionPaths(condition: Condition): string[] {
  const names = new Set<string>()
  for (const path of documentPathsOf(condition)) names.add(path[0])
  return [...names]
}

function collect(condition: Condition, paths: Path[]): void {
  switch (condition.type) {
    case 'and':
    case 'or':
      for (const part of condition.conditions) collect(part, paths)
      return
    case 'not':
      return collect(condition.condition, paths)
    case 'exists':
    case 'notExists':
      paths.push(condition.path)
      return
    default:
      for (const operand of operandsOf(condition)) collectOperand(operand, paths)
  }
}

/** The parts that AND joins: three of `a AND (b AND c)`. */
export function* conjunctsOf(condition: Condition): Generator<Condition> {
  if (condition.type !== 'and') yield condition
  else for (const part of condition.conditions) yield* conjunctsOf(part)
}

type Leaf = Exclude<Condition, { type: 'and' | 'or' | 'not' | 'exists' | 'notExists' }>

/** The operands of a comparison or function. */
export function operandsOf(condition: Leaf): readonly Operand[] {
  switch (condition.type) {
    case 'compare':
      return [condition.left, condition.right]
    case 'between':
      return [condition.operand, condition.lower, condition.upper]
    case 'in':
      return [condition.operand, ...condition.candidates]
    case 'hasType':
      return [condition.operand]
    case 'beginsWith':
      return [condition.operand, condition.prefix]
    case 'contains':
    case 'notContains':
      return [condition.operand, condition.part]
  }
}

function collectOperand(operand: Operand, paths: Path[]): void {
  if (operand.type === 'path') paths.push(operand.path)
  else if (operand.type === 'size') collectOperand(operand.of, paths)
}

/** Evaluates metric math over the queries of one request. */
import type { Expression } from './parse.ts'
import { functionOf } from './functions.ts'
import type { Argument, MathScope } from './scope.ts'
import {
  allSeries,
  combine,
  ExpressionError,
  mapPoints,
  mapSeries,
  type MathValue,
} from './series.ts'

const truth = (isTrue: boolean): number => (isTrue ? 1 : 0)

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  '<': (a, b) => truth(a < b),
  '<=': (a, b) => truth(a <= b),
  '>': (a, b) => truth(a > b),
  '>=': (a, b) => truth(a >= b),
  '&&': (a, b) => truth(a !== 0 && b !== 0),
  AND: (a, b) => truth(a !== 0 && b !== 0),
  '||': (a, b) => truth(a !== 0 || b !== 0),
  OR: (a, b) => truth(a !== 0 || b !== 0),
}

export function evaluate(expression: Expression, scope: MathScope): MathValue {
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'id':
      return scope.valueOf(expression.id)
    case 'list':
      return expression.items.flatMap((item) => allSeries(evaluate(item, scope)))
    case 'negative':
      return negative(evaluate(expression.of, scope))
    case 'binary': {
      const left = evaluate(expression.left, scope)
      const right = evaluate(expression.right, scope)
      return combine(left, right, OPERATORS[expression.operator]!)
    }
    case 'call':
      return functionOf(expression.name)(
        expression.args.map((arg) => argumentOf(arg, scope)),
        scope,
      )
    default:
      throw new ExpressionError(`unexpected "${expression.text}"`)
  }
}

const negative = (value: MathValue): MathValue =>
  typeof value === 'number'
    ? -value
    : mapSeries(value, (series) => mapPoints(series, (one) => -one))

const KEYWORDS = new Set(['REPEAT', 'LINEAR', 'ASC', 'DSC', 'AVG', 'MAX', 'MIN', 'SUM'])

/** Names such as `REPEAT` and `ASC` stand for themselves. */
function argumentOf(expression: Expression, scope: MathScope): Argument {
  if (expression.kind === 'text') return { text: expression.text }
  if (expression.kind === 'id' && KEYWORDS.has(expression.id)) return { text: expression.id }
  return { value: evaluate(expression, scope) }
}

/** Parses and evaluates expressions. Loads with the first request that has one. */
export { parseCondition } from './condition.ts'
export { evaluateCondition } from './evaluate.ts'
export { checkConditionalOperator, fromExpected } from './legacy-conditions.ts'
export { fromAttributesToGet, parseProjection, projectItem } from './projection.ts'
export { createScope } from './grammar/scope.ts'

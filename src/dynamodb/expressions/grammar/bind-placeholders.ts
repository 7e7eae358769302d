/** Replaces the values in trees. Parts without values are shared with the original tree. */
import { boundsProblem } from './condition-checks.ts'
import type { Bind } from './parse-cache.ts'
import type { Condition, Operand, Update, UpdateAction, UpdateOperand } from './tree.ts'

/**
 * Replaces the values of a condition. Returns undefined if the parser's checks depend on more than
 * the types of the values: then the expression must be parsed again.
 */
export function bindCondition(condition: Condition, bind: Bind): Condition | undefined {
  switch (condition.type) {
    case 'and':
    case 'or': {
      const { type } = condition
      const conditions: Condition[] = []
      for (const part of condition.conditions) {
        const bound = bindCondition(part, bind)
        if (!bound) return undefined
        conditions.push(bound)
      }
      return { type, conditions }
    }
    case 'not': {
      const bound = bindCondition(condition.condition, bind)
      return bound && { type: 'not', condition: bound }
    }
    case 'compare': {
      const { type, comparator, left, right } = condition
      return { type, comparator, left: bindOperand(left, bind), right: bindOperand(right, bind) }
    }
    case 'between': {
      const operand = bindOperand(condition.operand, bind)
      const lower = bindOperand(condition.lower, bind)
      const upper = bindOperand(condition.upper, bind)
      return boundsProblem(lower, upper) === undefined
        ? { type: 'between', operand, lower, upper }
        : undefined
    }
    case 'in': {
      const operand = bindOperand(condition.operand, bind)
      const candidates = condition.candidates.map((candidate) => bindOperand(candidate, bind))
      return { type: 'in', operand, candidates }
    }
    case 'beginsWith': {
      const operand = bindOperand(condition.operand, bind)
      return { type: 'beginsWith', operand, prefix: bindOperand(condition.prefix, bind) }
    }
    case 'contains':
    case 'notContains': {
      const operand = bindOperand(condition.operand, bind)
      return { type: condition.type, operand, part: bindOperand(condition.part, bind) }
    }
    case 'exists':
    case 'notExists':
      return condition
    // The name of the type is the content of a value.
    case 'hasType':
      return undefined
  }
}

function bindOperand(operand: Operand, bind: Bind): Operand {
  switch (operand.type) {
    case 'path':
      return operand
    case 'value':
      return { type: 'value', value: bind(operand.value) }
    case 'size':
      return { type: 'size', of: bindOperand(operand.of, bind) }
  }
}

export const bindUpdate = ({ actions }: Update, bind: Bind): Update => ({
  actions: actions.map((action) => bindAction(action, bind)),
})

function bindAction(action: UpdateAction, bind: Bind): UpdateAction {
  const { type, path } = action
  switch (type) {
    case 'remove':
      return action
    case 'set':
      return { type, path, value: bindUpdateOperand(action.value, bind) }
    case 'add':
    case 'delete':
      return { type, path, value: bind(action.value) }
  }
}

function bindUpdateOperand(operand: UpdateOperand, bind: Bind): UpdateOperand {
  switch (operand.type) {
    case 'path':
      return operand
    case 'value':
      return { type: 'value', value: bind(operand.value) }
    case 'ifNotExists': {
      const { type, path, otherwise } = operand
      return { type, path, otherwise: bindUpdateOperand(otherwise, bind) }
    }
    case 'listAppend': {
      const first = bindUpdateOperand(operand.first, bind)
      return { type: 'listAppend', first, second: bindUpdateOperand(operand.second, bind) }
    }
    case 'arithmetic': {
      const { type, operator } = operand
      const left = bindUpdateOperand(operand.left, bind)
      return { type, operator, left, right: bindUpdateOperand(operand.right, bind) }
    }
  }
}

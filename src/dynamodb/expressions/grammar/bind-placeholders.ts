/** Trees with other values in the place of theirs. What holds no value is shared. */
import { boundsProblem } from './condition-checks.ts'
import type { Put } from './parse-cache.ts'
import type { Condition, Operand, Update, UpdateAction, UpdateOperand } from './tree.ts'

/** Undefined where what the parser says of a condition depends on more than the types of its values. */
export function fillCondition(condition: Condition, put: Put): Condition | undefined {
  switch (condition.type) {
    case 'and':
    case 'or': {
      const { type } = condition
      const conditions: Condition[] = []
      for (const part of condition.conditions) {
        const filled = fillCondition(part, put)
        if (!filled) return undefined
        conditions.push(filled)
      }
      return { type, conditions }
    }
    case 'not': {
      const filled = fillCondition(condition.condition, put)
      return filled && { type: 'not', condition: filled }
    }
    case 'compare': {
      const { type, comparator, left, right } = condition
      return { type, comparator, left: fillOperand(left, put), right: fillOperand(right, put) }
    }
    case 'between': {
      const operand = fillOperand(condition.operand, put)
      const lower = fillOperand(condition.lower, put)
      const upper = fillOperand(condition.upper, put)
      return boundsProblem(lower, upper) === undefined
        ? { type: 'between', operand, lower, upper }
        : undefined
    }
    case 'in': {
      const operand = fillOperand(condition.operand, put)
      const candidates = condition.candidates.map((candidate) => fillOperand(candidate, put))
      return { type: 'in', operand, candidates }
    }
    case 'beginsWith': {
      const operand = fillOperand(condition.operand, put)
      return { type: 'beginsWith', operand, prefix: fillOperand(condition.prefix, put) }
    }
    case 'contains':
    case 'notContains': {
      const operand = fillOperand(condition.operand, put)
      return { type: condition.type, operand, part: fillOperand(condition.part, put) }
    }
    case 'exists':
    case 'notExists':
      return condition
    // The name of the type is a value's content.
    case 'hasType':
      return undefined
  }
}

function fillOperand(operand: Operand, put: Put): Operand {
  switch (operand.type) {
    case 'path':
      return operand
    case 'value':
      return { type: 'value', value: put(operand.value) }
    case 'size':
      return { type: 'size', of: fillOperand(operand.of, put) }
  }
}

export const fillUpdate = ({ actions }: Update, put: Put): Update => ({
  actions: actions.map((action) => fillAction(action, put)),
})

function fillAction(action: UpdateAction, put: Put): UpdateAction {
  const { type, path } = action
  switch (type) {
    case 'remove':
      return action
    case 'set':
      return { type, path, value: fillUpdateOperand(action.value, put) }
    case 'add':
    case 'delete':
      return { type, path, value: put(action.value) }
  }
}

function fillUpdateOperand(operand: UpdateOperand, put: Put): UpdateOperand {
  switch (operand.type) {
    case 'path':
      return operand
    case 'value':
      return { type: 'value', value: put(operand.value) }
    case 'ifNotExists': {
      const { type, path, otherwise } = operand
      return { type, path, otherwise: fillUpdateOperand(otherwise, put) }
    }
    case 'listAppend': {
      const first = fillUpdateOperand(operand.first, put)
      return { type: 'listAppend', first, second: fillUpdateOperand(operand.second, put) }
    }
    case 'arithmetic': {
      const { type, operator } = operand
      const left = fillUpdateOperand(operand.left, put)
      return { type, operator, left, right: fillUpdateOperand(operand.right, put) }
    }
  }
}

/**
 * Applies updates. All operands are read from the original item. Then each action changes its path
 * in a draft, which shares unchanged parts with the original item.
 */
import { validation } from '../errors.ts'
import { incorrectOperandDataType } from './errors.ts'
import { addNumbers, subtractNumbers } from '../values/numbers.ts'
import { type AttributeType, type AttributeValue, type Item, typeOf } from '../values/values.ts'
import { UpdateDraft } from './update-draft.ts'
import { valueAt } from './evaluate.ts'
import { addTo, deleteFrom } from './update-sets.ts'
import type { Path, Update, UpdateAction, UpdateOperand } from './grammar/tree.ts'

const missingAttribute = (): Error =>
  validation('The provided expression refers to an attribute that does not exist in the item')

/**
 * Returns the updated item. `item` is the stored item, or the key of a missing item; it does not
 * change. `paths` are the changed paths, for UPDATED_OLD and UPDATED_NEW
 * (`projectItem(projectionOf(paths), ...)`). `assigned` are the values of the SET actions, at their
 * places among the actions.
 */
export function applyUpdate(
  update: Update,
  item: Item,
): {
  readonly item: Item
  readonly paths: readonly Path[]
  readonly assigned: readonly (AttributeValue | undefined)[]
} {
  const { actions } = update
  const assigned = actions.map((action) =>
    action.type === 'set' ? operandValue(action.value, item) : undefined,
  )
  const draft = new UpdateDraft(item)
  actions.forEach((action, at) => apply(draft, action, assigned[at]))
  return { item: draft.finish(), paths: actions.map(({ path }) => path), assigned }
}

function apply(
  draft: UpdateDraft,
  action: UpdateAction,
  assigned: AttributeValue | undefined,
): void {
  if (action.type === 'set') return assigned && draft.set(action.path, assigned)
  if (action.type === 'remove') return draft.remove(action.path)
  const existing = draft.get(action.path)
  if (action.type === 'add')
    return draft.set(action.path, addTo(existing, action.value, action.legacy === true))
  if (existing === undefined) return
  const rest = deleteFrom(existing, action.value, action.legacy === true)
  if (rest === undefined) draft.remove(action.path)
  else draft.set(action.path, rest)
}

function operandValue(operand: UpdateOperand, item: Item): AttributeValue {
  switch (operand.type) {
    case 'value':
      return operand.value
    case 'path': {
      const value = valueAt(operand.path, item)
      if (value === undefined) throw missingAttribute()
      return value
    }
    case 'ifNotExists':
      return valueAt(operand.path, item) ?? operandValue(operand.otherwise, item)
    case 'listAppend': {
      const first = operandValue(operand.first, item)
      if (!('L' in first)) throw incorrectOperandDataType()
      const second = operandValue(operand.second, item)
      if (!('L' in second)) throw incorrectOperandDataType()
      return { L: [...first.L, ...second.L] }
    }
    case 'arithmetic': {
      const left = operandValue(operand.left, item)
      if (!('N' in left)) throw incorrectOperandDataType()
      const right = operandValue(operand.right, item)
      if (!('N' in right)) throw incorrectOperandDataType()
      return {
        N:
          operand.operator === '+' ? addNumbers(left.N, right.N) : subtractNumbers(left.N, right.N),
      }
    }
  }
}

/**
 * The type of an attribute after an action, if it does not depend on the item. The checks of index
 * keys need it.
 */
export function updatedType(action: UpdateAction): AttributeType | undefined {
  if (action.path.length > 1 || action.type === 'remove') return undefined
  return action.type === 'set' ? operandType(action.value) : typeOf(action.value)
}

function operandType(operand: UpdateOperand): AttributeType | undefined {
  switch (operand.type) {
    case 'value':
      return typeOf(operand.value)
    case 'path':
      return undefined
    case 'ifNotExists':
      return operandType(operand.otherwise)
    case 'listAppend':
      return 'L'
    case 'arithmetic':
      return 'N'
  }
}

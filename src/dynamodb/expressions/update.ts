/**
 * Applies updates. Every operand is read from the item as it was; then each action changes its own place in a copy that shares
 * whatever no action touches.
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
 * The updated item. `item` is what is stored, or the key where nothing is: it stays as it is. `paths` are the places that
 * were touched, for UPDATED_OLD and UPDATED_NEW (`projectItem(projectionOf(paths), ...)`).
 */
export function applyUpdate(
  update: Update,
  item: Item,
): { readonly item: Item; readonly paths: readonly Path[] } {
  const { actions } = update
  const assigned = actions.map((action) =>
    action.type === 'set' ? operandValue(action.value, item) : undefined,
  )
  const draft = new UpdateDraft(item)
  actions.forEach((action, at) => apply(draft, action, assigned[at]))
  return { item: draft.finish(), paths: actions.map(({ path }) => path) }
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

/** The type an attribute is known to have after an action, before the item is seen: for the types of index keys. */
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

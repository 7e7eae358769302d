/**
 * Compiles AttributeUpdates (PUT, ADD and DELETE of whole attributes) to the tree of
 * UpdateExpression.
 */
import { invalidLegacy } from './errors.ts'
import { checkName, checkValue } from '../values/value-checks.ts'
import { type AttributeType, type AttributeValue, typeOf } from '../values/values.ts'
import type { Path, Update, UpdateAction } from './grammar/tree.ts'

export interface AttributeValueUpdate {
  readonly Action?: string
  readonly Value?: AttributeValue
}

export interface AttributeUpdates {
  readonly [attribute: string]: AttributeValueUpdate
}

const SETS: readonly AttributeType[] = ['SS', 'NS', 'BS']

/** Compiles AttributeUpdates. Throws AWS's ValidationException. */
export const fromAttributeUpdates = (updates: AttributeUpdates): Update => ({
  actions: Object.entries(updates).map(([attribute, update]) => {
    checkName(attribute)
    return toAction([attribute], update)
  }),
})

// AWS: LegacyConditionalParameters.AttributeUpdates.html
function toAction(
  path: Path,
  { Action: action = 'PUT', Value }: AttributeValueUpdate,
): UpdateAction {
  if (Value === undefined) {
    if (action !== 'DELETE')
      throw invalidLegacy('Only DELETE action is allowed when no attribute value is specified')
    return { type: 'remove', path }
  }
  const value = checkValue(Value)
  const type = typeOf(value)
  switch (action) {
    case 'DELETE':
      if (!SETS.includes(type))
        throw invalidLegacy(`DELETE action with value is not supported for the type ${type}`)
      return { type: 'delete', path, value, legacy: true }
    case 'ADD':
      if (!SETS.includes(type) && type !== 'N' && type !== 'L')
        throw invalidLegacy(`ADD action is not supported for the type ${type}`)
      return { type: 'add', path, value, legacy: true }
    default:
      return { type: 'set', path, value: { type: 'value', value } }
  }
}

/**
 * Finds values of another type than the model's. Clients in TypeScript rarely send them, clients in
 * JavaScript do. AWS refuses such a request before it checks any constraint.
 */
import { addFault, type Fault } from './fault.ts'
import type { JavaNumber, Shape } from './shape.ts'

export function isWrongType(value: unknown, shape: Shape): boolean {
  switch (shape.type) {
    case 'string':
      // The SDK represents JSON strings as objects that convert to strings.
      return typeof value !== 'string' && !(value instanceof String)
    case 'number':
      return typeof value !== 'number' && typeof value !== 'bigint' && shape.java !== 'Date'
    case 'boolean':
      return typeof value !== 'boolean'
    case 'list':
      return !Array.isArray(value)
    case 'map':
    case 'structure':
      return typeof value !== 'object' || value === null || Array.isArray(value)
    default:
      return false
  }
}

export const addTypeFault = (
  faults: Fault[],
  value: unknown,
  shape: Shape,
  path: string | undefined,
  name: string,
): void => addFault(faults, 'type', wrongType(value, shape), value, shape, path, name)

// Seen: aws-cdk#27087 (`STRING_VALUE can not be converted to an Integer`, CodeDeploy). DynamoDB has
// its own messages.
// Unverified: the other sentences of the same parser, as authors of other emulators noted them.
function wrongType(value: unknown, shape: Shape): string {
  const java = javaType(shape)
  if (java === undefined) return 'Unexpected field type'
  if (Array.isArray(value)) return `Unrecognized collection type class java.lang.${java}`
  if (typeof value === 'object') return 'Start of structure or map found where not expected.'
  const article = /^[AEIOU]/.test(java) ? 'an' : 'a'
  return `${tokenOf(value)} can not be converted to ${article} ${java}`
}

function javaType(shape: Shape): JavaNumber | 'String' | 'Boolean' | undefined {
  switch (shape.type) {
    case 'string':
      return 'String'
    case 'boolean':
      return 'Boolean'
    case 'number':
      return shape.java === 'Date' ? 'Double' : (shape.java ?? 'Integer')
    default:
      return undefined
  }
}

/**
 * Returns the parser's name of a scalar token: `NUMBER_VALUE`, `DECIMAL_VALUE`, `TRUE_VALUE`, ...
 */
function tokenOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE'
  if (typeof value === 'string') return 'STRING_VALUE'
  return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE'
}

/** Finds the method of a value. */
import { isHost, isList, isMap, type Value } from '../values.ts'
import { LIST_METHODS, MAP_METHODS } from './collections.ts'
import type { MethodTools } from './method.ts'
import { BOOLEAN_METHODS, NUMBER_METHODS } from './scalars.ts'
import { STRING_METHODS } from './strings.ts'

/**
 * Undefined for a method that the value does not have, or not with such arguments: Velocity then
 * treats the reference as null.
 *
 * @throws TemplateError when Java's method throws
 */
export function callMethod(
  value: Value,
  name: string,
  values: readonly Value[],
  tools: MethodTools,
): Value | undefined {
  if (value === null) return undefined
  if (name === 'toString' && values.length === 0 && !isHost(value)) return tools.print(value)
  switch (typeof value) {
    case 'string':
      // Long texts take longer.
      tools.use(value.length >> 8)
      return STRING_METHODS.get(name)?.(value, values, tools)
    case 'boolean':
      return BOOLEAN_METHODS.get(name)?.(value, values, tools)
    case 'bigint':
    case 'number':
      return NUMBER_METHODS.get(name)?.(value, values, tools)
  }
  if (isList(value)) return LIST_METHODS.get(name)?.(value, values, tools)
  if (isMap(value)) return MAP_METHODS.get(name)?.(value, values, tools)
  return isHost(value) ? value.call(name, values, tools) : undefined
}

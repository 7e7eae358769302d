/** Which schemas judge which member or element of a value. */
import { isObject } from '../../core/json.ts'
import { createBoundedRegExp } from '../messages/bounded-regexp.ts'
import { isArray, type JsonObject } from './json-types.ts'
import type { Children, SchemaNode, ToNode } from './schema-node.ts'

const NONE: readonly SchemaNode[] = []

export function toChildren(schema: JsonObject, toNode: ToNode): Children {
  const elements = toElements(schema, toNode)
  const members = toMembers(schema, toNode)
  return (value) => (isArray(value) ? elements(value) : members(value as JsonObject))
}

const orNone = (schema: unknown, toNode: ToNode): readonly SchemaNode[] =>
  isObject(schema) ? [toNode(schema)] : NONE

function toElements({ items, additionalItems }: JsonObject, toNode: ToNode) {
  const fixed = isArray(items) ? items.map((schema) => [toNode(schema)]) : []
  const rest = orNone(isArray(items) ? additionalItems : items, toNode)
  return function* (value: readonly unknown[]): ReturnType<Children> {
    if (fixed.length === 0 && rest.length === 0) return
    for (const [index, element] of value.entries()) yield [element, fixed[index] ?? rest]
  }
}

/** Members in the order of their names. */
function toMembers(schema: JsonObject, toNode: ToNode) {
  const { properties = {}, patternProperties = {} } = schema as Record<string, JsonObject>
  const named = new Map(Object.entries(properties).map(([name, one]) => [name, toNode(one)]))
  const patterns = Object.entries(patternProperties).map(
    ([pattern, one]) => [createBoundedRegExp(pattern), toNode(one)] as const,
  )
  const others = orNone(schema['additionalProperties'], toNode)
  const nodesOf = (name: string): readonly SchemaNode[] => {
    const own = named.get(name)
    const matching = patterns.filter(([regExp]) => regExp.test(name)).map(([, node]) => node)
    const nodes = own ? [own, ...matching] : matching
    return nodes.length > 0 ? nodes : others
  }
  return function* (value: JsonObject): ReturnType<Children> {
    for (const name of Object.keys(value).sort()) yield [value[name], nodesOf(name)]
  }
}

/** Whether `properties` or `patternProperties` names a member. */
export function matchedBy(schema: JsonObject): (name: string) => boolean {
  const { properties = {}, patternProperties = {} } = schema as Record<string, JsonObject>
  const patterns = Object.keys(patternProperties).map((pattern) => createBoundedRegExp(pattern))
  return (name) => Object.hasOwn(properties, name) || patterns.some((one) => one.test(name))
}

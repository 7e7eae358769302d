/** Reads the properties of resources, whose values are whatever a template wrote. */
import { isObject } from '../json.ts'
import type { ResourceProperties } from './types.ts'

/** The text of a property. Undefined for an absent or empty one, and for other values. */
export function textIn(properties: ResourceProperties, name: string): string | undefined {
  const value = properties[name]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The entries of a property that is a list. A single value counts as a list of one. */
export function listIn(properties: ResourceProperties, name: string): readonly unknown[] {
  const value = properties[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** The members of a property that is a structure. */
export function mapIn(properties: ResourceProperties, name: string): ResourceProperties {
  const value = properties[name]
  return isObject(value) ? value : {}
}

/** Whether a value is on: templates write `true` and `"true"`. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true'

/**
 * The tags of a resource and those of its stack. A template writes them as a list of keys and
 * values, or, for newer services, as a map.
 */
export function tagsOf(
  given: unknown,
  stackTags: Readonly<Record<string, string>>,
): Record<string, string> {
  const tags: Record<string, string> = {}
  if (Array.isArray(given)) {
    for (const entry of given)
      if (isObject(entry)) tags[String(entry['Key'])] = String(entry['Value'] ?? '')
  } else if (isObject(given)) {
    for (const [key, value] of Object.entries(given)) tags[key] = String(value)
  }
  return { ...tags, ...stackTags }
}

/** `[{ Key, Value }]`, as most APIs take tags. */
export const tagList = (
  tags: Readonly<Record<string, string>>,
): { readonly Key: string; readonly Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))

/** A JSON document that a template may write as an object or as text. */
export const documentText = (value: unknown): string | undefined =>
  value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value)

/** The properties with these names that are present. */
export function pick(
  properties: ResourceProperties,
  names: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    names
      .filter((name) => properties[name] !== undefined)
      .map((name) => [name, properties[name]] as const),
  )
}

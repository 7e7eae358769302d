/** Reads the properties of resources, whose values are whatever a template wrote. */
import { isDeepStrictEqual } from 'node:util'
import { UnsupportedError } from '../errors.ts'
import { isObject } from '../json.ts'
import type { ResourceProperties, UpdateRequest } from './types.ts'

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

/** How the tags of a resource change, those of its stack included. */
export function tagChanges({
  properties,
  before,
  stackTags,
  stackTagsBefore,
}: UpdateRequest): TagChanges | undefined {
  const now = tagsOf(properties['Tags'], stackTags)
  const old = tagsOf(before['Tags'], stackTagsBefore)
  const changes = tagsBetween(old, now)
  const count = Object.keys(changes.added).length + changes.removed.length
  return count === 0 ? undefined : changes
}

/** What makes one set of tags into another. */
export function tagsBetween(
  old: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): TagChanges {
  const added = Object.fromEntries(Object.entries(now).filter(([key, value]) => old[key] !== value))
  return { added, removed: Object.keys(old).filter((key) => now[key] === undefined) }
}

export interface TagChanges {
  readonly added: Readonly<Record<string, string>>
  readonly removed: readonly string[]
}

/** The properties with these names, and undefined for those that are gone. */
export const changesIn = (
  { properties, before }: Pick<UpdateRequest, 'properties' | 'before'>,
  names: readonly string[],
): Record<string, unknown> =>
  Object.fromEntries(
    names
      .filter((name) => !isDeepStrictEqual(properties[name], before[name]))
      .map((name) => [name, properties[name]]),
  )

/**
 * The properties of an update, with an empty value for each that is gone. Refuses by name one that
 * its operation cannot reset.
 */
export function withResets(
  { properties, before, logicalId }: Pick<UpdateRequest, 'properties' | 'before' | 'logicalId'>,
  names: readonly string[],
): ResourceProperties {
  const made: Record<string, unknown> = { ...properties }
  for (const name of names) {
    if (before[name] === undefined || properties[name] !== undefined) continue
    if (!Object.hasOwn(RESETS, name)) {
      const operation = `update of ${logicalId} without ${name}`
      throw new UnsupportedError({ service: 'CloudFormation', operation })
    }
    made[name] = RESETS[name]
  }
  return made
}

const RESETS: Readonly<Record<string, unknown>> = {
  ...{ Description: '', OperationName: '', Variables: {}, StageVariables: {} },
  ...{ AuthorizationScopes: [], ApiKeyRequired: false, TracingEnabled: false },
  ...{ BinaryMediaTypes: [], DisableExecuteApiEndpoint: false, AutoDeploy: false },
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

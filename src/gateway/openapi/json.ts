/** JSON values of documents, which may be anything. */
import { isObject, type JsonObject } from '../../core/json.ts'

export type { JsonObject }

export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {})

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined

/** A member of the object itself, never of its prototype. */
export const memberOf = (object: JsonObject, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined

export const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  Object.entries(objectOf(value))

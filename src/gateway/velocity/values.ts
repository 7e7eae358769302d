/**
 * The values of templates. Java's integers are bigint and its doubles number, so that `7 / 2` is 3
 * and `1.0` prints its decimal.
 */
import type { Node } from './syntax.ts'

export type Value =
  null | string | boolean | bigint | number | ValueMap | ValueList | Block | HostObject

export type Key = string | boolean | bigint | number

/** A map in the order of its entries. */
export type ValueMap = Map<Key, Value>

export type ValueList = Value[]

/** An array of a JSON document. It prints as JSON, and everything inside it too. */
export class JsonArray extends Array<Value> {}

/** A map that prints nothing, with everything in it. */
export class SilentMap extends Map<Key, Value> {}

/** The content of a #define, which is rendered each time it is printed. */
export class Block {
  readonly nodes: readonly Node[]

  constructor(nodes: readonly Node[]) {
    this.nodes = nodes
  }
}

/** Texts of values, within the limits of the rendering. */
export interface Texts {
  /** As Java's `toString`. */
  print(value: Value): string
  /** Compact JSON. */
  json(value: Value): string
  /** Counts work that takes longer than a call. */
  readonly use: (steps: number) => void
}

/** An object of the caller: `$input`. */
export interface HostObject {
  /** Undefined for a name that it does not have. */
  property(name: string): Value | undefined
  /** Undefined for a method that it does not have. */
  call(name: string, values: readonly Value[], texts: Texts): Value | undefined
  print(texts: Texts): string
}

export const isMap = (value: Value): value is ValueMap => value instanceof Map
export const isList = (value: Value): value is ValueList => Array.isArray(value)
export const isNumber = (value: Value): value is bigint | number =>
  typeof value === 'bigint' || typeof value === 'number'
export const isHost = (value: Value): value is HostObject =>
  typeof value === 'object' &&
  value !== null &&
  !isMap(value) &&
  !isList(value) &&
  !(value instanceof Block)

/** Maps have keys of any type. Keys that are no scalar are compared by their text. */
export const isKey = (value: Value): value is Key => value !== null && typeof value !== 'object'

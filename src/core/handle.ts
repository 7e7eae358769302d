/**
 * Handles (`Table`, `LambdaFunction`, `Gateway`, the region itself): a name and a home. A handle
 * means its home, or the nearest running fork of it. With this file other rooms recognize a handle
 * and create the same one for another world without knowing its class. The key is a registered
 * symbol, so this works across two copies of the package.
 */
import type { World } from './world/world.ts'

export const handleKey: unique symbol = Symbol.for('miniregion.handle')

/** What a handle names. Later kinds, such as connections, choose their own words. */
export type HandleKind = 'table' | 'function' | 'gateway' | 'region' | 'queue' | (string & {})

export interface HandleIdentity<Self = unknown, Home extends World = World> {
  readonly kind: HandleKind
  /** The world that the handle was created in. The handle means `resolveWorld(home)`. */
  readonly home: Home
  /** Returns the same handle with `world` as its home. Creates nothing in that world. */
  withWorld(world: Home): Self
}

/**
 * A class becomes a handle with one getter:
 * `get [handleKey](): HandleIdentity<Table> { return { kind: 'table', home: this.home, withWorld: (world) => ... } }`
 */
export interface Handle<Home extends World = World> {
  readonly [handleKey]: HandleIdentity<unknown, Home>
}

export const isHandle = (value: unknown): value is Handle =>
  ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
  handleKey in value

/** Returns the identity of a handle, or undefined for any other value. */
export const handleOf = (value: unknown): HandleIdentity | undefined =>
  isHandle(value) ? value[handleKey] : undefined

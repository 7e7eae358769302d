/**
 * Handles (`Table`, `LambdaFunction`, `Gateway`, the region itself): a name and a home. A handle means its home, or the
 * nearest running fork of it. This file is how rooms above recognize a handle and make the same one for another world, without
 * knowing its class (and across two copies of the package: the key is a registered symbol).
 */
import type { World } from './world.ts'

export const handleKey: unique symbol = Symbol.for('miniregion.handle') as never

/** What a handle stands for. Connections, queues, ... take words of their own. */
export type HandleKind = 'table' | 'function' | 'gateway' | 'region' | 'queue' | (string & {})

export interface HandleIdentity<Self = unknown> {
  readonly kind: HandleKind
  /** The world it was made in; what it means is `resolveWorld(home)`. */
  readonly home: World
  /** The same handle with `world` as its home. Creates nothing in that world. */
  withWorld(world: World): Self
}

/**
 * A class takes part with one getter:
 * `get [handleKey](): HandleIdentity<Table> { return { kind: 'table', home: this.home, withWorld: (world) => ... } }`
 */
export interface Handle {
  readonly [handleKey]: HandleIdentity
}

export const isHandle = (value: unknown): value is Handle =>
  typeof value === 'object' && value !== null && handleKey in value

/** What `value` stands for, or undefined when it is no handle. */
export const handleOf = (value: unknown): HandleIdentity | undefined =>
  isHandle(value) || (typeof value === 'function' && handleKey in value)
    ? (value as Handle)[handleKey]
    : undefined

/**
 * The base of handles (`Queue`, `Topic`, `Bucket`): a name and a home. A handle prints as its ARN,
 * is recognized by kind, and means its own region or the nearest running fork of it.
 */
import { inspectKey } from '../reporting/print-record.ts'
import { resolveWorld } from '../world/context.ts'
import { handleKey, type HandleIdentity } from '../handle.ts'
import { buildArn } from '../resources/arn-form.ts'
import { withoutArticle, type ResourceKind } from '../resources/resource-kind.ts'
import type { World } from '../world/world.ts'

/** The description of a handle's class. */
export interface HandleDescription extends ResourceKind {
  /** Returns the same handle with another world as its home. Creates nothing there. */
  open(world: World, handle: ResourceHandle): ResourceHandle
}

export class ResourceHandle {
  // Defined here because they are for the library and `util.inspect`, and do not belong in the
  // published type.
  static {
    Object.defineProperty(this.prototype, handleKey, {
      configurable: true,
      get(this: ResourceHandle): HandleIdentity {
        return this.#identity
      },
    })
    Object.defineProperty(this.prototype, inspectKey, {
      configurable: true,
      value(this: ResourceHandle): string {
        const title = withoutArticle(this.#description.noun)
        return `${title.charAt(0).toUpperCase()}${title.slice(1)} '${this.name}' (${this.arn})`
      },
    })
  }

  /** Its name. */
  readonly name: string
  readonly #description: HandleDescription
  readonly #identity: HandleIdentity

  constructor(description: HandleDescription, home: World, name: string) {
    this.name = name
    this.#description = description
    const withWorld = (world: World): ResourceHandle => description.open(world, this)
    this.#identity = { kind: description.kind, home, withWorld }
  }

  /** The ARN, which a template literal prints. Known outside any fork as well. */
  get arn(): string {
    return buildArn(this.#description.arn, this.#identity.home.options, this.name)
  }

  /** Returns the ARN. */
  toString(): string {
    return this.arn
  }

  /** Returns the ARN. */
  toJSON(): string {
    return this.arn
  }
}

/**
 * Returns the world that a handle was created in. Its options are valid outside any fork; its state
 * may be a template's.
 */
export const homeOf = (handle: ResourceHandle): World =>
  (handle as unknown as { readonly [handleKey]: HandleIdentity })[handleKey].home

/** Returns the world that a handle means here. */
export const worldOf = (handle: ResourceHandle): World => resolveWorld(homeOf(handle))

/**
 * Returns the world that a handle means here, for a change.
 *
 * @throws MisuseError when the world can only be read
 */
export function writableWorldOf(handle: ResourceHandle): World {
  const world = worldOf(handle)
  world.checkWritable()
  return world
}

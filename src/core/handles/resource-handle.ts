/**
 * The base of handles (`Queue`, `Topic`, `Bucket`): a name and a home. It prints as its ARN, is
 * recognized by kind, and means its own region or the nearest running fork of it.
 */
import { resolveWorld } from '../context.ts'
import { handleKey, type HandleIdentity } from '../handle.ts'
import { buildArn } from '../resources/arn-form.ts'
import { withoutArticle, type ResourceKind } from '../resources/resource-kind.ts'
import type { World } from '../world.ts'

/** A handle's class, as the base needs to know it. */
export interface HandleDescription extends ResourceKind {
  /** The same handle at home in another world. Creates nothing there. */
  open(world: World, handle: ResourceHandle): ResourceHandle
}

const inspectKey = Symbol.for('nodejs.util.inspect.custom')

export class ResourceHandle {
  // Only the library and `util.inspect` ask for these: the declared type leaves them out.
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

  /** The ARN, which is also what a template literal prints. Known outside any fork, too. */
  get arn(): string {
    return buildArn(this.#description.arn, this.#identity.home.options, this.name)
  }

  /** The ARN. */
  toString(): string {
    return this.arn
  }

  /** The ARN. */
  toJSON(): string {
    return this.arn
  }
}

/**
 * The world that a handle was made in. Its options hold outside any fork; its state may be a
 * template's.
 */
export const homeOf = (handle: ResourceHandle): World =>
  (handle as unknown as { readonly [handleKey]: HandleIdentity })[handleKey].home

/** The world that a handle means here. */
export const worldOf = (handle: ResourceHandle): World => resolveWorld(homeOf(handle))

/** The same, for a change: throws a MisuseError where the world can only be read. */
export function writableWorldOf(handle: ResourceHandle): World {
  const world = worldOf(handle)
  world.checkWritable()
  return world
}

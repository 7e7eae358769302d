/** The handle of a reaction: what `on`, `subscribe` and `rule` return. */
import { MisuseError } from '../errors.ts'
import { withoutArticle } from '../resources/resource-kind.ts'
import type { World } from '../world.ts'
import {
  ResourceHandle,
  worldOf,
  writableWorldOf,
  type HandleDescription,
} from './resource-handle.ts'

/**
 * One kind of reaction (subscriptions, rules, event source mappings), and what its service does
 * with one.
 */
export interface ReactionDescription extends HandleDescription {
  exists(world: World, name: string): boolean
  isEnabled(world: World, name: string): boolean
  setEnabled(world: World, name: string, isEnabled: boolean): void
  delete(world: World, name: string): void
}

/**
 * A subscription, a rule, an event source mapping: something that reacts to what happens to a
 * resource.
 */
export class Reaction extends ResourceHandle {
  readonly #description: ReactionDescription

  /** @internal */
  constructor(description: ReactionDescription, home: World, name: string) {
    super(description, home, name)
    this.#description = description
  }

  /** Whether it reacts. */
  get enabled(): boolean {
    return this.#description.isEnabled(this.#existingIn(worldOf(this)), this.name)
  }

  /** Stops it from reacting until `enable()`. */
  disable(): this {
    this.#description.setEnabled(this.#existingIn(writableWorldOf(this)), this.name, false)
    return this
  }

  /** Lets it react again. */
  enable(): this {
    this.#description.setEnabled(this.#existingIn(writableWorldOf(this)), this.name, true)
    return this
  }

  /** Removes it. */
  delete(): void {
    this.#description.delete(this.#existingIn(writableWorldOf(this)), this.name)
  }

  #existingIn(world: World): World {
    const { noun } = this.#description
    if (this.#description.exists(world, this.name)) return world
    throw new MisuseError(
      `The ${withoutArticle(noun)} '${this.name}' is not there (any more).`,
      `${noun} that was not deleted`,
    )
  }
}

/** The handle of a reaction, which `on`, `subscribe` and `rule` return. */
import { MisuseError } from '../errors.ts'
import { withoutArticle } from '../resources/resource-kind.ts'
import type { World } from '../world/world.ts'
import {
  ResourceHandle,
  worldOf,
  writableWorldOf,
  type HandleDescription,
} from './resource-handle.ts'

/**
 * One kind of reaction (subscriptions, rules, event source mappings), and its service's operations
 * on it.
 */
export interface ReactionDescription extends HandleDescription {
  exists(world: World, name: string): boolean
  isEnabled(world: World, name: string): boolean
  setEnabled(world: World, name: string, isEnabled: boolean): void
  delete(world: World, name: string): void
}

/** A subscription, a rule or an event source mapping: it reacts to events of a resource. */
export class Reaction extends ResourceHandle {
  readonly #description: ReactionDescription

  /** @internal */
  constructor(description: ReactionDescription, home: World, name: string) {
    super(description, home, name)
    this.#description = description
  }

  /** Whether it is enabled. */
  get enabled(): boolean {
    return this.#description.isEnabled(this.#existingIn(worldOf(this)), this.name)
  }

  /** Disables it until `enable()`. */
  disable(): this {
    this.#description.setEnabled(this.#existingIn(writableWorldOf(this)), this.name, false)
    return this
  }

  /** Enables it again. */
  enable(): this {
    this.#description.setEnabled(this.#existingIn(writableWorldOf(this)), this.name, true)
    return this
  }

  /** Deletes it. */
  delete(): void {
    this.#description.delete(this.#existingIn(writableWorldOf(this)), this.name)
  }

  #existingIn(world: World): World {
    const { noun } = this.#description
    if (this.#description.exists(world, this.name)) return world
    throw new MisuseError(
      `The ${withoutArticle(noun)} '${this.name}' does not exist or was deleted.`,
      `${noun} that was not deleted`,
    )
  }
}

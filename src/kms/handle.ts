/** `Key`, the handle of a key. */
import { missingResource } from '../core/handles/look-up.ts'
import { ResourceHandle, worldOf, type HandleDescription } from '../core/handles/resource-handle.ts'
import { isServiceError } from '../core/errors.ts'
import type { CallRecord } from '../core/journal.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { World } from '../core/world/world.ts'
import type { KeySpec } from './key-specs.ts'
import { findKey } from './keys.ts'
import { kms } from './service.ts'

const KEY: HandleDescription = {
  kind: 'key',
  noun: 'a key',
  arn: { service: 'kms', type: 'key' },
  open: (world, { name }) => new Key(world, name),
}

/**
 * A handle of a key. It prints as its ARN, and its name is its id.
 *
 * @example
 * const key = createKey('alias/shop')
 * key.aliases // ['alias/shop']
 */
export class Key extends ResourceHandle {
  /** @internal */
  constructor(home: World, id: string) {
    super(KEY, home, id)
  }

  /** The id: a UUID. */
  get id(): string {
    return this.name
  }

  /** Its spec: `SYMMETRIC_DEFAULT`, `RSA_2048`, ... */
  get spec(): KeySpec {
    const world = worldOf(this)
    return findKey(world, world.state(kms), this.id).spec
  }

  /** The aliases that point at it. */
  get aliases(): readonly string[] {
    const { aliases } = worldOf(this).state(kms)
    return [...aliases.values()].filter(({ keyId }) => keyId === this.id).map(({ name }) => name)
  }

  /** The calls that used it, oldest first, whether by its id, its ARN or an alias. */
  get calls(): readonly CallRecord[] {
    const { id, arn, aliases } = this
    return worldOf(this).journal.of<CallRecord>('call', ({ service, input, output }) => {
      if (service !== 'kms') return false
      const named: unknown = Reflect.get(Object(input), 'KeyId')
      const used: unknown = Reflect.get(Object(output), 'KeyId')
      return used === arn || named === arn || named === id || isAlias(aliases, named)
    })
  }
}

const isAlias = (aliases: readonly string[], named: unknown): boolean =>
  typeof named === 'string' &&
  aliases.some((alias) => named === alias || named.endsWith(`:${alias}`))

/**
 * Returns the handle of a key: `region.key(idOrAlias)`.
 *
 * @throws MisuseError when the key does not exist
 */
export function keyHandle(home: World, name: string): Key {
  const world = resolveWorld(home)
  const state = world.state(kms)
  try {
    return new Key(home, findKey(world, state, name).id)
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw missingResource('a key', name, [...state.aliases.keys(), ...state.keys.keys()])
  }
}

/** KMS's state in one world. */
import type { KeyObject } from 'node:crypto'
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import type { Tags } from '../core/resources/tags.ts'
import type { Declared } from '../core/world/generation.ts'
import type { KeySpec, KeyUsage } from './key-specs.ts'

/** A key. It is immutable: worlds share it until one of them changes it. */
export interface StoredKey extends Declared {
  readonly id: string
  readonly arn: string
  readonly spec: KeySpec
  readonly usage: KeyUsage
  readonly description: string
  readonly isEnabled: boolean
  readonly createdAt: number
  readonly deletionAt: number | undefined
  /** The text that the material is made from. */
  readonly seed: string
  /** Returns the private key of an asymmetric key. All copies of the key share it. */
  readonly privateKey: () => KeyObject
  readonly materialId: string
  readonly policy: string
  readonly tags: Tags
  /** Days between rotations. Undefined without rotation. Nothing else depends on it. */
  readonly rotationDays: number | undefined
  /** As `createKey` made it, which a reset returns to. Undefined if CreateKey did. */
  readonly declared: StoredKey | undefined
}

export interface StoredAlias extends Declared {
  /** `alias/shop` */
  readonly name: string
  readonly keyId: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly declared: StoredAlias | undefined
}

export interface KmsState {
  readonly keys: CopyOnWriteMap<string, StoredKey>
  readonly aliases: CopyOnWriteMap<string, StoredAlias>
}

export const createState = (): KmsState => ({
  keys: new CopyOnWriteMap(),
  aliases: new CopyOnWriteMap(),
})

export const forkState = ({ keys, aliases }: KmsState): KmsState => ({
  keys: keys.fork(),
  aliases: aliases.fork(),
})

/** Returns declared keys and aliases to their declaration, and removes the others. */
export function resetState({ keys, aliases }: KmsState): void {
  for (const [id, { declared }] of [...keys]) {
    if (declared) keys.set(id, { ...declared, declared })
    else keys.delete(id)
  }
  for (const [name, { declared }] of [...aliases]) {
    if (declared) aliases.set(name, { ...declared, declared })
    else aliases.delete(name)
  }
}

/** Follows the clock to another date: deletions keep the time they still had. */
export function shiftState({ keys }: KmsState, _world: unknown, milliseconds: number): void {
  for (const [id, key] of [...keys]) {
    if (key.deletionAt === undefined) continue
    keys.set(id, { ...key, deletionAt: key.deletionAt + milliseconds })
  }
}

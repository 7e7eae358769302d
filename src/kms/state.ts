/** KMS's state in one world. */
import type { KeyObject } from 'node:crypto'
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import type { Tags } from '../core/resources/tags.ts'
import type { Timer } from '../core/time/clock.ts'
import type { Declared } from '../core/world/generation.ts'
import type { World } from '../core/world/world.ts'
import type { KeySpec, KeyUsage } from './key-specs.ts'

export type RotationType = 'AUTOMATIC' | 'ON_DEMAND'

export interface KeyMaterial {
  readonly id: string
  /** The rotation that made it. Undefined for the first. */
  readonly rotation: { readonly at: number; readonly type: RotationType } | undefined
}

/** Key material that the test imported. Times are in milliseconds since 1970. */
export interface ImportedMaterial {
  readonly secret: Buffer
  /** Undefined: it does not expire. */
  readonly validTo: number | undefined
}

/** What GetParametersForImport answered. */
export interface StoredImport {
  readonly keyId: string
  readonly algorithm: string
  readonly privateKey: () => KeyObject
  readonly validTo: number
}

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
  readonly origin: 'AWS_KMS' | 'EXTERNAL'
  /** The material of a key of origin EXTERNAL. Undefined while it is pending import. */
  readonly imported: ImportedMaterial | undefined
  /** The secret that was imported first. Only the same one can be imported again. */
  readonly importedFirst: Buffer | undefined
  /** Oldest first. The last one encrypts. */
  readonly materials: readonly KeyMaterial[]
  readonly policy: string
  readonly tags: Tags
  /** Automatic rotation. Undefined without. `nextAt` is in milliseconds since 1970. */
  readonly rotation: { readonly days: number; readonly nextAt: number } | undefined
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

/** What CreateGrant was given, under AWS's names. */
export interface GrantTerms {
  readonly GranteePrincipal: string
  readonly RetiringPrincipal?: string
  readonly Operations: readonly string[]
  readonly Constraints?: {
    readonly EncryptionContextSubset?: Readonly<Record<string, string>>
    readonly EncryptionContextEquals?: Readonly<Record<string, string>>
  }
  readonly Name?: string
}

/** The permission to use a key in some ways. */
export interface StoredGrant {
  readonly id: string
  /** All tokens that CreateGrant answered for it. */
  readonly tokens: readonly string[]
  readonly keyId: string
  readonly createdAt: number
  readonly terms: GrantTerms
}

export interface KmsState {
  readonly keys: CopyOnWriteMap<string, StoredKey>
  readonly aliases: CopyOnWriteMap<string, StoredAlias>
  /** By their ids, oldest first. */
  readonly grants: CopyOnWriteMap<string, StoredGrant>
  /** By their tokens, in base64. */
  readonly imports: CopyOnWriteMap<string, StoredImport>
  /** The keys that were ever to be rotated or deleted, or whose material expires. */
  readonly timed: CopyOnWriteMap<string, true>
  /** What happens next to each of them. A fork sets its own. */
  readonly timers: Map<string, Timer>
}

export const createState = (): KmsState => ({
  keys: new CopyOnWriteMap(),
  aliases: new CopyOnWriteMap(),
  grants: new CopyOnWriteMap(),
  imports: new CopyOnWriteMap(),
  timed: new CopyOnWriteMap(),
  timers: new Map(),
})

export const forkState = ({ keys, aliases, grants, imports, timed }: KmsState): KmsState => ({
  keys: keys.fork(),
  aliases: aliases.fork(),
  grants: grants.fork(),
  imports: imports.fork(),
  timed: timed.fork(),
  timers: new Map(),
})

export function endState({ timers }: KmsState, { clock }: World): void {
  for (const timer of timers.values()) clock.cancel(timer)
  timers.clear()
}

export function currentMaterial({ materials }: Pick<StoredKey, 'materials'>): KeyMaterial {
  const current = materials.at(-1)
  if (!current) throw new Error('A key has at least one material.')
  return current
}

/** Returns declared keys and aliases to their declaration, and removes the others. */
export function resetState(state: KmsState, world: World): void {
  const { keys, aliases } = state
  endState(state, world)
  state.grants.clear()
  state.imports.clear()
  for (const [id, { declared }] of [...keys]) {
    if (declared) keys.set(id, { ...declared, declared })
    else keys.delete(id)
  }
  for (const [name, { declared }] of [...aliases]) {
    if (declared) aliases.set(name, { ...declared, declared })
    else aliases.delete(name)
  }
}

/** Follows the clock to another date: deletions and rotations keep the time they still had. */
export function shiftState(
  { keys, imports }: KmsState,
  _world: unknown,
  milliseconds: number,
): void {
  for (const [token, each] of [...imports]) {
    imports.set(token, { ...each, validTo: each.validTo + milliseconds })
  }
  for (const [id, key] of [...keys]) {
    const { deletionAt, rotation, imported } = key
    if (deletionAt === undefined && !rotation && imported?.validTo === undefined) continue
    keys.set(id, {
      ...key,
      deletionAt: deletionAt === undefined ? undefined : deletionAt + milliseconds,
      rotation: rotation && { ...rotation, nextAt: rotation.nextAt + milliseconds },
      imported:
        imported?.validTo === undefined
          ? imported
          : { ...imported, validTo: imported.validTo + milliseconds },
    })
  }
}

/** Secrets Manager's state in one world. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import type { Tags } from '../core/resources/tags.ts'
import type { Timer } from '../core/time/clock.ts'
import type { Declared } from '../core/world/generation.ts'
import type { World } from '../core/world/world.ts'
import type { RotationRules } from './rotation-rules.ts'

export interface StoredVersion {
  readonly id: string
  readonly text: string | undefined
  readonly binary: Uint8Array | undefined
  readonly createdAt: number
  readonly accessedAt: number | undefined
  /** `AWSCURRENT`, `AWSPREVIOUS`, ... A version without any is deprecated. */
  readonly stages: readonly string[]
}

export interface Rotation {
  /** Name, `name:qualifier` or ARN of the function. */
  readonly functionArn: string
  readonly rules: RotationRules
  readonly isEnabled: boolean
  readonly rotatedAt: number | undefined
  readonly nextAt: number | undefined
}

/** A replica of a secret, as its primary secret knows it. */
export interface Replica {
  readonly region: string
  readonly kmsKeyId: string | undefined
  /** Why the secret could not be replicated. Undefined for a replica that is in sync. */
  readonly failure: string | undefined
}

/** A secret. It is immutable: worlds share it until one of them changes it. */
export interface StoredSecret extends Declared {
  readonly name: string
  readonly arn: string
  readonly description: string | undefined
  readonly kmsKeyId: string | undefined
  /** The service that keeps it for itself: `events`. */
  readonly owner: string | undefined
  readonly tags: Tags
  readonly policy: string | undefined
  /** By id, in the order of their creation. */
  readonly versions: ReadonlyMap<string, StoredVersion>
  readonly createdAt: number
  readonly changedAt: number
  readonly accessedAt: number | undefined
  /** When it will be deleted. */
  readonly deletionAt: number | undefined
  /** When its deletion was requested. */
  readonly deletedAt: number | undefined
  readonly rotation: Rotation | undefined
  readonly replicas: readonly Replica[]
  /** Of a replica: the region of the secret that it follows. */
  readonly primaryRegion: string | undefined
  /** As `createSecret` made it, which a reset returns to. Undefined if CreateSecret did. */
  readonly declared: StoredSecret | undefined
}

export interface SecretsState {
  /** Whose other regions have the replicas. */
  readonly world: World
  readonly secrets: CopyOnWriteMap<string, StoredSecret>
  /** Names of the secrets that rotate on the clock. */
  readonly rotating: CopyOnWriteMap<string, true>
  /** The timers of their rotations. A fork sets its own. */
  readonly timers: Map<string, Timer>
}

export const createState = (world: World): SecretsState => ({
  world,
  secrets: new CopyOnWriteMap(),
  rotating: new CopyOnWriteMap(),
  timers: new Map(),
})

export const forkState = ({ secrets, rotating }: SecretsState, into: World): SecretsState => ({
  world: into,
  secrets: secrets.fork(),
  rotating: rotating.fork(),
  timers: new Map(),
})

/** Returns declared secrets to their declaration, and removes the others but those of services. */
export function resetState(state: SecretsState, world: World): void {
  endState(state, world)
  for (const [name, { declared, owner }] of [...state.secrets]) {
    if (declared) state.secrets.set(name, { ...declared, declared })
    else if (owner === undefined) state.secrets.delete(name)
    if (!declared?.rotation) state.rotating.delete(name)
  }
}

export function endState({ timers }: SecretsState, { clock }: World): void {
  for (const timer of timers.values()) clock.cancel(timer)
  timers.clear()
}

/** Follows the clock to another date: deletions and rotations keep the time they still had. */
export function shiftState({ secrets }: SecretsState, _world: World, milliseconds: number): void {
  const shifted = (time: number | undefined): number | undefined =>
    time === undefined ? undefined : time + milliseconds
  for (const [name, secret] of [...secrets]) {
    const { rotation, deletionAt } = secret
    secrets.set(name, {
      ...secret,
      deletionAt: shifted(deletionAt),
      rotation: rotation && { ...rotation, nextAt: shifted(rotation.nextAt) },
    })
  }
}

export const CURRENT = 'AWSCURRENT'
export const PREVIOUS = 'AWSPREVIOUS'
export const PENDING = 'AWSPENDING'

export const versionAt = (
  { versions }: Pick<StoredSecret, 'versions'>,
  stage: string,
): StoredVersion | undefined => [...versions.values()].find(({ stages }) => stages.includes(stage))

/** The name in an ARN, which has a random suffix. */
export const nameOf = (id: string): string => {
  const [, path] = /:secret:(.+)$/.exec(id) ?? []
  return path === undefined ? id : path.replace(/-[a-zA-Z0-9]{6}$/, '')
}

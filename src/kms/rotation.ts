/** What happens to keys on the clock: rotations of their material, and deletions. */
// AWS: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
import type { JournalRecord } from '../core/journal.ts'
import type { World } from '../core/world/world.ts'
import { announce } from './announce.ts'
import { kms } from './service.ts'
import { currentMaterial, type KmsState, type RotationType, type StoredKey } from './state.ts'

const DAY_MS = 86_400_000

/** Gives a key new material. The key still decrypts ciphertexts of older material. */
export function rotate(
  world: World,
  state: KmsState,
  key: StoredKey,
  type: RotationType,
  cause: JournalRecord,
): StoredKey {
  const material = {
    id: world.ids.text('key-material', 64, '0123456789abcdef'),
    rotation: { at: world.clock.now(), type },
  }
  const rotated = { ...key, materials: [...key.materials, material] }
  state.keys.set(key.id, rotated)
  announce(world, cause, 'KMS CMK Rotation', key, {
    'key-origin': 'AWS_KMS',
    'rotation-type': type,
    'previous-key-material-id': currentMaterial(key).id,
    'current-key-material-id': material.id,
  })
  return rotated
}

export const nextRotation = (now: number, days: number | undefined): number | undefined =>
  days === undefined ? undefined : now + days * DAY_MS

/** Sets the timer of what happens next to a key, or removes it. */
export function setTimer(world: World, state: KmsState, id: string): void {
  world.clock.cancel(state.timers.get(id))
  state.timers.delete(id)
  const key = state.keys.get(id)
  // AWS: a key that waits for its deletion is not rotated.
  const dueAt = key?.deletionAt ?? key?.imported?.validTo ?? key?.rotation?.nextAt
  const now = world.clock.now()
  if (dueAt === undefined || dueAt < now) return
  const run = (): void => {
    // A snapshot keeps a copy of the state, whose timers must do nothing.
    if (world.state(kms) !== state) return
    state.timers.delete(id)
    due(world, state, id)
  }
  state.timers.set(id, world.clock.schedule(dueAt - now, run, 'upkeep'))
}

function due(world: World, state: KmsState, id: string): void {
  const key = state.keys.get(id)
  if (!key) return
  const cause = world.journal.root
  if (key.deletionAt !== undefined) {
    announce(world, cause, 'KMS CMK Deletion', key, {})
    return
  }
  if (key.imported?.validTo !== undefined) {
    state.keys.set(id, { ...key, imported: undefined })
    announce(world, cause, 'KMS Imported Key Material Expiration', key, {})
    return
  }
  if (!key.rotation) return
  // AWS: a disabled key is not rotated. Unverified: the rotation that it misses is not made up for.
  const rotated = key.isEnabled ? rotate(world, state, key, 'AUTOMATIC', cause) : key
  const { days, nextAt } = key.rotation
  state.keys.set(id, { ...rotated, rotation: { days, nextAt: nextAt + days * DAY_MS } })
  setTimer(world, state, id)
}

/** Sets all timers, for a fork and after a reset. */
export function setTimers(world: World, state: KmsState): void {
  for (const id of [...state.timed.keys()]) setTimer(world, state, id)
}

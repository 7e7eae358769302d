/** Finding keys by their ids and names, and checking what they can do. */
// AWS: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
import { formatArn, parseArn } from '../core/arn.ts'
import type { World } from '../core/world/world.ts'
import { KEY_SPECS, type KeyUsage } from './key-specs.ts'
import { seededBytes } from './crypto/material.ts'
import type { KeyPair } from './crypto/signing.ts'
import * as errors from './errors.ts'
import type { KmsState, StoredKey } from './state.ts'

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const arnOf = ({ options }: World, resource: string): string =>
  formatArn('kms', options.region, options.accountId, resource)

/** Finds a key by id, ARN, alias or alias ARN. A key is gone after its waiting period. */
export function findKey(world: World, { keys, aliases }: KmsState, text: string): StoredKey {
  const arn = parseArn(text)
  if (arn && arn.region !== world.options.region) throw errors.arnOfOtherRegion(arn.region)
  const name = arn ? arn.resource.replace(/^key\//, '') : text
  if (name.startsWith('alias/')) {
    const key = keys.get(aliases.get(name)?.keyId ?? '')
    if (!key) throw errors.aliasNotFound(arnOf(world, name))
    return key
  }
  if (!ID.test(name)) throw errors.keyIdInvalid(name)
  const key = keys.get(name)
  const isGone = key?.deletionAt !== undefined && key.deletionAt <= world.clock.now()
  if (!key || isGone) throw errors.keyNotFound(arnOf(world, `key/${name}`))
  return key
}

/** Finds a key that an operation may use. The order of the checks is AWS's, as recorded. */
export function findUsable(
  world: World,
  state: KmsState,
  id: string,
  usage: KeyUsage,
  operation: string,
): StoredKey {
  const key = findKey(world, state, id)
  checkState(key)
  if (key.usage !== usage) throw errors.usageInvalid(key.arn, key.usage, operation)
  return key
}

/** Whether a key of origin EXTERNAL has no material. */
export const isPendingImport = ({ origin, imported }: StoredKey): boolean =>
  origin === 'EXTERNAL' && !imported

export function checkState(key: StoredKey): void {
  if (key.deletionAt !== undefined) throw errors.keyPendingDeletion(key.arn)
  if (isPendingImport(key)) throw errors.keyPendingImport(key.arn)
  if (!key.isEnabled) throw errors.keyDisabled(key.arn)
}

/** The secret of a key's material, by default of the current one. */
export const secretOf = (
  { spec, seed, materials, imported }: StoredKey,
  material: number = materials.length - 1,
): Buffer =>
  imported?.secret ??
  seededBytes(material === 0 ? seed : `${seed} ${material}`, KEY_SPECS[spec].bytes ?? 32)

export const pairOf = ({ spec, privateKey }: StoredKey): KeyPair => ({
  key: privateKey(),
  curve: KEY_SPECS[spec].curve?.[0] ?? '',
})

/** The next initialization vector. It is the same in every run. */
export const nextIv = ({ ids }: World): Buffer =>
  Buffer.from(ids.text('kms-iv', 24, '0123456789abcdef'), 'hex')

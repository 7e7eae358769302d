import type { World } from '../../core/world/world.ts'
import { algorithmsOf } from '../key-specs.ts'
import { isPendingImport } from '../keys.ts'
import { currentMaterial, type StoredKey } from '../state.ts'

function stateOf(key: StoredKey): string {
  if (key.deletionAt !== undefined) return 'PendingDeletion'
  if (isPendingImport(key)) return 'PendingImport'
  return key.isEnabled ? 'Enabled' : 'Disabled'
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
// Recorded: kms-1.
export function toMetadata(world: World, key: StoredKey): Record<string, unknown> {
  const { id, arn, spec, usage, description, isEnabled, createdAt, deletionAt } = key
  const isPending = deletionAt !== undefined
  const isEmpty = isPendingImport(key)
  const { origin, imported } = key
  return {
    AWSAccountId: world.options.accountId,
    KeyId: id,
    Arn: arn,
    CreationDate: new Date(createdAt),
    Enabled: isEnabled && !isPending && !isEmpty,
    Description: description,
    KeyUsage: usage,
    KeyState: stateOf(key),
    ...(deletionAt !== undefined && { DeletionDate: new Date(deletionAt) }),
    Origin: origin,
    ...(imported && {
      ExpirationModel:
        imported.validTo === undefined ? 'KEY_MATERIAL_DOES_NOT_EXPIRE' : 'KEY_MATERIAL_EXPIRES',
    }),
    ...(imported?.validTo !== undefined && { ValidTo: new Date(imported.validTo) }),
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: spec,
    KeySpec: spec,
    ...algorithmsOf(spec, usage),
    MultiRegion: false,
    ...(spec === 'SYMMETRIC_DEFAULT' &&
      !isEmpty && { CurrentKeyMaterialId: currentMaterial(key).id }),
  }
}

import type { World } from '../../core/world/world.ts'
import { algorithmsOf } from '../key-specs.ts'
import { currentMaterial, type StoredKey } from '../state.ts'

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
// Recorded: kms-1.
export function toMetadata(world: World, key: StoredKey): Record<string, unknown> {
  const { id, arn, spec, usage, description, isEnabled, createdAt, deletionAt } = key
  const isPending = deletionAt !== undefined
  return {
    AWSAccountId: world.options.accountId,
    KeyId: id,
    Arn: arn,
    CreationDate: new Date(createdAt),
    Enabled: isEnabled && !isPending,
    Description: description,
    KeyUsage: usage,
    KeyState: isPending ? 'PendingDeletion' : isEnabled ? 'Enabled' : 'Disabled',
    ...(deletionAt !== undefined && { DeletionDate: new Date(deletionAt) }),
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: spec,
    KeySpec: spec,
    ...algorithmsOf(spec, usage),
    MultiRegion: false,
    ...(spec === 'SYMMETRIC_DEFAULT' && { CurrentKeyMaterialId: currentMaterial(key).id }),
  }
}

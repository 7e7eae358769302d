import { CopyOnWriteMap } from '../../../core/collections/copy-on-write-map.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import {
  isChecksumAlgorithm,
  type ChecksumAlgorithm,
  type ChecksumType,
} from '../../checksums/algorithms.ts'
import { onObject } from '../../contents/access.ts'
import { findBucket, type BucketInput } from '../../contents/find-bucket.ts'
import { OBJECT_MEMBERS } from '../../contents/find-object.ts'
import {
  checkStorageClass,
  SETTINGS_MEMBERS,
  settingsIn,
  type SettingsMembers,
} from '../../contents/object-settings.ts'
import { invalidRequest } from '../../errors/requests.ts'
import { checksumTypeUnfit } from '../../errors/uploads.ts'
import { abortDate } from '../../lifecycle/rules.ts'
import { shownEncryption } from '../../objects/encryption.ts'
import { checkKey } from '../../objects/keys.ts'
import type { S3State } from '../../state.ts'

interface Input extends BucketInput, SettingsMembers {
  readonly Key: string
  readonly ChecksumAlgorithm?: string
  readonly ChecksumType?: string
}

type Output = Record<string, unknown>

const ID_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._'

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload: Operation<S3State, Input, Output> = defineOperation({
  name: 'CreateMultipartUpload',
  handles: [
    ...OBJECT_MEMBERS.filter((name) => name !== 'VersionId'),
    ...SETTINGS_MEMBERS,
    'ChecksumAlgorithm',
    'ChecksumType',
  ],
  access: onObject('PutObject'),
  run(state, input: Input, context) {
    const { world } = context
    const { Key } = input
    const bucket = findBucket(state, input, context)
    checkStorageClass(input.StorageClass)
    checkKey(Key)
    const { algorithm, type } = checksumIn(input)
    const settings = settingsIn(world, bucket, input)
    const initiatedAt = world.clock.now()
    // Recorded by peers (LocalStack): 128 characters.
    const id = world.ids.text('s3-upload', 128, ID_CHARACTERS)
    bucket.uploads.set(id, {
      id,
      key: Key,
      initiatedAt,
      settings,
      checksumAlgorithm: algorithm,
      checksumType: type,
      parts: new CopyOnWriteMap(),
      isDisturbed: false,
    })
    const abort = abortDate(bucket.settings.lifecycle?.rules, Key, initiatedAt)
    return {
      Bucket: bucket.name,
      Key,
      UploadId: id,
      ...(algorithm && { ChecksumAlgorithm: algorithm, ChecksumType: type }),
      ...(abort && { AbortDate: abort.date, AbortRuleId: abort.ruleId }),
      ...shownEncryption(settings.encryption),
    }
  },
})

interface DeclaredChecksum {
  readonly algorithm?: ChecksumAlgorithm
  readonly type?: ChecksumType
}

/** Recorded: S3.md: CRC64NVME is always of the whole object, SHA never is. */
function checksumIn({ ChecksumAlgorithm: algorithm, ChecksumType: type }: Input): DeclaredChecksum {
  if (algorithm === undefined) {
    // Unverified: the wording.
    if (type !== undefined) {
      throw invalidRequest(
        'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
      )
    }
    return {}
  }
  // Recorded by peers (LocalStack).
  if (!isChecksumAlgorithm(algorithm)) {
    throw invalidRequest(
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    )
  }
  if (type !== undefined && type !== 'COMPOSITE' && type !== 'FULL_OBJECT') {
    // Unverified: the wording.
    throw invalidRequest('Value for x-amz-checksum-type header is invalid.')
  }
  const isWhole = algorithm === 'CRC64NVME'
  const isCrc = algorithm.startsWith('CRC')
  if (type === 'COMPOSITE' && isWhole) throw checksumTypeUnfit(type, algorithm)
  if (type === 'FULL_OBJECT' && !isCrc) throw checksumTypeUnfit(type, algorithm)
  return { algorithm, type: type ?? (isWhole ? 'FULL_OBJECT' : 'COMPOSITE') }
}

import type { JournalRecord } from '../core/journal.ts'
import type { World } from '../core/world/world.ts'
import type { StoredKey } from './state.ts'

/**
 * Tells the default event bus what happens to a key.
 * AWS: https://docs.aws.amazon.com/kms/latest/developerguide/kms-events.html
 */
export function announce(
  world: World,
  cause: JournalRecord,
  detailType: 'KMS CMK Rotation' | 'KMS CMK Deletion' | 'KMS Imported Key Material Expiration',
  { id, arn }: StoredKey,
  detail: Readonly<Record<string, string>>,
): void {
  world.ports.awsEvents?.put({
    source: 'aws.kms',
    detailType,
    resources: [arn],
    detail: { 'key-id': id, ...detail },
    cause,
  })
}

import { formatArn } from '../core/arn.ts'
import { NO_TAGS } from '../core/resources/tags.ts'
import type { World } from '../core/world/world.ts'
import type { StoredSecret } from './state.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A secret without a value, whose ARN gets a random end. */
export function newSecret(
  { options, ids, clock, generation }: World,
  name: string,
  members: Partial<Pick<StoredSecret, 'description' | 'kmsKeyId' | 'owner' | 'tags'>>,
): StoredSecret {
  const suffix = ids.text('secret-suffix', 6, LETTERS)
  const now = clock.now()
  return {
    name,
    arn: formatArn('secretsmanager', options.region, options.accountId, `secret:${name}-${suffix}`),
    description: undefined,
    kmsKeyId: undefined,
    owner: undefined,
    tags: NO_TAGS,
    policy: undefined,
    versions: new Map(),
    createdAt: now,
    changedAt: now,
    accessedAt: undefined,
    deletionAt: undefined,
    deletedAt: undefined,
    rotation: undefined,
    replicas: [],
    primaryRegion: undefined,
    generation,
    declared: undefined,
    ...members,
  }
}

import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { SecretsState, StoredSecret, StoredVersion } from '../state.ts'
import { findActive, findVersion, keep } from '../versions.ts'
import { accessTo, type SecretInput } from './parts.ts'

interface Input extends SecretInput {
  readonly VersionId?: string
  readonly VersionStage?: string
}

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export const getSecretValue: Operation<
  SecretsState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'GetSecretValue',
  handles: ['SecretId', 'VersionId', 'VersionStage'],
  access: accessTo('GetSecretValue'),
  run(state, { SecretId, VersionId, VersionStage }: Input, { world }) {
    const now = world.clock.now()
    const secret = findActive(state, SecretId, now)
    const version = findVersion(secret, VersionId, VersionStage)
    keep(state, accessed(secret, version, now))
    return toValue(secret, version)
  },
})

/** Notes the read, which DescribeSecret and ListSecretVersionIds show by its day. */
export function accessed(secret: StoredSecret, version: StoredVersion, now: number): StoredSecret {
  const accessedAt = now - (now % 86_400_000)
  const versions = new Map(secret.versions).set(version.id, { ...version, accessedAt })
  return { ...secret, accessedAt, versions }
}

// Recorded: sm-1.
export const toValue = (
  { arn, name }: StoredSecret,
  { id, text, binary, stages, createdAt }: StoredVersion,
): Record<string, unknown> => ({
  ARN: arn,
  Name: name,
  VersionId: id,
  ...(binary !== undefined && { SecretBinary: binary }),
  ...(text !== undefined && { SecretString: text }),
  VersionStages: stages,
  CreatedDate: new Date(createdAt),
})

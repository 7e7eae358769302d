import { parseArn } from '../../core/arn.ts'
import { toTagList } from '../../core/resources/tags.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { SecretsState, StoredSecret } from '../state.ts'
import { find } from '../versions.ts'
import { accessTo, statusOf, type SecretInput } from './parts.ts'

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html */
export const describeSecret: Operation<
  SecretsState,
  SecretInput,
  Record<string, unknown>
> = defineOperation({
  name: 'DescribeSecret',
  handles: ['SecretId'],
  access: accessTo('DescribeSecret'),
  run: (state, { SecretId }: SecretInput, { world }) =>
    toDescription(find(state, SecretId, world.clock.now()), 'VersionIdsToStages'),
})

/** A secret as DescribeSecret and ListSecrets show it. They name the map of stages differently. */
// Recorded: sm-1, secretsmanager test_rotate_secret_with_lambda_success.
export function toDescription(
  secret: StoredSecret,
  stagesName: 'VersionIdsToStages' | 'SecretVersionsToStages',
): Record<string, unknown> {
  const { arn, name, description, kmsKeyId, rotation, tags, versions, owner } = secret
  const { changedAt, accessedAt, deletedAt, createdAt } = secret
  const staged = [...versions.values()].filter(({ stages }) => stages.length > 0)
  return {
    ARN: arn,
    Name: name,
    ...(description !== undefined && description !== '' && { Description: description }),
    ...(kmsKeyId !== undefined && { KmsKeyId: kmsKeyId }),
    ...(rotation && {
      RotationEnabled: rotation.isEnabled,
      RotationLambdaARN: rotation.functionArn,
      RotationRules: rotation.rules,
      ...(rotation.rotatedAt !== undefined && { LastRotatedDate: new Date(rotation.rotatedAt) }),
      ...(rotation.isEnabled &&
        rotation.nextAt !== undefined && { NextRotationDate: new Date(rotation.nextAt) }),
    }),
    ...(owner !== undefined && { OwningService: owner }),
    LastChangedDate: new Date(changedAt),
    ...(accessedAt !== undefined && { LastAccessedDate: new Date(accessedAt) }),
    ...(deletedAt !== undefined && { DeletedDate: new Date(deletedAt) }),
    ...(tags.size > 0 && { Tags: toTagList(tags) }),
    ...(staged.length > 0 && {
      [stagesName]: Object.fromEntries(staged.map(({ id, stages }) => [id, stages])),
    }),
    CreatedDate: new Date(createdAt),
    ...(secret.primaryRegion !== undefined && { PrimaryRegion: secret.primaryRegion }),
    ...(secret.replicas.length > 0 && {
      PrimaryRegion: parseArn(arn)?.region,
      ReplicationStatus: statusOf(secret),
    }),
  }
}

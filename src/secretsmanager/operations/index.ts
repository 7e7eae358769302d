import type { Operation } from '../../core/world/world.ts'
import type { SecretsState } from '../state.ts'
import { batchGetSecretValue } from './batch-get-secret-value.ts'
import { createSecret } from './create-secret.ts'
import { deleteSecret } from './delete-secret.ts'
import { describeSecret } from './describe-secret.ts'
import { getRandomPassword } from './get-random-password.ts'
import { getSecretValue } from './get-secret-value.ts'
import { listSecretVersionIds } from './list-secret-version-ids.ts'
import { listSecrets } from './list-secrets.ts'
import { putSecretValue } from './put-secret-value.ts'
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy } from './resource-policy.ts'
import {
  removeRegionsFromReplication,
  replicateSecretToRegions,
  stopReplicationToReplica,
} from './replication.ts'
import { restoreSecret } from './restore-secret.ts'
import { cancelRotateSecret, rotateSecret } from './rotate-secret.ts'
import { tagResource, untagResource } from './tags.ts'
import { updateSecret } from './update-secret.ts'
import { updateSecretVersionStage } from './update-secret-version-stage.ts'

/** The simulated operations. All others throw an UnsupportedError. */
export const operations: Readonly<Record<string, Operation<SecretsState>>> = {
  BatchGetSecretValue: batchGetSecretValue,
  CancelRotateSecret: cancelRotateSecret,
  CreateSecret: createSecret,
  DeleteResourcePolicy: deleteResourcePolicy,
  DeleteSecret: deleteSecret,
  DescribeSecret: describeSecret,
  GetRandomPassword: getRandomPassword,
  GetResourcePolicy: getResourcePolicy,
  GetSecretValue: getSecretValue,
  ListSecretVersionIds: listSecretVersionIds,
  ListSecrets: listSecrets,
  PutResourcePolicy: putResourcePolicy,
  PutSecretValue: putSecretValue,
  RemoveRegionsFromReplication: removeRegionsFromReplication,
  ReplicateSecretToRegions: replicateSecretToRegions,
  RestoreSecret: restoreSecret,
  RotateSecret: rotateSecret,
  StopReplicationToReplica: stopReplicationToReplica,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateSecret: updateSecret,
  UpdateSecretVersionStage: updateSecretVersionStage,
}

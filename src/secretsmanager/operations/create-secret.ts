import { formatArn } from '../../core/arn.ts'
import { pairsOfList, toTags } from '../../core/resources/tags.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { newSecret } from '../new-secret.ts'
import { CURRENT, type SecretsState } from '../state.ts'
import { addVersion, checkedToken, hasValue, keep, repeats, type NewVersion } from '../versions.ts'
import { statusOf, TAGS } from './parts.ts'
import { withReplicas, type ReplicaRegion } from './replication.ts'

interface Input extends NewVersion {
  readonly Name: string
  readonly Description?: string
  readonly KmsKeyId?: string
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[]
  readonly AddReplicaRegions?: readonly ReplicaRegion[]
  readonly ForceOverwriteReplicaSecret?: boolean
}

interface Output {
  readonly ARN: string
  readonly Name: string
  readonly VersionId?: string
  readonly ReplicationStatus?: readonly object[]
}

const NAME = /^[a-zA-Z0-9/_+=.@!-]+$/

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const createSecret: Operation<SecretsState, Input, Output> = defineOperation({
  name: 'CreateSecret',
  handles: [
    'Name',
    'ClientRequestToken',
    'Description',
    'KmsKeyId',
    'SecretBinary',
    'SecretString',
    'Tags',
    'AddReplicaRegions.Region',
    'AddReplicaRegions.KmsKeyId',
    'ForceOverwriteReplicaSecret',
  ],
  access: ({ Name }, { options }) => [
    {
      action: 'secretsmanager:CreateSecret',
      resource: formatArn('secretsmanager', options.region, options.accountId, `secret:${Name}`),
    },
  ],
  run(state, input, { world }) {
    const { Name: name, Description, KmsKeyId, Tags = [] } = input
    const now = world.clock.now()
    if (!NAME.test(name)) throw errors.nameInvalid()
    const token = checkedToken(input)
    const existing = state.secrets.get(name)
    const isGone = existing?.deletionAt !== undefined && existing.deletionAt <= now
    if (existing && !isGone) {
      if (existing.deletedAt !== undefined) throw errors.nameScheduledForDeletion()
      // AWS: CreateSecret, ClientRequestToken: a request that is sent again is ignored.
      if (!repeats(existing, token, input)) throw errors.secretExists(name)
      return { ARN: existing.arn, Name: name, VersionId: token }
    }
    const { AddReplicaRegions = [], ForceOverwriteReplicaSecret = false } = input
    const alone = newSecret(world, name, {
      description: Description,
      kmsKeyId: KmsKeyId,
      tags: toTags(pairsOfList(Tags), TAGS),
    })
    const empty = withReplicas(world, alone, AddReplicaRegions, ForceOverwriteReplicaSecret)
    const isEmpty = !hasValue(input)
    keep(state, isEmpty ? empty : addVersion(empty, token, input, [CURRENT], now))
    return {
      ARN: empty.arn,
      Name: name,
      ...(!isEmpty && { VersionId: token }),
      ...(empty.replicas.length > 0 && { ReplicationStatus: statusOf(empty) }),
    }
  },
})

/** Replicas of secrets in other regions of the account. */
// AWS: https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { secretsmanager } from '../service.ts'
import type { Replica, SecretsState, StoredSecret } from '../state.ts'
import { findActive, findPrimary, keep } from '../versions.ts'
import { accessTo, statusOf, type SecretInput } from './parts.ts'

export interface ReplicaRegion {
  readonly Region?: string
  readonly KmsKeyId?: string
}

/** The regions of a request, and what becomes of each. */
export function withReplicas(
  world: World,
  secret: StoredSecret,
  regions: readonly ReplicaRegion[],
  overwrites: boolean,
): StoredSecret {
  const added = regions.map(({ Region: region = '', KmsKeyId }): Replica => {
    if (region === world.options.region) throw errors.replicaRegionInvalid(region)
    return { region, kmsKeyId: KmsKeyId, failure: undefined }
  })
  const names = added.map(({ region }) => region)
  const kept = secret.replicas.filter(({ region }) => !names.includes(region))
  const checked = added.map((replica) => {
    const other = world.in(replica.region).state(secretsmanager).secrets.get(secret.name)
    const isTaken = other && other.primaryRegion !== world.options.region && !overwrites
    // Unverified: the wording.
    const failure = `Replication failed: Secret name ${secret.name} already exists in region ${replica.region}.`
    return isTaken ? { ...replica, failure } : replica
  })
  return { ...secret, replicas: [...kept, ...checked] }
}

interface Output {
  readonly ARN: string
  readonly ReplicationStatus: readonly object[]
}

interface AddInput extends SecretInput {
  readonly AddReplicaRegions: readonly ReplicaRegion[]
  readonly ForceOverwriteReplicaSecret?: boolean
}

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html */
export const replicateSecretToRegions: Operation<SecretsState, AddInput, Output> = defineOperation({
  name: 'ReplicateSecretToRegions',
  handles: [
    'SecretId',
    'AddReplicaRegions.Region',
    'AddReplicaRegions.KmsKeyId',
    'ForceOverwriteReplicaSecret',
  ],
  access: accessTo('ReplicateSecretToRegions'),
  run(state, input: AddInput, { world }) {
    const { AddReplicaRegions, ForceOverwriteReplicaSecret = false } = input
    const secret = findPrimary(state, input.SecretId, world.clock.now())
    const replicated = withReplicas(world, secret, AddReplicaRegions, ForceOverwriteReplicaSecret)
    keep(state, replicated)
    return { ARN: secret.arn, ReplicationStatus: statusOf(replicated) }
  },
})

interface RemoveInput extends SecretInput {
  readonly RemoveReplicaRegions: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RemoveRegionsFromReplication.html */
export const removeRegionsFromReplication: Operation<SecretsState, RemoveInput, Output> =
  defineOperation({
    name: 'RemoveRegionsFromReplication',
    handles: ['SecretId', 'RemoveReplicaRegions'],
    access: accessTo('RemoveRegionsFromReplication'),
    run(state, { SecretId, RemoveReplicaRegions }: RemoveInput, { world }) {
      const secret = findPrimary(state, SecretId, world.clock.now())
      const isRemoved = ({ region }: Replica): boolean => RemoveReplicaRegions.includes(region)
      for (const { region, failure } of secret.replicas.filter(isRemoved)) {
        const { secrets } = world.in(region).state(secretsmanager)
        if (failure === undefined) secrets.delete(secret.name)
      }
      const replicas = secret.replicas.filter((replica) => !isRemoved(replica))
      const next = { ...secret, replicas }
      keep(state, next)
      return { ARN: secret.arn, ReplicationStatus: statusOf(next) }
    },
  })

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_StopReplicationToReplica.html */
export const stopReplicationToReplica: Operation<
  SecretsState,
  SecretInput,
  { readonly ARN: string }
> = defineOperation({
  name: 'StopReplicationToReplica',
  handles: ['SecretId'],
  access: accessTo('StopReplicationToReplica'),
  run(state, { SecretId }: SecretInput, { world }) {
    const secret = findActive(state, SecretId, world.clock.now())
    if (secret.primaryRegion === undefined) throw errors.notReplica()
    const primaryState = world.main.in(secret.primaryRegion).state(secretsmanager)
    const primary = primaryState.secrets.get(secret.name)
    if (primary) {
      const { region } = world.options
      const replicas = primary.replicas.filter((each) => each.region !== region)
      primaryState.secrets.set(primary.name, { ...primary, replicas })
    }
    // The replica is a secret of its own from now on.
    keep(state, { ...secret, primaryRegion: undefined })
    return { ARN: secret.arn }
  },
})

import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { versionAt, type SecretsState } from '../state.ts'
import { findPrimary, keep, moveStage } from '../versions.ts'
import { accessTo, type SecretInput } from './parts.ts'

interface Input extends SecretInput {
  readonly VersionStage: string
  readonly RemoveFromVersionId?: string
  readonly MoveToVersionId?: string
}

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html */
export const updateSecretVersionStage: Operation<
  SecretsState,
  Input,
  { readonly ARN: string; readonly Name: string }
> = defineOperation({
  name: 'UpdateSecretVersionStage',
  handles: ['SecretId', 'VersionStage', 'RemoveFromVersionId', 'MoveToVersionId'],
  access: accessTo('UpdateSecretVersionStage'),
  run(state, input: Input, { world }) {
    const { SecretId, VersionStage: stage, RemoveFromVersionId: from, MoveToVersionId: to } = input
    const now = world.clock.now()
    const secret = findPrimary(state, SecretId, now)
    for (const id of [from, to]) {
      if (id !== undefined && !secret.versions.has(id)) throw errors.versionNotFound(id)
    }
    const holder = versionAt(secret, stage)?.id
    // AWS: RemoveFromVersionId is required where the stage is on another version.
    if (holder !== undefined && holder !== to && from === undefined) {
      throw errors.stageElsewhere(stage, holder)
    }
    if (from !== undefined && from !== holder) throw errors.stageNotOnVersion(stage, from)
    keep(state, { ...secret, changedAt: now, versions: moveStage(secret.versions, stage, to) })
    return { ARN: secret.arn, Name: secret.name }
  },
})

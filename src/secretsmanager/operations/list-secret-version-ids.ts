import { paginate } from '../../core/resources/paging.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidNextToken } from '../errors.ts'
import type { SecretsState } from '../state.ts'
import { find } from '../versions.ts'
import { accessTo, type SecretInput } from './parts.ts'

interface Input extends SecretInput {
  readonly MaxResults?: number
  readonly NextToken?: string
  readonly IncludeDeprecated?: boolean
}

interface Output {
  readonly Versions: readonly Record<string, unknown>[]
  readonly NextToken?: string
  readonly ARN: string
  readonly Name: string
}

const PAGE = 100

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html */
export const listSecretVersionIds: Operation<SecretsState, Input, Output> = defineOperation({
  name: 'ListSecretVersionIds',
  handles: ['SecretId', 'MaxResults', 'NextToken', 'IncludeDeprecated'],
  access: accessTo('ListSecretVersionIds'),
  run(state, input: Input, { world }) {
    const { SecretId, MaxResults = PAGE, NextToken, IncludeDeprecated = false } = input
    const { versions, arn, name, kmsKeyId } = find(state, SecretId, world.clock.now())
    const listed = [...versions.values()]
      .map((version, number) => ({ version, number }))
      .filter(({ version }) => IncludeDeprecated || version.stages.length > 0)
    const { items, nextToken } = paginate(listed, {
      token: NextToken,
      limit: MaxResults,
      scope: {
        options: world.options,
        service: 'secretsmanager',
        operation: 'ListSecretVersionIds',
        request: [arn, IncludeDeprecated],
      },
      keyOf: ({ number }) => number,
      refuse: invalidNextToken,
    })
    // Recorded: sm-5; a deprecated version is shown without VersionStages.
    const shown = items.map(({ version: { id, stages, createdAt, accessedAt } }) => ({
      VersionId: id,
      ...(stages.length > 0 && { VersionStages: stages }),
      ...(accessedAt !== undefined && { LastAccessedDate: new Date(accessedAt) }),
      CreatedDate: new Date(createdAt),
      KmsKeyIds: [kmsKeyId ?? 'DefaultEncryptionKey'],
    }))
    return {
      Versions: shown,
      ...(nextToken !== undefined && { NextToken: nextToken }),
      ARN: arn,
      Name: name,
    }
  },
})

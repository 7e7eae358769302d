import { paginate } from '../../core/resources/paging.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidNextToken } from '../errors.ts'
import type { SecretsState } from '../state.ts'
import { toDescription } from './describe-secret.ts'
import { toFilter, type Filter } from './filters.ts'

interface Input {
  readonly IncludePlannedDeletion?: boolean
  readonly MaxResults?: number
  readonly NextToken?: string
  readonly Filters?: readonly Filter[]
  readonly SortOrder?: 'asc' | 'desc'
}

interface Output {
  readonly SecretList: readonly Record<string, unknown>[]
  readonly NextToken?: string
}

const PAGE = 100

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html */
export const listSecrets: Operation<SecretsState, Input, Output> = defineOperation({
  name: 'ListSecrets',
  handles: [
    'IncludePlannedDeletion',
    'MaxResults',
    'NextToken',
    'Filters.Key',
    'Filters.Values',
    'SortOrder',
  ],
  access: () => [{ action: 'secretsmanager:ListSecrets', resource: '*' }],
  run(state, input, { world }) {
    const { IncludePlannedDeletion = false, MaxResults = PAGE, Filters = [] } = input
    const passes = toFilter(Filters)
    const now = world.clock.now()
    // Unverified: the newest comes first, as SortOrder's default `desc` says.
    const isAscending = input.SortOrder === 'asc'
    const listed = [...state.secrets.values()]
      .map((secret, number) => ({ secret, number }))
      .filter(({ secret: { deletedAt } }) => IncludePlannedDeletion || deletedAt === undefined)
      .filter(({ secret: { deletionAt } }) => deletionAt === undefined || deletionAt > now)
      .filter(({ secret }) => passes(secret))
    const { items, nextToken } = paginate(isAscending ? listed : listed.reverse(), {
      token: input.NextToken,
      limit: MaxResults,
      scope: {
        options: world.options,
        service: 'secretsmanager',
        operation: 'ListSecrets',
        request: [IncludePlannedDeletion, Filters, isAscending],
      },
      keyOf: ({ number }) => number,
      ...(!isAscending && { compare: (a: number, b: number) => b - a }),
      refuse: invalidNextToken,
    })
    return {
      SecretList: items.map(({ secret }) => toDescription(secret, 'SecretVersionsToStages')),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    }
  },
})

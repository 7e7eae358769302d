import { isServiceError } from '../../core/errors.ts'
import { paginate } from '../../core/resources/paging.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import type { SecretsState } from '../state.ts'
import { findActive, findVersion, keep } from '../versions.ts'
import { toFilter, type Filter } from './filters.ts'
import { accessed, toValue } from './get-secret-value.ts'

interface Input {
  readonly SecretIdList?: readonly string[]
  readonly Filters?: readonly Filter[]
  readonly MaxResults?: number
  readonly NextToken?: string
}

interface Output {
  readonly SecretValues: readonly Record<string, unknown>[]
  readonly Errors: readonly Record<string, unknown>[]
  readonly NextToken?: string
}

const PAGE = 20

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html */
export const batchGetSecretValue: Operation<SecretsState, Input, Output> = defineOperation({
  name: 'BatchGetSecretValue',
  handles: ['SecretIdList', 'Filters.Key', 'Filters.Values', 'MaxResults', 'NextToken'],
  access: () => [{ action: 'secretsmanager:BatchGetSecretValue', resource: '*' }],
  run(state, { SecretIdList, Filters, MaxResults = PAGE, NextToken }, { world }) {
    // Unverified: the wording.
    if ((SecretIdList === undefined) === (Filters === undefined)) {
      throw errors.invalidParameter('You must specify either SecretIdList or Filters.')
    }
    const now = world.clock.now()
    const passes = toFilter(Filters ?? [])
    const named = [...state.secrets.values()]
      .filter((secret) => secret.deletedAt === undefined && passes(secret))
      .map(({ name }) => name)
      .sort()
    const { items, nextToken } = paginate(SecretIdList ?? named, {
      token: NextToken,
      limit: MaxResults,
      scope: {
        options: world.options,
        service: 'secretsmanager',
        operation: 'BatchGetSecretValue',
        request: [SecretIdList, Filters],
      },
      keyOf: (id) => id,
      refuse: errors.invalidNextToken,
    })
    const SecretValues: Record<string, unknown>[] = []
    const Errors: Record<string, unknown>[] = []
    for (const SecretId of items) {
      try {
        const secret = findActive(state, SecretId, now)
        const version = findVersion(secret, undefined, undefined)
        keep(state, accessed(secret, version, now))
        SecretValues.push(toValue(secret, version))
      } catch (error) {
        if (!isServiceError(error)) throw error
        Errors.push({ SecretId, ErrorCode: error.code, Message: error.message })
      }
    }
    return { SecretValues, Errors, ...(nextToken !== undefined && { NextToken: nextToken }) }
  },
})

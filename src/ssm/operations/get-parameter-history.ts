import { paginate } from '../../core/resources/paging.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidNextToken } from '../errors.ts'
import { LIST_PAGE } from '../limits.ts'
import type { SsmState } from '../state.ts'
import { find, parameterArn } from './parameter-name.ts'
import { encrypted, toMetadata } from './parameter-output.ts'

interface Input {
  readonly Name: string
  readonly WithDecryption?: boolean
  readonly MaxResults?: number
  readonly NextToken?: string
}

interface Output {
  readonly Parameters: readonly Record<string, unknown>[]
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
export const getParameterHistory: Operation<SsmState, Input, Output> = defineOperation({
  name: 'GetParameterHistory',
  handles: ['Name', 'WithDecryption', 'MaxResults', 'NextToken'],
  access: ({ Name }, { options }) => [
    { action: 'ssm:GetParameterHistory', resource: parameterArn(options, Name) },
  ],
  run(state, { Name, WithDecryption = false, MaxResults, NextToken }, { world }) {
    const parameter = find(state, Name)
    const { items, nextToken } = paginate(parameter.versions, {
      token: NextToken,
      limit: MaxResults ?? LIST_PAGE,
      scope: {
        options: world.options,
        service: 'ssm',
        operation: 'GetParameterHistory',
        request: parameter.name,
      },
      keyOf: ({ version }) => version,
      refuse: invalidNextToken,
    })
    return {
      Parameters: items.map((version) => ({
        ...toMetadata(world, parameter, version),
        Value: WithDecryption ? version.value : encrypted(world, parameter.name, version),
        Labels: version.labels,
      })),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    }
  },
})

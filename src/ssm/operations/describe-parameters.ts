import { listByKey } from '../../core/resources/paging.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidNextToken } from '../errors.ts'
import { LIST_PAGE } from '../limits.ts'
import { latestOf, type SsmState } from '../state.ts'
import { toFilter, type ParameterFilter } from './filters.ts'
import { parameterArn } from './parameter-name.ts'
import { toMetadata } from './parameter-output.ts'

interface Input {
  readonly Filters?: readonly { readonly Key: string; readonly Values: readonly string[] }[]
  readonly ParameterFilters?: readonly ParameterFilter[]
  readonly MaxResults?: number
  readonly NextToken?: string
}

interface Output {
  readonly Parameters: readonly Record<string, unknown>[]
  readonly NextToken?: string
}

const KEYS = ['Path', 'Name', 'Type', 'KeyId', 'Tier', 'DataType', 'tag:']

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
export const describeParameters: Operation<SsmState, Input, Output> = defineOperation({
  name: 'DescribeParameters',
  handles: [
    'Filters.Key',
    'Filters.Values',
    'ParameterFilters.Key',
    'ParameterFilters.Option',
    'ParameterFilters.Values',
    'MaxResults',
    'NextToken',
  ],
  access: () => [{ action: 'ssm:DescribeParameters', resource: '*' }],
  run(state, { Filters = [], ParameterFilters = [], MaxResults, NextToken }, { world }) {
    const passes = toFilter([...Filters, ...ParameterFilters], KEYS)
    const { items, ...next } = listByKey([...state.parameters.values()].filter(passes), {
      token: NextToken,
      limit: MaxResults ?? LIST_PAGE,
      scope: {
        options: world.options,
        service: 'ssm',
        operation: 'DescribeParameters',
        request: [Filters, ParameterFilters],
      },
      keyOf: ({ name }) => name,
      refuse: invalidNextToken,
    })
    return {
      Parameters: items.map((parameter) => ({
        ...toMetadata(world, parameter, latestOf(parameter)),
        ARN: parameterArn(world.options, parameter.name),
      })),
      ...next,
    }
  },
})

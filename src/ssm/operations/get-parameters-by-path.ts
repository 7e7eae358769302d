import { listByKey } from '../../core/resources/paging.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { PATH_PAGE } from '../limits.ts'
import { latestOf, type SsmState, type StoredParameter, type StoredVersion } from '../state.ts'
import { isBelow, toFilter, type ParameterFilter } from './filters.ts'
import { parameterArn } from './parameter-name.ts'
import { toParameter } from './parameter-output.ts'

interface Input {
  readonly Path: string
  readonly Recursive?: boolean
  readonly ParameterFilters?: readonly ParameterFilter[]
  readonly WithDecryption?: boolean
  readonly MaxResults?: number
  readonly NextToken?: string
}

interface Output {
  readonly Parameters: readonly Record<string, unknown>[]
  readonly NextToken?: string
}

const PATH = /^\/(?!aws|ssm)[a-zA-Z0-9_.\-/]*$/i

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export const getParametersByPath: Operation<SsmState, Input, Output> = defineOperation({
  name: 'GetParametersByPath',
  handles: [
    'Path',
    'Recursive',
    'ParameterFilters.Key',
    'ParameterFilters.Option',
    'ParameterFilters.Values',
    'WithDecryption',
    'MaxResults',
    'NextToken',
  ],
  access: ({ Path }, { options }) => [
    { action: 'ssm:GetParametersByPath', resource: parameterArn(options, Path) },
  ],
  run(state, input, { world }) {
    const { Path, Recursive = false, ParameterFilters = [], MaxResults = PATH_PAGE } = input
    if (!PATH.test(Path)) throw errors.pathInvalid()
    const passes = toFilter(ParameterFilters, ['Type', 'KeyId', 'Label'])
    const found = [...state.parameters.values()].filter(
      (parameter) => isBelow(Path, parameter.name, Recursive) && passes(parameter),
    )
    const { items, ...next } = listByKey(found, {
      token: input.NextToken,
      limit: MaxResults,
      scope: {
        options: world.options,
        service: 'ssm',
        operation: 'GetParametersByPath',
        request: [Path, Recursive, ParameterFilters],
      },
      keyOf: ({ name }) => name,
      refuse: errors.invalidNextToken,
    })
    const isDecrypted = input.WithDecryption ?? false
    return {
      Parameters: items.map((parameter) =>
        toParameter(world, parameter, versionFor(parameter, ParameterFilters), { isDecrypted }),
      ),
      ...next,
    }
  },
})

// AWS: "Working with parameter labels": a filter by label returns the version that has it.
function versionFor(
  parameter: StoredParameter,
  filters: readonly ParameterFilter[],
): StoredVersion {
  const wanted = filters.find(({ Key }) => Key === 'Label')?.Values ?? []
  const labelled = parameter.versions.find(({ labels }) =>
    labels.some((label) => wanted.includes(label)),
  )
  return labelled ?? latestOf(parameter)
}

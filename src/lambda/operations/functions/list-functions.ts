import { paginate } from '../../../core/resources/paging.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import {
  LATEST,
  type FunctionDefinition,
  type VersionDefinition,
} from '../../definition/definition.ts'
import { invalidMarker } from '../../errors.ts'
import type { LambdaState } from '../../state.ts'
import { latestConfiguration, listedConfiguration } from './configuration.ts'

interface Input {
  readonly FunctionVersion?: 'ALL'
  readonly Marker?: string
  readonly MaxItems?: number
}

interface Output {
  readonly Functions: readonly Record<string, unknown>[]
  readonly NextMarker?: string
}

// AWS: API_ListFunctions: 50 configurations per page.
const PAGE = 50

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions: Operation<LambdaState, Input, Output> = defineOperation({
  name: 'ListFunctions',
  handles: ['FunctionVersion', 'Marker', 'MaxItems'],
  access: () => [{ action: 'lambda:ListFunctions', resource: '*' }],
  run(state, { FunctionVersion, Marker, MaxItems = PAGE }, { world }) {
    // Unverified: that functions are listed by name.
    const definitions = [...state.definitions.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
    const { items, nextToken } = paginate(definitions.flatMap(versionsOf(FunctionVersion)), {
      token: Marker,
      limit: Math.min(MaxItems, PAGE),
      scope: {
        options: world.options,
        service: 'lambda',
        operation: 'ListFunctions',
        request: FunctionVersion,
      },
      keyOf,
      refuse: invalidMarker,
    })
    const toAnswer = FunctionVersion === 'ALL' ? listedConfiguration : latestConfiguration
    const Functions = items.map((code) => toAnswer(world, code))
    return nextToken === undefined ? { Functions } : { Functions, NextMarker: nextToken }
  },
})

/**
 * Versions of one function are in the order of their numbers, which have up to fifteen digits here.
 */
const keyOf = ({ name, version }: VersionDefinition): string =>
  `${name} ${(version === LATEST ? '' : version).padStart(15, '0')}`

const versionsOf =
  (asked: 'ALL' | undefined) =>
  ({ latest, published }: FunctionDefinition): VersionDefinition[] =>
    asked === 'ALL' ? [latest, ...published.values()] : [latest]

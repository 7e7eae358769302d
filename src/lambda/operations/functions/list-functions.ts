import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import {
  LATEST,
  type FunctionDefinition,
  type VersionDefinition,
} from '../../definition/definition.ts'
import type { LambdaState } from '../../state.ts'
import { pageOf } from '../page-of.ts'
import { listedConfiguration } from './configuration.ts'

interface Input {
  readonly FunctionVersion?: 'ALL'
  readonly Marker?: string
  readonly MaxItems?: number
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions: Operation<
  LambdaState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'ListFunctions',
  handles: ['FunctionVersion', 'Marker', 'MaxItems'],
  access: () => [{ action: 'lambda:ListFunctions', resource: '*' }],
  run(state, { FunctionVersion, ...page }, { world }) {
    // Unverified: that functions are listed by name.
    const definitions = [...state.definitions.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
    const { items, ...rest } = pageOf(world, definitions.flatMap(versionsOf(FunctionVersion)), {
      ...page,
      operation: 'ListFunctions',
      request: FunctionVersion,
      keyOf: versionKey,
    })
    const Functions = items.map((code) =>
      listedConfiguration(world, code, FunctionVersion && code.version),
    )
    return { Functions, ...rest }
  },
})

/**
 * Versions of one function are in the order of their numbers, which have up to fifteen digits here.
 */
export const versionKey = ({ name, version }: VersionDefinition): string =>
  `${name} ${(version === LATEST ? '' : version).padStart(15, '0')}`

const versionsOf =
  (asked: 'ALL' | undefined) =>
  ({ latest, published }: FunctionDefinition): VersionDefinition[] =>
    asked === 'ALL' ? [latest, ...published.values()] : [latest]

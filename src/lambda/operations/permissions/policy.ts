/** Resource policies of functions, versions and aliases. */
import type { World } from '../../../core/world/world.ts'
import { changeFunction, findVersion, type FoundVersion } from '../../deployment/find.ts'
import {
  withEntry,
  withoutEntry,
  type AliasDefinition,
  type FunctionDefinition,
  type Statement,
} from '../../definition/definition.ts'
import type { LambdaState } from '../../state.ts'

/** The key of a policy: `''` for the function's own. */
const policyKey = (qualifier: string | undefined): string => qualifier ?? ''

export interface PolicyOwner extends FoundVersion {
  readonly key: string
  /** The revision of the alias or version that the policy belongs to. */
  readonly revisionId: string
}

/** Finds the function, version or alias whose policy a request is about. */
export function findPolicyOwner(
  world: World,
  state: LambdaState,
  functionName: string,
  asked: string | undefined,
): PolicyOwner {
  const found = findVersion(world, state, functionName, asked)
  const { definition, qualifier, code } = found
  const alias = definition.aliases.get(qualifier ?? '')
  return { ...found, key: policyKey(qualifier), revisionId: (alias ?? code).revisionId }
}

/** Replaces the statements of a policy, which is another revision of its owner. */
export function changePolicy(
  world: World,
  state: LambdaState,
  { definition, key }: PolicyOwner,
  statements: readonly Statement[],
): void {
  const { policies } = definition
  changeFunction(state, definition, {
    policies:
      statements.length === 0 ? withoutEntry(policies, key) : withEntry(policies, key, statements),
    ...withRevision(definition, key, world.ids.uuid('revision')),
  })
}

function withRevision(
  { latest, published, aliases }: FunctionDefinition,
  key: string,
  revisionId: string,
): Partial<FunctionDefinition> {
  const alias: AliasDefinition | undefined = aliases.get(key)
  if (alias) return { aliases: withEntry(aliases, key, { ...alias, revisionId }) }
  const version = published.get(key)
  if (version) return { published: withEntry(published, key, { ...version, revisionId }) }
  return { latest: { ...latest, revisionId } }
}

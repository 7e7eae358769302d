import type { World } from '../../../core/world/world.ts'
import type { AliasDefinition } from '../../definition/definition.ts'
import { formatFunctionArn } from '../../definition/function-name.ts'

/** An alias in an answer. AWS: API_AliasConfiguration. */
export function toAlias(
  world: World,
  functionName: string,
  name: string,
  { version, weights, description, revisionId }: AliasDefinition,
): Record<string, unknown> {
  return {
    AliasArn: formatFunctionArn(world.options, functionName, name),
    Name: name,
    FunctionVersion: version,
    Description: description,
    ...(Object.keys(weights).length > 0 && {
      RoutingConfig: { AdditionalVersionWeights: weights },
    }),
    RevisionId: revisionId,
  }
}

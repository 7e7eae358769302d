import { partitionOf } from '../../core/arn.ts'
import type { WorldOptions } from '../../core/world/world.ts'
import type { VersionDefinition } from './definition.ts'

/** The ARN of a function's execution role: the given one, or one of the function's name. */
export function roleOf(
  { region, accountId }: WorldOptions,
  { name, shown }: Pick<VersionDefinition, 'name' | 'shown'>,
): string {
  const given = shown['Role']
  return typeof given === 'string'
    ? given
    : `arn:${partitionOf(region)}:iam::${accountId}:role/${name}`
}

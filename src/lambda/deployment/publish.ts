/** Publishing: `$LATEST` becomes a version with a number. */
import type { World } from '../../core/world/world.ts'
import type { FunctionDefinition, VersionDefinition } from '../definition/definition.ts'
import type { LambdaState } from '../state.ts'
import { changeFunction } from './find.ts'

/**
 * Publishes `$LATEST`. Returns the function and the version; the last one if nothing has changed
 * since.
 */
// AWS: PublishVersion, "Lambda doesn't publish a version if the function's configuration and code
// haven't changed since the last version". Unverified: that another description is no change.
export function publish(
  world: World,
  state: LambdaState,
  definition: FunctionDefinition,
  description?: string,
): [FunctionDefinition, VersionDefinition] {
  const { latest, published, lastVersion } = definition
  const last = published.get(String(lastVersion))
  if (last && isUnchanged(last, latest)) return [definition, last]
  const version = String(lastVersion + 1)
  const code = {
    ...latest,
    version,
    description: description ?? latest.description,
    revisionId: world.ids.uuid('revision'),
  }
  const changes = {
    published: new Map(published).set(version, code),
    lastVersion: lastVersion + 1,
  }
  return [changeFunction(state, definition, changes), code]
}

const CHANGES: readonly (keyof VersionDefinition)[] = [
  'handler',
  'package',
  'entryPoint',
  'timeoutMs',
  'memorySize',
  'runtime',
  'environment',
  'shown',
]

const isUnchanged = (last: VersionDefinition, latest: VersionDefinition): boolean =>
  CHANGES.every(
    (member) =>
      last[member] === latest[member] ||
      (member !== 'handler' && JSON.stringify(last[member]) === JSON.stringify(latest[member])),
  )

/* oxlint-disable typescript/no-explicit-any -- as in Lambda's own types, events and results default to any */
/** `region.function(name)`. */
import { nameOf } from '../../core/checks.ts'
import { didYouMean, isServiceError, MisuseError } from '../../core/errors.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import { parseFunctionName, type FunctionName } from '../definition/function-name.ts'
import { LambdaFunction } from './function.ts'
import { lambda } from '../service.ts'

/**
 * Returns the handle of a function by name or ARN, with or without a qualifier:
 * `region.function(name)`.
 *
 * @throws MisuseError when the function does not exist
 */
export function functionHandle<Event = any, Result = any>(
  home: World,
  nameOrArn: string,
): LambdaFunction<Event, Result> {
  if (typeof nameOrArn !== 'string') {
    const saw = `region.function() received ${nameOf(nameOrArn)}.`
    throw new MisuseError(saw, "a function's name or ARN")
  }
  const world = resolveWorld(home)
  const { definitions } = world.state(lambda)
  const { name, qualifier } = parsed(nameOrArn, world.options)
  if (!definitions.has(name)) {
    throw new MisuseError(
      `There is no function '${nameOrArn}' in this region.`,
      'a function that was registered before',
      didYouMean(name, definitions.keys()),
    )
  }
  const fn = new LambdaFunction<Event, Result>(home, name)
  return qualifier === undefined ? fn : fn.qualifier(qualifier)
}

/**
 * Parses a name. A malformed name, or one of another region, counts as the name of a missing
 * function.
 */
function parsed(text: string, options: World['options']): FunctionName {
  try {
    return parseFunctionName(text, options)
  } catch (error) {
    if (!isServiceError(error)) throw error
    return { name: text, qualifier: undefined }
  }
}

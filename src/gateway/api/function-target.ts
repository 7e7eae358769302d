/** The function that a user named: a handle, a name or an ARN. */
import { parseArn } from '../../core/arn.ts'
import { descendsFrom } from '../../core/context.ts'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { handleOf } from '../../core/handle.ts'
import type { World } from '../../core/world.ts'
import type { FunctionTarget } from './authorizers/create-authorizers.ts'

/** `name` or `name:qualifier`, as the invoker takes it. Throws a MisuseError for what is no function of this world. */
export function functionTarget(world: World, target: FunctionTarget, caller: string): string {
  const text = typeof target === 'string' ? target : textOf(world, target, caller)
  const arn = parseArn(text)
  const name = arn ? arn.resource.replace(/^function:/, '') : text
  const [base] = name.split(':') as [string]
  if (!world.ports.functions.has(base)) {
    throw new MisuseError(
      `${caller} names the function '${base}', which does not exist.`,
      'a registered function',
      didYouMean(base, world.ports.functions.names()),
    )
  }
  return name
}

function textOf(world: World, target: unknown, caller: string): string {
  const identity = handleOf(target)
  if (typeof target === 'function' && !identity) {
    const name = target.name || 'name'
    throw new MisuseError(
      `${caller} got a bare handler function.`,
      'the handle of a registered function',
      `Did you forget registerFunction('${name}', ${target.name || 'handler'})?`,
    )
  }
  if (target instanceof Promise) {
    throw new MisuseError(`${caller} got a promise.`, 'the handle of a registered function')
  }
  if (identity && identity.kind !== 'function') {
    throw new MisuseError(
      `${caller} got the handle of a ${identity.kind}.`,
      'the handle of a registered function',
    )
  }
  if (identity && !descendsFrom(world, identity.home) && !descendsFrom(identity.home, world)) {
    throw new MisuseError(
      `${caller} got a function of another region.`,
      'one registered in the region of the gateway: region.registerFunction(...)',
    )
  }
  const arn = (target as { arn?: unknown } | null | undefined)?.arn
  if (typeof arn !== 'string') {
    throw new MisuseError(
      `${caller} got ${target === null ? 'null' : typeof target}.`,
      "a function's handle, its name or its ARN",
    )
  }
  return arn
}

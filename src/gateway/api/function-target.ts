/** The function behind a route or an authorizer, given as a handle, a name or an ARN. */
import { parseArn } from '../../core/arn.ts'
import { nameOf } from '../../core/checks.ts'
import { descendsFrom } from '../../core/world/context.ts'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { handleOf } from '../../core/handle.ts'
import type { World } from '../../core/world/world.ts'
import type { FunctionTarget } from './authorizers/create-authorizers.ts'

const UNCHECKED = Symbol('unchecked')

/**
 * The function of an API that the control plane made. As on AWS it need not exist before a request
 * calls it. `role`: the credentials of the integration or authorizer.
 */
export const uncheckedFunction = (nameOrArn: string, role?: string): FunctionTarget => {
  const target = { name: nameOrArn, arn: nameOrArn }
  return Object.defineProperty(target, UNCHECKED, { value: { role } })
}

/** The role that the gateway invokes a function with. Undefined: the function's policy decides. */
export function roleOfTarget(target: FunctionTarget): string | undefined {
  if (typeof target !== 'object' || target === null || !(UNCHECKED in target)) return undefined
  return (target as { readonly [UNCHECKED]: { readonly role?: string } })[UNCHECKED].role
}

/**
 * `name` or `name:qualifier`, as the invoker takes it.
 *
 * @throws MisuseError when the target is not a function of this world.
 */
export function functionTarget(world: World, target: FunctionTarget, caller: string): string {
  if (typeof target === 'object' && target !== null && UNCHECKED in target) return target.name
  const text = typeof target === 'string' ? target : textOf(world, target, caller)
  const arn = parseArn(text)
  const name = arn ? arn.resource.replace(/^function:/, '') : text
  const base = name.replace(/:.*$/s, '')
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
      `${caller} received a bare handler function.`,
      'the handle of a registered function',
      `Did you forget registerFunction('${name}', ${target.name || 'handler'})?`,
    )
  }
  if (target instanceof Promise) {
    throw new MisuseError(`${caller} received a promise.`, 'the handle of a registered function')
  }
  if (identity && identity.kind !== 'function') {
    throw new MisuseError(
      `${caller} received the handle of a ${identity.kind}.`,
      'the handle of a registered function',
    )
  }
  if (identity && !descendsFrom(world, identity.home) && !descendsFrom(identity.home, world)) {
    throw new MisuseError(
      `${caller} received a function of another region.`,
      "a function registered in the gateway's region: region.registerFunction(...)",
    )
  }
  const hasArn = typeof target === 'object' && target !== null && 'arn' in target
  if (hasArn && typeof target.arn === 'string') return target.arn
  throw new MisuseError(
    `${caller} received ${nameOf(target)}.`,
    "a function's handle, its name or its ARN",
  )
}

/** A gateway given as a handle, an id, a name or an ARN. */
import { nameOf } from '../core/checks.ts'
import { parseArn } from '../core/arn.ts'
import { descendsFrom } from '../core/world/context.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import type { World } from '../core/world/world.ts'
import { gateway } from './service.ts'

/**
 * The id of a gateway of this world.
 *
 * @throws MisuseError when the target is not a gateway of this world.
 */
export function gatewayTarget(world: World, target: unknown, caller: string): string {
  const identity = handleOf(target)
  if (typeof target !== 'string' && identity?.kind !== 'gateway') {
    throw new MisuseError(
      `${caller} received ${identity ? `the handle of a ${identity.kind}` : nameOf(target)}.`,
      "a gateway's handle, its id, its name or its ARN",
    )
  }
  if (identity && !descendsFrom(world, identity.home) && !descendsFrom(identity.home, world)) {
    throw new MisuseError(
      `${caller} received a gateway of another region.`,
      'a gateway created in this region: region.createGateway(...)',
    )
  }
  // A handle prints as its ARN: 'arn:aws:apigateway:us-east-1::/apis/a1b2c3d4e5'
  const text = String(target)
  const asked = parseArn(text)?.resource.replace(/^\/(?:apis|restapis)\//, '') ?? text
  const state = world.state(gateway)
  const apis: readonly { readonly id: string; readonly name: string }[] = [
    ...state.apis.values(),
    ...(state.sockets?.apis.values() ?? []),
  ]
  const found = apis.find(({ id }) => id === asked) ?? apis.find(({ name }) => name === asked)
  if (found) return found.id
  throw new MisuseError(
    `${caller} names the gateway '${asked}', which does not exist.`,
    'a gateway created in this region',
    didYouMean(
      asked,
      apis.flatMap(({ id, name }) => [id, name]),
    ),
  )
}

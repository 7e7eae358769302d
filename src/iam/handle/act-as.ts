/** `region.as`: the credentials of somebody else. */
import { shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { missingResource } from '../../core/handles/look-up.ts'
import type { TemporaryCredentials } from '../../core/world/identity-ports.ts'
import type { World } from '../../core/world/world.ts'
import { iam } from '../service.ts'
import type { IamState } from '../state.ts'

/** A principal that a test acts as: a role's or user's handle, ARN or name. */
export type ActingPrincipal = string | { readonly arn: string }

/** Ten years: the credentials of a test outlive it. */
const SECONDS = 315_360_000

/**
 * Returns credentials of a role's session named `test`, or of a user. The same ones each time.
 *
 * @throws MisuseError when neither a role nor a user has the name or ARN
 */
export function credentialsFor(world: World, given: ActingPrincipal): TemporaryCredentials {
  const state = world.state(iam)
  const arn = arnOf(state, given)
  const known = state.acting.get(arn)
  if (known) return known
  const issuer = world.ports.credentialIssuer
  if (!issuer) throw new Error('A region always issues credentials.')
  const user = [...state.users.values()].find((one) => one.arn === arn)
  const issued = user
    ? issuer.issueForUser({ arn, userId: user.id, seconds: SECONDS })
    : issuer.issue({ roleArn: arn, sessionName: 'test', seconds: SECONDS })
  state.acting.set(arn, issued)
  return issued
}

function arnOf({ roles, users }: IamState, given: ActingPrincipal): string {
  const named: unknown =
    typeof given === 'string' ? given : Reflect.get(Object(given) as object, 'arn')
  if (typeof named !== 'string') {
    throw new MisuseError(
      `region.as() received ${shownValue(given)}.`,
      'the handle, ARN or name of a role or user',
    )
  }
  const holders = [...roles.values(), ...users.values()]
  const holder = holders.find(({ name, arn }) => name === named || arn === named)
  if (holder) return holder.arn
  throw missingResource(
    'a role or user',
    named,
    holders.map(({ name }) => name),
  )
}

/** IAM's users and roles, by the names under which others know them. */
import type { IdentityDirectory } from '../core/world/identity-ports.ts'
import type { World } from '../core/world/world.ts'
import { iam } from './service.ts'
import type { IamState, Role } from './state.ts'

const ROLE_NAME = /^arn:[^:]+:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/

/** Returns the role with this ARN, path included. */
export function roleByArn(state: IamState, arn: string): Role | undefined {
  const role = state.roles.get(ROLE_NAME.exec(arn)?.[1] ?? '')
  return role?.arn === arn ? role : undefined
}

export const findRole = (world: World, arn: string): ReturnType<IdentityDirectory['role']> =>
  roleByArn(world.state(iam), arn)

/** Returns the audiences of a provider of OpenID Connect. Undefined for one that is not registered. */
export const audiencesOf = (world: World, providerArn: string): readonly string[] | undefined =>
  world.state(iam).oidcProviders.get(providerArn)?.clientIds

export function userOfKey(
  world: World,
  accessKeyId: string,
): ReturnType<IdentityDirectory['userOf']> {
  const state = world.state(iam)
  const key = state.accessKeys.get(accessKeyId)
  const user = key && state.users.get(key.userName)
  if (!key || !user) return undefined
  return { arn: user.arn, userId: user.id, secret: key.secret, isActive: key.isActive }
}

/** What the operations share. */
import type { Access, World } from '../../core/world/world.ts'

export interface PoolInput {
  readonly IdentityPoolId: string
}

const poolArn = ({ options }: World, id: string): string => {
  const { region, accountId } = options
  return `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${id}`
}

export const accessTo =
  (operation: string) =>
  ({ IdentityPoolId }: PoolInput, world: World): readonly Access[] => [
    { action: `cognito-identity:${operation}`, resource: poolArn(world, IdentityPoolId) },
  ]

export const accessToAll = (operation: string) => (): readonly Access[] => [
  { action: `cognito-identity:${operation}`, resource: '*' },
]

/** AWS: operations that users call without credentials. */
export const isPublic = (): readonly Access[] => []

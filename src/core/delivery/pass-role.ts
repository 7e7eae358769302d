/**
 * The permission to hand a role to a service, which every operation needs that gives one a role.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
import type { Access, World } from '../world/world.ts'

type AccessOf<Input> = (input: Input, world: World) => readonly Access[]

/** Adds `iam:PassRole` for the roles in an input. `service`: `lambda.amazonaws.com`. */
export const andPassing =
  <Named, Given>(
    access: AccessOf<Named>,
    service: string,
    rolesIn: (input: Given) => readonly (string | undefined)[],
  ): AccessOf<Named & Given> =>
  (input, world) => [
    ...access(input, world),
    ...rolesIn(input).flatMap((resource) =>
      resource === undefined
        ? []
        : { action: 'iam:PassRole', resource, context: { 'iam:PassedToService': service } },
    ),
  ]

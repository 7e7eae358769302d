/** Roles: create, read, change and delete them. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { isPolicyOfAws } from '../documents/find-policy.ts'
import * as errors from '../errors.ts'
import { sizeOf, TRUST_SIZE } from '../limits.ts'
import { changed, type IamState, type Role } from '../state.ts'
import { checkDocument, encoded } from './shared/documents.ts'
import {
  accessTo,
  accessToAll,
  arnOf,
  checkFree,
  find,
  keep,
  newId,
  ROLE,
} from './shared/holders.ts'
import { pageOf, type PageInput, type PageOutput } from './shared/pages.ts'
import { newTags, shownTags, type TagInput } from './shared/tags.ts'

interface Named {
  readonly RoleName: string
}

interface CreateInput extends Named {
  readonly Path?: string
  readonly AssumeRolePolicyDocument: string
  readonly Description?: string
  readonly MaxSessionDuration?: number
  readonly PermissionsBoundary?: string
  readonly Tags?: readonly TagInput[]
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole: Operation<IamState, CreateInput, object> = defineOperation({
  name: 'CreateRole',
  handles: [
    'RoleName',
    'Path',
    'AssumeRolePolicyDocument',
    'Description',
    'MaxSessionDuration',
    'PermissionsBoundary',
    'Tags',
  ],
  access: accessTo(ROLE, 'CreateRole'),
  run(state, input, { world }) {
    const { RoleName, Path = '/', AssumeRolePolicyDocument: trustPolicy } = input
    const tags = newTags(input.Tags)
    checkTrust(trustPolicy)
    checkFree(ROLE, state, RoleName)
    checkBoundary(state, input.PermissionsBoundary)
    const role: Role = {
      name: RoleName,
      path: Path,
      id: newId(world, 'AROA'),
      arn: arnOf(world, 'role', Path, RoleName),
      createdAt: world.clock.now(),
      inline: new Map(),
      attached: [],
      trustPolicy,
      description: input.Description,
      maxSessionDuration: input.MaxSessionDuration ?? 3_600,
      boundary: input.PermissionsBoundary,
      tags,
      declared: undefined,
      generation: world.generation,
    }
    keep(ROLE, state, role)
    // Recorded: iam-role: no MaxSessionDuration.
    return { Role: { ...shownCore(role), ...shownTags(tags) } }
  },
})

function checkTrust(document: string): void {
  checkDocument(document, 'trust')
  if (sizeOf(document) > TRUST_SIZE) throw errors.trustPolicyTooLong(TRUST_SIZE)
}

/** @throws ServiceError for a boundary that does not exist */
export function checkBoundary({ policies }: IamState, arn: string | undefined): void {
  if (arn === undefined) return
  if (!/^arn:[^:]+:iam::[^:]+:policy\//.test(arn)) throw errors.arnInvalid()
  // Recorded: test_iam test_put_role_permission_boundary... Unverified: the sentence.
  if (!policies.has(arn) && !isPolicyOfAws(arn))
    throw errors.invalidInput(`Scope ARN: ${arn} does not exist or is not attachable.`)
}

const shownCore = ({
  path,
  name,
  id,
  arn,
  createdAt,
  trustPolicy,
  description,
  boundary,
}: Role) => ({
  Path: path,
  RoleName: name,
  RoleId: id,
  Arn: arn,
  CreateDate: new Date(createdAt),
  AssumeRolePolicyDocument: encoded(trustPolicy),
  ...(description !== undefined && { Description: description }),
  ...(boundary !== undefined && { PermissionsBoundary: shownBoundary(boundary) }),
})

export const shownBoundary = (arn: string): object => ({
  PermissionsBoundaryType: 'Policy',
  PermissionsBoundaryArn: arn,
})

/** A role in lists, and in instance profiles. */
export const shownRole = (role: Role): object => ({
  ...shownCore(role),
  MaxSessionDuration: role.maxSessionDuration,
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole: Operation<IamState, Named, object> = defineOperation({
  name: 'GetRole',
  handles: ['RoleName'],
  access: accessTo(ROLE, 'GetRole'),
  run(state, { RoleName }: Named) {
    const role = find(ROLE, state, RoleName)
    return { Role: { ...shownRole(role), ...shownTags(role.tags), RoleLastUsed: {} } }
  },
})

interface ListInput extends PageInput {
  readonly PathPrefix?: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles: Operation<IamState, ListInput, PageOutput & object> = defineOperation({
  name: 'ListRoles',
  handles: ['PathPrefix', 'Marker', 'MaxItems'],
  access: accessToAll('ListRoles'),
  run({ roles }, input: ListInput) {
    const { PathPrefix = '/' } = input
    const matching = [...roles.values()].filter(({ path }) => path.startsWith(PathPrefix))
    const { page, rest } = pageOf('ListRoles', matching, ({ name }) => name, input)
    return { Roles: page.map(shownRole), ...rest }
  },
})

interface UpdateInput extends Named {
  readonly Description?: string
  readonly MaxSessionDuration?: number
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const updateRole: Operation<IamState, UpdateInput, object> = defineOperation({
  name: 'UpdateRole',
  handles: ['RoleName', 'Description', 'MaxSessionDuration'],
  access: accessTo(ROLE, 'UpdateRole'),
  run(state, { RoleName, Description, MaxSessionDuration }: UpdateInput) {
    const role = find(ROLE, state, RoleName)
    keep(ROLE, state, {
      ...role,
      description: Description ?? role.description,
      maxSessionDuration: MaxSessionDuration ?? role.maxSessionDuration,
    })
    return {}
  },
})

interface DescriptionInput extends Named {
  readonly Description: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export const updateRoleDescription: Operation<IamState, DescriptionInput, object> = defineOperation(
  {
    name: 'UpdateRoleDescription',
    handles: ['RoleName', 'Description'],
    access: accessTo(ROLE, 'UpdateRoleDescription'),
    run(state, { RoleName, Description }: DescriptionInput) {
      const role = { ...find(ROLE, state, RoleName), description: Description }
      keep(ROLE, state, role)
      return { Role: shownRole(role) }
    },
  },
)

interface TrustInput extends Named {
  readonly PolicyDocument: string
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy: Operation<IamState, TrustInput, undefined> = defineOperation({
  name: 'UpdateAssumeRolePolicy',
  handles: ['RoleName', 'PolicyDocument'],
  access: accessTo(ROLE, 'UpdateAssumeRolePolicy'),
  run(state, { RoleName, PolicyDocument }: TrustInput) {
    const role = find(ROLE, state, RoleName)
    checkTrust(PolicyDocument)
    keep(ROLE, state, { ...role, trustPolicy: PolicyDocument })
    return undefined
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole: Operation<IamState, Named, undefined> = defineOperation({
  name: 'DeleteRole',
  handles: ['RoleName'],
  access: accessTo(ROLE, 'DeleteRole'),
  run(state, { RoleName }: Named) {
    const { name, attached, inline } = find(ROLE, state, RoleName)
    const profiles = [...state.instanceProfiles.values()]
    if (profiles.some(({ role }) => role === name)) throw errors.stillInInstanceProfile()
    if (attached.length > 0) throw errors.stillAttached()
    if (inline.size > 0) throw errors.stillHasPolicies()
    state.roles.delete(name)
    changed(state)
    return undefined
  },
})

/** Managed policies and their versions. */
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { isPolicyOfAws } from '../documents/find-policy.ts'
import * as errors from '../errors.ts'
import { MANAGED_SIZE, POLICY_VERSIONS, sizeOf } from '../limits.ts'
import { rooms } from '../rooms.ts'
import { changed, type IamState, type ManagedPolicy, type PolicyVersion } from '../state.ts'
import { checkDocument, encoded } from './shared/documents.ts'
import { accessToAll, arnOf, newId } from './shared/holders.ts'
import { pageOf, type PageInput, type PageOutput } from './shared/pages.ts'
import { newTags, shownTags, type TagInput } from './shared/tags.ts'

interface ArnInput {
  readonly PolicyArn: string
}

const onPolicy =
  (action: string) =>
  ({ PolicyArn }: ArnInput): readonly Access[] => [{ action: `iam:${action}`, resource: PolicyArn }]

interface CreateInput {
  readonly PolicyName: string
  readonly Path?: string
  readonly PolicyDocument: string
  readonly Description?: string
  readonly Tags?: readonly TagInput[]
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy: Operation<IamState, CreateInput, object> = defineOperation({
  name: 'CreatePolicy',
  handles: ['PolicyName', 'Path', 'PolicyDocument', 'Description', 'Tags'],
  access: ({ PolicyName, Path = '/' }, world) => [
    { action: 'iam:CreatePolicy', resource: arnOf(world, 'policy', Path, PolicyName) },
  ],
  run(state, input: CreateInput, { world }) {
    const { PolicyName, Path = '/', PolicyDocument, Description } = input
    const tags = newTags(input.Tags)
    checkManaged(PolicyDocument)
    const lower = PolicyName.toLowerCase()
    const others = [...state.policies.values()]
    if (others.some(({ name }) => name.toLowerCase() === lower))
      throw errors.policyExists(PolicyName)
    const now = world.clock.now()
    const policy: ManagedPolicy = {
      name: PolicyName,
      path: Path,
      id: newId(world, 'ANPA'),
      arn: arnOf(world, 'policy', Path, PolicyName),
      description: Description,
      versions: [{ id: 'v1', document: PolicyDocument, createdAt: now }],
      defaultVersion: 'v1',
      newestVersion: 1,
      createdAt: now,
      updatedAt: now,
      tags,
      generation: world.generation,
    }
    keep(state, policy)
    // Recorded: iam-policy: no Description.
    return { Policy: { ...shownInList(state, policy), ...shownTags(tags) } }
  },
})

function checkManaged(document: string): void {
  checkDocument(document, 'identity')
  if (sizeOf(document) > MANAGED_SIZE) throw errors.managedPolicyTooLong(MANAGED_SIZE)
}

function keep(state: IamState, policy: ManagedPolicy): void {
  state.policies.set(policy.arn, policy)
  changed(state)
}

const holdersOf = ({ roles, users, groups }: IamState) => [
  ...roles.values(),
  ...users.values(),
  ...groups.values(),
]

const attachments = (state: IamState, arn: string): number =>
  holdersOf(state).filter(({ attached }) => attached.includes(arn)).length

const boundaries = ({ roles, users }: IamState, arn: string): number =>
  [...roles.values(), ...users.values()].filter(({ boundary }) => boundary === arn).length

const shownInList = (state: IamState, policy: ManagedPolicy) => ({
  PolicyName: policy.name,
  PolicyId: policy.id,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: policy.defaultVersion,
  AttachmentCount: attachments(state, policy.arn),
  PermissionsBoundaryUsageCount: boundaries(state, policy.arn),
  IsAttachable: true,
  CreateDate: new Date(policy.createdAt),
  UpdateDate: new Date(policy.updatedAt),
})

/** @throws ServiceError for a policy that does not exist. Policies of AWS are found. */
function find(state: IamState, arn: string): ManagedPolicy {
  if (!/^arn:[^:]+:iam::[^:]*:policy\//.test(arn)) throw errors.arnInvalid()
  const policy = state.policies.get(arn) ?? rooms.awsManagedPolicies().policyOfAws(arn)
  if (!policy) throw errors.policyNotFound(arn)
  return policy
}

function findOwn(state: IamState, arn: string): ManagedPolicy {
  const policy = find(state, arn)
  if (isPolicyOfAws(arn)) throw errors.unmodifiable(arn)
  return policy
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy: Operation<IamState, ArnInput, object> = defineOperation({
  name: 'GetPolicy',
  handles: ['PolicyArn'],
  access: onPolicy('GetPolicy'),
  run(state, { PolicyArn }: ArnInput) {
    const policy = find(state, PolicyArn)
    const { description: Description } = policy
    return {
      Policy: {
        ...shownInList(state, policy),
        ...(Description !== undefined && { Description }),
        ...shownTags(policy.tags),
      },
    }
  },
})

interface ListInput extends PageInput {
  readonly Scope?: 'All' | 'AWS' | 'Local'
  readonly OnlyAttached?: boolean
  readonly PathPrefix?: string
  readonly PolicyUsageFilter?: 'PermissionsPolicy' | 'PermissionsBoundary'
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const listPolicies: Operation<IamState, ListInput, PageOutput & object> = defineOperation({
  name: 'ListPolicies',
  handles: ['Scope', 'OnlyAttached', 'PathPrefix', 'PolicyUsageFilter', 'Marker', 'MaxItems'],
  access: accessToAll('ListPolicies'),
  run(state, input: ListInput, { world }) {
    const { Scope = 'All', OnlyAttached, PathPrefix = '/', PolicyUsageFilter } = input
    const own = Scope === 'AWS' ? [] : [...state.policies.values()]
    const ofAws = Scope === 'Local' ? [] : policiesOfAws(world)
    const isUsed = ({ arn }: ManagedPolicy): boolean => {
      if (PolicyUsageFilter === 'PermissionsBoundary') return boundaries(state, arn) > 0
      return attachments(state, arn) > 0
    }
    const matching = [...own, ...ofAws].filter(
      (policy) =>
        policy.path.startsWith(PathPrefix) &&
        ((OnlyAttached !== true && PolicyUsageFilter === undefined) || isUsed(policy)),
    )
    const { page, rest } = pageOf('ListPolicies', matching, ({ arn }) => arn, input)
    return { Policies: page.map((policy) => shownInList(state, policy)), ...rest }
  },
})

const policiesOfAws = ({ options }: World): readonly ManagedPolicy[] =>
  rooms.awsManagedPolicies().allPoliciesOfAws(options.region)

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy: Operation<IamState, ArnInput, undefined> = defineOperation({
  name: 'DeletePolicy',
  handles: ['PolicyArn'],
  access: onPolicy('DeletePolicy'),
  run(state, { PolicyArn }: ArnInput) {
    const policy = findOwn(state, PolicyArn)
    if (attachments(state, PolicyArn) + boundaries(state, PolicyArn) > 0)
      throw errors.policyStillAttached()
    if (policy.versions.length > 1) throw errors.policyStillHasVersions()
    state.policies.delete(PolicyArn)
    changed(state)
    return undefined
  },
})

interface CreateVersionInput extends ArnInput {
  readonly PolicyDocument: string
  readonly SetAsDefault?: boolean
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export const createPolicyVersion: Operation<IamState, CreateVersionInput, object> = defineOperation(
  {
    name: 'CreatePolicyVersion',
    handles: ['PolicyArn', 'PolicyDocument', 'SetAsDefault'],
    access: onPolicy('CreatePolicyVersion'),
    run(state, { PolicyArn, PolicyDocument, SetAsDefault }: CreateVersionInput, { world }) {
      const policy = findOwn(state, PolicyArn)
      checkManaged(PolicyDocument)
      if (policy.versions.length >= POLICY_VERSIONS) throw errors.tooManyVersions()
      const newestVersion = policy.newestVersion + 1
      const createdAt = world.clock.now()
      const version = { id: `v${newestVersion}`, document: PolicyDocument, createdAt }
      const changedPolicy = {
        ...policy,
        versions: [...policy.versions, version],
        newestVersion,
        updatedAt: createdAt,
        defaultVersion: SetAsDefault === true ? version.id : policy.defaultVersion,
      }
      keep(state, changedPolicy)
      return { PolicyVersion: shownVersion(changedPolicy, version) }
    },
  },
)

const shownVersion = ({ defaultVersion }: ManagedPolicy, { id, createdAt }: PolicyVersion) => ({
  VersionId: id,
  IsDefaultVersion: id === defaultVersion,
  CreateDate: new Date(createdAt),
})

interface VersionInput extends ArnInput {
  readonly VersionId: string
}

function findVersion({ arn, versions }: ManagedPolicy, id: string): PolicyVersion {
  const version = versions.find((one) => one.id === id)
  if (!version) throw errors.policyVersionNotFound(arn, id)
  return version
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion: Operation<IamState, VersionInput, object> = defineOperation({
  name: 'GetPolicyVersion',
  handles: ['PolicyArn', 'VersionId'],
  access: onPolicy('GetPolicyVersion'),
  run(state, { PolicyArn, VersionId }: VersionInput) {
    const policy = find(state, PolicyArn)
    const version = findVersion(policy, VersionId)
    return {
      PolicyVersion: { Document: encoded(version.document), ...shownVersion(policy, version) },
    }
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export const listPolicyVersions: Operation<IamState, ArnInput & PageInput, PageOutput & object> =
  defineOperation({
    name: 'ListPolicyVersions',
    handles: ['PolicyArn', 'Marker', 'MaxItems'],
    access: onPolicy('ListPolicyVersions'),
    run(state, input: ArnInput & PageInput) {
      const policy = find(state, input.PolicyArn)
      // Newest first; a key that sorts this way.
      const keyOf = ({ id }: PolicyVersion): string =>
        String(1_000_000 - Number(id.slice(1))).padStart(7, '0')
      const { page, rest } = pageOf('ListPolicyVersions', policy.versions, keyOf, input)
      return { Versions: page.map((version) => shownVersion(policy, version)), ...rest }
    },
  })

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export const setDefaultPolicyVersion: Operation<IamState, VersionInput, undefined> =
  defineOperation({
    name: 'SetDefaultPolicyVersion',
    handles: ['PolicyArn', 'VersionId'],
    access: onPolicy('SetDefaultPolicyVersion'),
    run(state, { PolicyArn, VersionId }: VersionInput, { world }) {
      const policy = findOwn(state, PolicyArn)
      const { id } = findVersion(policy, VersionId)
      keep(state, { ...policy, defaultVersion: id, updatedAt: world.clock.now() })
      return undefined
    },
  })

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export const deletePolicyVersion: Operation<IamState, VersionInput, undefined> = defineOperation({
  name: 'DeletePolicyVersion',
  handles: ['PolicyArn', 'VersionId'],
  access: onPolicy('DeletePolicyVersion'),
  run(state, { PolicyArn, VersionId }: VersionInput) {
    const policy = findOwn(state, PolicyArn)
    const { id } = findVersion(policy, VersionId)
    if (id === policy.defaultVersion) throw errors.isDefaultVersion()
    keep(state, { ...policy, versions: policy.versions.filter((one) => one.id !== id) })
    return undefined
  },
})

interface EntitiesInput extends ArnInput, PageInput {
  readonly EntityFilter?: string
  readonly PathPrefix?: string
  readonly PolicyUsageFilter?: 'PermissionsPolicy' | 'PermissionsBoundary'
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export const listEntitiesForPolicy: Operation<IamState, EntitiesInput, PageOutput & object> =
  defineOperation({
    name: 'ListEntitiesForPolicy',
    handles: ['PolicyArn', 'EntityFilter', 'PathPrefix', 'PolicyUsageFilter', 'Marker', 'MaxItems'],
    access: onPolicy('ListEntitiesForPolicy'),
    run(state, input: EntitiesInput) {
      const { PolicyArn, EntityFilter, PathPrefix = '/', PolicyUsageFilter } = input
      find(state, PolicyArn)
      const uses = (holder: { readonly attached: readonly string[] }): boolean =>
        PolicyUsageFilter === 'PermissionsBoundary'
          ? Reflect.get(holder, 'boundary') === PolicyArn
          : holder.attached.includes(PolicyArn)
      const isWanted = (kind: string): boolean =>
        EntityFilter === undefined || EntityFilter === kind
      const entities = [
        ...(isWanted('Group')
          ? [...state.groups.values()].map((one) => ['Group', one] as const)
          : []),
        ...(isWanted('User') ? [...state.users.values()].map((one) => ['User', one] as const) : []),
        ...(isWanted('Role') ? [...state.roles.values()].map((one) => ['Role', one] as const) : []),
      ].filter(([, holder]) => holder.path.startsWith(PathPrefix) && uses(holder))
      const { page, rest } = pageOf(
        'ListEntitiesForPolicy',
        entities,
        ([kind, { name }]) => `${kind} ${name}`,
        input,
      )
      const of = (wanted: string): object[] =>
        page
          .filter(([kind]) => kind === wanted)
          .map(([kind, { name, id }]) => ({ [`${kind}Name`]: name, [`${kind}Id`]: id }))
      return {
        PolicyGroups: of('Group'),
        PolicyUsers: of('User'),
        PolicyRoles: of('Role'),
        ...rest,
      }
    },
  })

/** Roles, users and groups in templates, with their inline and attached policies. */
import {
  documentText,
  listIn,
  pick,
  tagList,
  tagsOf,
  textIn,
} from '../../core/cloudformation/properties.ts'
import type {
  DeletionRequest,
  ResourceProperties,
  ResourceRequest,
  ResourceType,
  UpdateRequest,
} from '../../core/cloudformation/types.ts'
import { isServiceError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import { isPolicyOfAws } from '../documents/find-policy.ts'
import { rooms } from '../rooms.ts'

type Title = 'Role' | 'User' | 'Group'

/** The inline policies of a property: documents by name. */
function inlineOf(properties: ResourceProperties): Map<string, string> {
  const found = new Map<string, string>()
  for (const policy of listIn(properties, 'Policies')) {
    if (!isObject(policy)) continue
    const name = textIn(policy, 'PolicyName')
    if (name !== undefined) found.set(name, documentText(policy['PolicyDocument']) ?? '')
  }
  return found
}

const textsIn = (properties: ResourceProperties, name: string): string[] =>
  listIn(properties, name).filter((one) => typeof one === 'string')

/**
 * The managed policies of a property. One of AWS that is not known here allows nothing, and neither
 * does one of the account that only the account has: the template does not make it.
 */
function attachable(request: ResourceRequest, name = 'ManagedPolicyArns'): string[] {
  return textsIn(request.properties, name).filter((arn) => {
    const isKnown = isPolicyOfAws(arn)
      ? rooms.awsManagedPolicies().documentOfAws(arn) !== undefined
      : exists(request, arn)
    if (!isKnown) request.skip(name, `${arn} is not known here, and allows nothing`)
    return isKnown
  })
}

function exists({ call }: ResourceRequest, PolicyArn: string): boolean {
  try {
    call('iam', 'GetPolicy', { PolicyArn })
    return true
  } catch (error) {
    if (isServiceError(error) && error.code === 'NoSuchEntityException') return false
    // What is no ARN is refused by the operation that it is for.
    return true
  }
}

/** The boundary of a role or a user, unless only the account has it. */
function boundaryOf(request: ResourceRequest): object {
  const [PermissionsBoundary] = attachable(request, 'PermissionsBoundary')
  return PermissionsBoundary === undefined ? {} : { PermissionsBoundary }
}

function addPolicies(request: ResourceRequest, title: Title, name: string): void {
  const { properties, call } = request
  for (const [PolicyName, PolicyDocument] of inlineOf(properties))
    call('iam', `Put${title}Policy`, { [`${title}Name`]: name, PolicyName, PolicyDocument })
  for (const PolicyArn of attachable(request))
    call('iam', `Attach${title}Policy`, { [`${title}Name`]: name, PolicyArn })
}

function changePolicies(request: UpdateRequest, title: Title): void {
  const { id, properties, before, call, changed } = request
  const named = { [`${title}Name`]: id }
  if (changed('Policies')) {
    const wanted = inlineOf(properties)
    for (const PolicyName of inlineOf(before).keys())
      if (!wanted.has(PolicyName)) call('iam', `Delete${title}Policy`, { ...named, PolicyName })
    for (const [PolicyName, PolicyDocument] of wanted)
      call('iam', `Put${title}Policy`, { ...named, PolicyName, PolicyDocument })
  }
  if (!changed('ManagedPolicyArns')) return
  const wanted = attachable(request)
  const { AttachedPolicies } = call('iam', `ListAttached${title}Policies`, named)
  for (const { PolicyArn } of AttachedPolicies as { readonly PolicyArn: string }[])
    if (!wanted.includes(PolicyArn) && textsIn(before, 'ManagedPolicyArns').includes(PolicyArn))
      call('iam', `Detach${title}Policy`, { ...named, PolicyArn })
  for (const PolicyArn of wanted) call('iam', `Attach${title}Policy`, { ...named, PolicyArn })
}

function removePolicies({ id, call }: DeletionRequest, title: Title): void {
  const named = { [`${title}Name`]: id }
  const { AttachedPolicies } = call('iam', `ListAttached${title}Policies`, named)
  for (const { PolicyArn } of AttachedPolicies as { readonly PolicyArn: string }[])
    call('iam', `Detach${title}Policy`, { ...named, PolicyArn })
  const { PolicyNames } = call('iam', `List${title}Policies`, named)
  for (const PolicyName of PolicyNames as readonly string[])
    call('iam', `Delete${title}Policy`, { ...named, PolicyName })
}

const tagsFor = ({ properties, stackTags }: ResourceRequest): object => {
  const Tags = tagList(tagsOf(properties['Tags'], stackTags))
  return Tags.length > 0 ? { Tags } : {}
}

const TRUST = 'AssumeRolePolicyDocument'

/** AWS: the page of AWS::IAM::Role (return values). */
export const roleType: ResourceType = {
  handles: [
    'RoleName',
    'Path',
    TRUST,
    'Policies',
    'ManagedPolicyArns',
    'Description',
    'MaxSessionDuration',
    'PermissionsBoundary',
    'Tags',
  ],
  create(request) {
    const { properties, call, generateName } = request
    const name = textIn(properties, 'RoleName') ?? generateName(64)
    const made = call('iam', 'CreateRole', {
      RoleName: name,
      [TRUST]: documentText(properties[TRUST]) ?? '',
      ...pick(properties, ['Path', 'Description', 'MaxSessionDuration']),
      ...boundaryOf(request),
      ...tagsFor(request),
    })
    addPolicies(request, 'Role', name)
    const role = made['Role'] as { readonly Arn: string; readonly RoleId: string }
    return { id: name, attributes: { Arn: role.Arn, RoleId: role.RoleId } }
  },
  update(request) {
    const { id, properties, call, changed, attributes } = request
    const RoleName = id
    if (changed(TRUST))
      call('iam', 'UpdateAssumeRolePolicy', {
        RoleName,
        PolicyDocument: documentText(properties[TRUST]) ?? '',
      })
    if (changed('Description', 'MaxSessionDuration'))
      call('iam', 'UpdateRole', {
        RoleName,
        ...pick(properties, ['Description', 'MaxSessionDuration']),
      })
    if (changed('PermissionsBoundary')) changeBoundary(request, 'Role')
    changePolicies(request, 'Role')
    return { id, attributes }
  },
  delete(request) {
    removePolicies(request, 'Role')
    request.call('iam', 'DeleteRole', { RoleName: request.id })
  },
}

function changeBoundary(request: UpdateRequest, title: 'Role' | 'User'): void {
  const { id, call } = request
  const boundary = boundaryOf(request)
  const named = { [`${title}Name`]: id }
  if (Object.keys(boundary).length === 0) call('iam', `Delete${title}PermissionsBoundary`, named)
  else call('iam', `Put${title}PermissionsBoundary`, { ...named, ...boundary })
}

/** AWS: the page of AWS::IAM::User (return values). */
export const userType: ResourceType = {
  handles: [
    'UserName',
    'Path',
    'Policies',
    'ManagedPolicyArns',
    'Groups',
    'PermissionsBoundary',
    'Tags',
  ],
  meaningless: ['LoginProfile'],
  create(request) {
    const { properties, call, generateName } = request
    const name = textIn(properties, 'UserName') ?? generateName(64)
    const made = call('iam', 'CreateUser', {
      UserName: name,
      ...pick(properties, ['Path']),
      ...boundaryOf(request),
      ...tagsFor(request),
    })
    addPolicies(request, 'User', name)
    for (const GroupName of textsIn(properties, 'Groups'))
      call('iam', 'AddUserToGroup', { GroupName, UserName: name })
    return { id: name, attributes: { Arn: (made['User'] as { readonly Arn: string }).Arn } }
  },
  update(request) {
    const { id, properties, before, call, changed, attributes } = request
    changePolicies(request, 'User')
    if (changed('PermissionsBoundary')) changeBoundary(request, 'User')
    if (changed('Groups')) {
      for (const GroupName of textsIn(before, 'Groups'))
        call('iam', 'RemoveUserFromGroup', { GroupName, UserName: id })
      for (const GroupName of textsIn(properties, 'Groups'))
        call('iam', 'AddUserToGroup', { GroupName, UserName: id })
    }
    return { id, attributes }
  },
  delete(request) {
    const { id, properties, call } = request
    removePolicies(request, 'User')
    for (const GroupName of textsIn(properties, 'Groups'))
      call('iam', 'RemoveUserFromGroup', { GroupName, UserName: id })
    call('iam', 'DeleteUser', { UserName: id })
  },
}

/** AWS: the page of AWS::IAM::Group (return values). */
export const groupType: ResourceType = {
  handles: ['GroupName', 'Path', 'Policies', 'ManagedPolicyArns'],
  create(request) {
    const { properties, call, generateName } = request
    const name = textIn(properties, 'GroupName') ?? generateName(128)
    const made = call('iam', 'CreateGroup', { GroupName: name, ...pick(properties, ['Path']) })
    addPolicies(request, 'Group', name)
    return { id: name, attributes: { Arn: (made['Group'] as { readonly Arn: string }).Arn } }
  },
  update(request) {
    changePolicies(request, 'Group')
    return { id: request.id, attributes: request.attributes }
  },
  delete(request) {
    removePolicies(request, 'Group')
    request.call('iam', 'DeleteGroup', { GroupName: request.id })
  },
}

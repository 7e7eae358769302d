/**
 * IAM's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html
 */
import { documentText, listIn, pick, textIn } from '../../core/cloudformation/properties.ts'
import type {
  DeletionRequest,
  ResourceProperties,
  ResourceRequest,
  ResourceType,
  ResourceTypes,
} from '../../core/cloudformation/types.ts'
import { groupType, roleType, userType } from './holders.ts'
import { cdkProviderType, oidcProviderType } from './oidc-provider.ts'

const HOLDERS = [
  ['Roles', 'Role'],
  ['Users', 'User'],
  ['Groups', 'Group'],
] as const

/** The holders that a policy is put on or attached to. */
const holdersIn = (
  properties: ResourceProperties,
): { readonly title: string; readonly named: Readonly<Record<string, string>> }[] =>
  HOLDERS.flatMap(([property, title]) =>
    listIn(properties, property)
      .filter((name) => typeof name === 'string')
      .map((name) => ({ title, named: { [`${title}Name`]: name } })),
  )

/** AWS::IAM::Policy: an inline policy on several holders. CDK writes its grants this way. */
const policyType: ResourceType = {
  handles: ['PolicyName', 'PolicyDocument', 'Roles', 'Users', 'Groups'],
  create(request) {
    const name = textIn(request.properties, 'PolicyName') ?? request.generateName(128)
    put(request, request.properties, name)
    return { id: name }
  },
  update(request) {
    const { id, before, properties } = request
    remove(request, before, id)
    put(request, properties, id)
    return { id }
  },
  delete: (request) => remove(request, request.properties, request.id),
}

function put(
  { call }: Pick<ResourceRequest, 'call'>,
  properties: ResourceProperties,
  PolicyName: string,
): void {
  const PolicyDocument = documentText(properties['PolicyDocument']) ?? ''
  for (const { title, named } of holdersIn(properties))
    call('iam', `Put${title}Policy`, { ...named, PolicyName, PolicyDocument })
}

function remove(
  { call }: Pick<DeletionRequest, 'call'>,
  properties: ResourceProperties,
  PolicyName: string,
): void {
  for (const { title, named } of holdersIn(properties))
    call('iam', `Delete${title}Policy`, { ...named, PolicyName })
}

/** An inline policy on one holder: AWS::IAM::RolePolicy and its siblings. */
const inlineType = (title: 'Role' | 'User' | 'Group'): ResourceType => {
  const holder = `${title}Name`
  const write = ({ properties, call }: ResourceRequest, PolicyName: string): void => {
    call('iam', `Put${title}Policy`, {
      [holder]: textIn(properties, holder),
      PolicyName,
      PolicyDocument: documentText(properties['PolicyDocument']) ?? '',
    })
  }
  return {
    handles: ['PolicyName', 'PolicyDocument', holder],
    create(request) {
      const name = textIn(request.properties, 'PolicyName') ?? request.generateName(128)
      write(request, name)
      return { id: name }
    },
    update(request) {
      write(request, request.id)
      return { id: request.id }
    },
    delete: ({ id, properties, call }) =>
      void call('iam', `Delete${title}Policy`, {
        [holder]: textIn(properties, holder),
        PolicyName: id,
      }),
  }
}

/** AWS: the page of AWS::IAM::ManagedPolicy: `Ref` returns the ARN. */
const managedPolicyType: ResourceType = {
  handles: [
    'ManagedPolicyName',
    'Path',
    'PolicyDocument',
    'Description',
    'Roles',
    'Users',
    'Groups',
  ],
  create({ properties, call, generateName }) {
    const made = call('iam', 'CreatePolicy', {
      PolicyName: textIn(properties, 'ManagedPolicyName') ?? generateName(128),
      PolicyDocument: documentText(properties['PolicyDocument']) ?? '',
      ...pick(properties, ['Path', 'Description']),
    })
    const { Arn, PolicyId } = made['Policy'] as { readonly Arn: string; readonly PolicyId: string }
    for (const { title, named } of holdersIn(properties))
      call('iam', `Attach${title}Policy`, { ...named, PolicyArn: Arn })
    return { id: Arn, attributes: { PolicyArn: Arn, PolicyId } }
  },
  update({ id, properties, before, call, changed, attributes }) {
    if (changed('PolicyDocument')) {
      call('iam', 'CreatePolicyVersion', {
        PolicyArn: id,
        PolicyDocument: documentText(properties['PolicyDocument']) ?? '',
        SetAsDefault: true,
      })
      deleteOldVersions(call, id)
    }
    if (changed('Roles', 'Users', 'Groups')) {
      for (const { title, named } of holdersIn(before))
        call('iam', `Detach${title}Policy`, { ...named, PolicyArn: id })
      for (const { title, named } of holdersIn(properties))
        call('iam', `Attach${title}Policy`, { ...named, PolicyArn: id })
    }
    return { id, attributes }
  },
  delete({ id, properties, call }) {
    for (const { title, named } of holdersIn(properties))
      call('iam', `Detach${title}Policy`, { ...named, PolicyArn: id })
    call('iam', 'DeletePolicy', { PolicyArn: id })
  },
}

/** AWS: CloudFormation keeps the newest version of a policy that it updates. */
function deleteOldVersions(call: ResourceRequest['call'], PolicyArn: string): void {
  const { Versions } = call('iam', 'ListPolicyVersions', { PolicyArn })
  for (const version of Versions as { VersionId: string; IsDefaultVersion: boolean }[])
    if (!version.IsDefaultVersion)
      call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: version.VersionId })
}

/** AWS: the page of AWS::IAM::AccessKey: `Ref` returns the key's id. */
const accessKeyType: ResourceType = {
  handles: ['UserName', 'Status'],
  meaningless: ['Serial'],
  create({ properties, call }) {
    const UserName = textIn(properties, 'UserName')
    const made = call('iam', 'CreateAccessKey', { UserName })
    const { AccessKeyId, SecretAccessKey } = made['AccessKey'] as Readonly<Record<string, string>>
    const Status = textIn(properties, 'Status')
    if (Status !== undefined) call('iam', 'UpdateAccessKey', { UserName, AccessKeyId, Status })
    return { id: String(AccessKeyId), attributes: { SecretAccessKey } }
  },
  update({ id, properties, call, attributes }) {
    const UserName = textIn(properties, 'UserName')
    const Status = textIn(properties, 'Status') ?? 'Active'
    call('iam', 'UpdateAccessKey', { UserName, AccessKeyId: id, Status })
    return { id, attributes }
  },
  delete: ({ id, properties, call }) =>
    void call('iam', 'DeleteAccessKey', {
      UserName: textIn(properties, 'UserName'),
      AccessKeyId: id,
    }),
}

/** AWS: the page of AWS::IAM::InstanceProfile (return values). */
const instanceProfileType: ResourceType = {
  handles: ['InstanceProfileName', 'Path', 'Roles'],
  create({ properties, call, generateName }) {
    const name = textIn(properties, 'InstanceProfileName') ?? generateName(128)
    const named = { InstanceProfileName: name }
    const made = call('iam', 'CreateInstanceProfile', { ...named, ...pick(properties, ['Path']) })
    for (const RoleName of listIn(properties, 'Roles'))
      call('iam', 'AddRoleToInstanceProfile', { ...named, RoleName })
    const { Arn } = made['InstanceProfile'] as { readonly Arn: string }
    return { id: name, attributes: { Arn } }
  },
  update({ id, properties, before, call, attributes }) {
    const named = { InstanceProfileName: id }
    for (const RoleName of listIn(before, 'Roles'))
      call('iam', 'RemoveRoleFromInstanceProfile', { ...named, RoleName })
    for (const RoleName of listIn(properties, 'Roles'))
      call('iam', 'AddRoleToInstanceProfile', { ...named, RoleName })
    return { id, attributes }
  },
  delete({ id, properties, call }) {
    const named = { InstanceProfileName: id }
    for (const RoleName of listIn(properties, 'Roles'))
      call('iam', 'RemoveRoleFromInstanceProfile', { ...named, RoleName })
    call('iam', 'DeleteInstanceProfile', named)
  },
}

/** AWS: the page of AWS::IAM::UserToGroupAddition. */
const additionType: ResourceType = {
  handles: ['GroupName', 'Users'],
  create({ properties, call, generateName }) {
    const GroupName = textIn(properties, 'GroupName')
    for (const UserName of listIn(properties, 'Users'))
      call('iam', 'AddUserToGroup', { GroupName, UserName })
    return { id: generateName(128) }
  },
  update: 'recreate',
  delete({ properties, call }) {
    const GroupName = textIn(properties, 'GroupName')
    for (const UserName of listIn(properties, 'Users'))
      call('iam', 'RemoveUserFromGroup', { GroupName, UserName })
  },
}

/** AWS: the page of AWS::IAM::ServiceLinkedRole. Services act without roles here. */
const serviceLinkedRoleType: ResourceType = {
  handles: [],
  meaningless: ['AWSServiceName', 'CustomSuffix', 'Description'],
  create: ({ generateName }) => ({ id: generateName(64) }),
}

export const resourceTypes: ResourceTypes = {
  'AWS::IAM::Role': roleType,
  'AWS::IAM::User': userType,
  'AWS::IAM::Group': groupType,
  'AWS::IAM::Policy': policyType,
  'AWS::IAM::RolePolicy': inlineType('Role'),
  'AWS::IAM::UserPolicy': inlineType('User'),
  'AWS::IAM::GroupPolicy': inlineType('Group'),
  'AWS::IAM::ManagedPolicy': managedPolicyType,
  'AWS::IAM::AccessKey': accessKeyType,
  'AWS::IAM::InstanceProfile': instanceProfileType,
  'AWS::IAM::OIDCProvider': oidcProviderType,
  'Custom::AWSCDKOpenIdConnectProvider': cdkProviderType,
  'AWS::IAM::UserToGroupAddition': additionType,
  'AWS::IAM::ServiceLinkedRole': serviceLinkedRoleType,
}

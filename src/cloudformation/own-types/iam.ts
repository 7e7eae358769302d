/**
 * IAM's types: names and ARNs, so that functions and outputs can refer to them. Permissions are not
 * checked.
 */
import { partitionOf } from '../../core/arn.ts'
import type {
  CreatedResource,
  ResourceRequest,
  ResourceType,
  ResourceTypes,
} from '../../core/cloudformation/types.ts'

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

interface Kind {
  /** The property with the name that the template gives. */
  readonly name: string
  /** `role` in the ARN. Undefined for types without an ARN. */
  readonly arn?: string
  /** The property with the unique id: `RoleId`. */
  readonly id?: string
  readonly prefix?: string
  /** Whether `Ref` returns the ARN. */
  readonly refIsArn?: boolean
  readonly properties: readonly string[]
}

const arnOf = (
  { world }: ResourceRequest,
  kind: string,
  path: string | undefined,
  name: string,
): string => {
  const { region, accountId } = world.options
  return `arn:${partitionOf(region)}:iam::${accountId}:${kind}${path ?? '/'}${name}`
}

const iamType = ({
  name: property,
  arn: kind,
  id,
  prefix,
  refIsArn,
  ...rest
}: Kind): ResourceType => ({
  handles: [property, 'Path'],
  meaningless: rest.properties,
  create(request): CreatedResource {
    const { properties, generateName, world } = request
    const name = textIn(properties[property]) ?? generateName(64)
    if (kind === undefined) return { id: name }
    const arn = arnOf(request, kind, textIn(properties['Path']), name)
    return {
      id: refIsArn ? arn : name,
      attributes: {
        Arn: arn,
        ...(refIsArn && { PolicyArn: arn }),
        ...(id !== undefined && {
          [id]: `${prefix}${world.ids.text('iam', 17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
        }),
      },
    }
  },
})

// AWS: the pages of AWS::IAM types (return values)
export const IAM_TYPES: ResourceTypes = {
  'AWS::IAM::Role': iamType({
    name: 'RoleName',
    arn: 'role',
    id: 'RoleId',
    prefix: 'AROA',
    properties: [
      ...['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Policies', 'Description', 'Tags'],
      ...['MaxSessionDuration', 'PermissionsBoundary'],
    ],
  }),
  'AWS::IAM::ManagedPolicy': iamType({
    name: 'ManagedPolicyName',
    arn: 'policy',
    refIsArn: true,
    properties: ['PolicyDocument', 'Roles', 'Users', 'Groups', 'Description'],
  }),
  'AWS::IAM::Policy': iamType({
    name: 'PolicyName',
    properties: ['PolicyDocument', 'Roles', 'Users', 'Groups'],
  }),
  'AWS::IAM::RolePolicy': iamType({
    name: 'PolicyName',
    properties: ['PolicyDocument', 'RoleName'],
  }),
  'AWS::IAM::User': iamType({
    name: 'UserName',
    arn: 'user',
    properties: [
      'Policies',
      'ManagedPolicyArns',
      'Groups',
      'Tags',
      'PermissionsBoundary',
      'LoginProfile',
    ],
  }),
  'AWS::IAM::Group': iamType({
    name: 'GroupName',
    arn: 'group',
    properties: ['Policies', 'ManagedPolicyArns'],
  }),
  'AWS::IAM::InstanceProfile': iamType({
    name: 'InstanceProfileName',
    arn: 'instance-profile',
    properties: ['Roles'],
  }),
  // AWS: AWS::IAM::ServiceLinkedRole
  'AWS::IAM::ServiceLinkedRole': iamType({
    name: 'RoleName',
    properties: ['AWSServiceName', 'CustomSuffix', 'Description'],
  }),
}

/** `createRole`, and its options. */
import { checkNames, shownValue } from '../../core/checks.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import { existingResource, worldOfRegion } from '../../core/handles/look-up.ts'
import type { StatementDocument } from '../../core/policies/document.ts'
import { pairsOfMap } from '../../core/resources/tags.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import { resolveWorld } from '../../core/world/context.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import { partitionOf } from '../../core/arn.ts'
import { iam } from '../service.ts'
import { changed } from '../state.ts'
import { documentOf } from '../documents/statements.ts'
import { OWN_POLICY, Role } from './role.ts'

/**
 * Options of `createRole`.
 * AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export interface RoleOptions {
  /** Who may assume it: services, and ARNs or accounts. Default: Lambda, and this account. */
  readonly assumedBy?: string | readonly string[]
  /** Default `/`. */
  readonly path?: string
  /** Default: none. */
  readonly description?: string
  /** ARNs of managed policies, or names of AWS's own: `AWSLambdaBasicExecutionRole`. */
  readonly managedPolicies?: readonly string[]
  /** The ARN of the managed policy that limits it. Default: none. */
  readonly permissionsBoundary?: string
  /** The longest session: one to twelve hours. Default one hour. */
  readonly maxSessionDuration?: Duration
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>>
  /** The region whose account it belongs to. Default: the one that this code runs in. */
  readonly region?: object
}

const OPTIONS = [
  'assumedBy',
  'path',
  'description',
  'managedPolicies',
  'permissionsBoundary',
  'maxSessionDuration',
  'tags',
  'region',
]

/**
 * Creates a role of IAM with the statements of its policy. A function that is registered with the
 * role makes its calls with these permissions, which count in a region with `iam: 'enforce'`.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html
 *
 * @throws MisuseError when the name is taken, and for names and policies that AWS does not accept
 * @example
 * import { allow, createRole, registerFunction, Table } from 'miniregion'
 *
 * const orders = new Table('orders', { partitionKey: 'id' })
 * const role = createRole('place', [allow('dynamodb:PutItem', orders)])
 * registerFunction('place', async () => {}, { role })
 */
export const createRole = (
  name: string,
  statements: readonly StatementDocument[] = [],
  options: RoleOptions = {},
): Role => createRoleIn(worldOfRegion(options.region, 'createRole()'), name, statements, options)

export function createRoleIn(
  home: World,
  name: string,
  statements: readonly StatementDocument[] = [],
  options: RoleOptions = {},
): Role {
  const world = resolveWorld(home)
  world.checkWritable()
  const caller = `createRole('${String(name)}')`
  checkNames(options, caller, OPTIONS)
  if (!Array.isArray(statements)) {
    throw new MisuseError(
      `${caller} received ${shownValue(statements)} as its statements.`,
      'an array of allow() and deny()',
    )
  }
  const { roles } = world.state(iam)
  const existing = roles.get(name)
  if (existing && !isStale(existing, world))
    throw existingResource('a role', name, `region.role('${name}')`)
  if (existing) roles.delete(name)
  const call = (operation: string, input: object): void =>
    callFor(world, caller, operation, { RoleName: name, ...input })
  call('CreateRole', inputOf(world, options))
  if (statements.length > 0) {
    const PolicyDocument = documentOf(statements)
    call('PutRolePolicy', { PolicyName: OWN_POLICY, PolicyDocument })
  }
  for (const policy of options.managedPolicies ?? [])
    call('AttachRolePolicy', { PolicyArn: policyArn(world, policy) })
  const stored = roles.get(name)
  if (!stored) throw new Error(`${caller} made no role.`)
  roles.set(name, { ...stored, declared: stored })
  changed(world.state(iam))
  return new Role(world, name, stored.arn)
}

function inputOf(world: World, options: RoleOptions): object {
  const { path, description, permissionsBoundary, maxSessionDuration, tags = {} } = options
  const pairs = pairsOfMap(tags).map(({ key, value }) => ({ Key: key, Value: value }))
  return {
    AssumeRolePolicyDocument: trustPolicy(world, options.assumedBy),
    ...(path !== undefined && { Path: path }),
    ...(description !== undefined && { Description: description }),
    ...(permissionsBoundary !== undefined && { PermissionsBoundary: permissionsBoundary }),
    ...(maxSessionDuration !== undefined && {
      MaxSessionDuration: toMilliseconds(maxSessionDuration, 'maxSessionDuration') / 1000,
    }),
    ...(pairs.length > 0 && { Tags: pairs }),
  }
}

const IS_SERVICE = /\.amazon(aws)?\.com(\.cn)?$/

function trustPolicy({ options }: World, assumedBy: RoleOptions['assumedBy']): string {
  const given = [assumedBy ?? ['lambda.amazonaws.com', options.accountId]].flat()
  const services = given.filter((one) => IS_SERVICE.test(one))
  const others = given.filter((one) => !IS_SERVICE.test(one))
  return documentOf([
    {
      Effect: 'Allow',
      Principal: {
        ...(services.length > 0 && { Service: services }),
        ...(others.length > 0 && { AWS: others }),
      },
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    },
  ])
}

/** `AmazonS3ReadOnlyAccess` is a policy of AWS. */
const policyArn = ({ options }: World, nameOrArn: string): string =>
  nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:${partitionOf(options.region)}:iam::aws:policy/${nameOrArn}`

/** Makes a call without a record. Its refusals are slips of the test. */
function callFor(world: World, caller: string, operation: string, input: object): void {
  try {
    world.callSync({ service: 'iam', operation, input, source: 'service' })
  } catch (error) {
    if (!isServiceError(error)) throw error
    const place: unknown = Reflect.get(error, 'place')
    throw new MisuseError(
      `${caller} was refused: ${error.message}`,
      'a name, options and statements that AWS accepts',
      typeof place === 'string' ? `It is about ${place}.` : undefined,
    )
  }
}

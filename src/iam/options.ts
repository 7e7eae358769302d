/** The option `iam` of a region. */
import { checkNames, shownValue } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { isObject } from '../core/json.ts'
import type { PolicyDocument } from '../core/policies/document.ts'
import { oneOf, type ServiceOptions } from '../core/service-options.ts'
import type { World } from '../core/world/world.ts'

/**
 * What permissions do. `record` (the default) allows every call, and `fn.leastPrivilege()` shows
 * which permissions a run used. `enforce` refuses calls that the caller's policies do not allow, as
 * AWS does. `off` allows every call and reports nothing.
 */
export type IamMode = 'record' | 'enforce' | 'off'

/** The option `iam` with an organization: `{ mode: 'enforce', serviceControlPolicies: [...] }`. */
export interface IamOptions {
  /** Default `record`. */
  readonly mode?: IamMode
  /**
   * The service control policies of the account. They limit every user and role of it, its root
   * user and the test as well, and no service. One of them must allow a call; where none of them
   * allows anything, AWS's `FullAWSAccess` stands beside them.
   * AWS: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
   */
  readonly serviceControlPolicies?: readonly PolicyDocument[]
}

const MODES = oneOf('record', 'enforce', 'off')

export const iamOptions: ServiceOptions<IamMode | IamOptions> = {
  names: [],
  parse(given, caller) {
    if (!isObject(given)) {
      const expected = MODES(given)
      if (expected !== undefined)
        throw new MisuseError(`${caller} received iam: ${shownValue(given)}.`, expected)
      return given as IamMode
    }
    const { mode = 'record', serviceControlPolicies: policies = [] } = given as IamOptions
    checkNames(given, `${caller}, iam:`, ['mode', 'serviceControlPolicies'])
    const expected = MODES(mode)
    if (expected !== undefined)
      throw new MisuseError(`${caller}, iam: mode is ${shownValue(mode)}.`, expected)
    if (!Array.isArray(policies) || !policies.every(isDocument)) {
      throw new MisuseError(
        `${caller}, iam: serviceControlPolicies is ${shownValue(policies)}.`,
        "a list of policies: { Version: '2012-10-17', Statement: [...] }",
      )
    }
    return { mode, serviceControlPolicies: policies }
  },
  of: ({ options }) => (options.services['iam'] as IamMode | IamOptions | undefined) ?? 'record',
}

const isDocument = (value: unknown): boolean => isObject(value) && 'Statement' in value

/** What permissions do in a world. */
export function iamModeOf(world: Pick<World, 'options'>): IamMode {
  const given = iamOptions.of(world)
  return typeof given === 'string' ? given : (given.mode ?? 'record')
}

/** The service control policies of a world's account. Undefined without any. */
export function serviceControlPoliciesOf(
  world: Pick<World, 'options'>,
): readonly PolicyDocument[] | undefined {
  const given = iamOptions.of(world)
  return typeof given === 'string' || given.serviceControlPolicies?.length === 0
    ? undefined
    : given.serviceControlPolicies
}

/** The option `iam` of a region. */
import { MisuseError } from '../core/errors.ts'
import { shownValue } from '../core/checks.ts'
import { oneOf, type ServiceOptions } from '../core/service-options.ts'

/**
 * What permissions do. `record` (the default) allows every call, and `fn.leastPrivilege()` shows
 * which permissions a run used. `enforce` refuses calls that the caller's policies do not allow, as
 * AWS does. `off` allows every call and reports nothing.
 */
export type IamMode = 'record' | 'enforce' | 'off'

const check = oneOf('record', 'enforce', 'off')

export const iamOptions: ServiceOptions<IamMode> = {
  names: [],
  parse(given, caller) {
    const expected = check(given)
    if (expected !== undefined)
      throw new MisuseError(`${caller} received iam: ${shownValue(given)}.`, expected)
    return given as IamMode
  },
  of: ({ options }) => (options.services['iam'] as IamMode | undefined) ?? 'record',
}

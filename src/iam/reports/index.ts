/* oxlint-disable typescript/no-explicit-any -- matchers take any expected values */
/** What the permissions of a run were: the smallest policy, and the matchers. */
import type { Outcome } from '../../core/world/world.ts'
import { toHaveBeenDenied, toHaveUsedOnly } from './matchers.ts'

export { toHaveBeenDenied, toHaveUsedOnly } from './matchers.ts'
export { grantedPermissions } from './granted.ts'
export { leastPrivilegeOfFunction, leastPrivilegeOfRole } from './least-privilege.ts'

export const matchers: Readonly<Record<string, (...args: any[]) => Outcome>> = {
  toHaveBeenDenied,
  toHaveUsedOnly,
}

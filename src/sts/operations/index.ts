import type { Operation } from '../../core/world/world.ts'
import type { StsState } from '../state.ts'
import { assumeRole } from './assume-role.ts'
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts'
import { getAccessKeyInfo } from './get-access-key-info.ts'
import { getCallerIdentity } from './get-caller-identity.ts'
import { getFederationToken } from './get-federation-token.ts'
import { getSessionToken } from './get-session-token.ts'

/** The simulated operations. All others throw an UnsupportedError. */
export const operations: Readonly<Record<string, Operation<StsState>>> = {
  AssumeRole: assumeRole,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  GetAccessKeyInfo: getAccessKeyInfo,
  GetCallerIdentity: getCallerIdentity,
  GetFederationToken: getFederationToken,
  GetSessionToken: getSessionToken,
}

/** Conditions of changes: the ETag that the caller last saw. */
import { ifMatchMissing, preconditionFailed } from '../errors.ts'

// Unverified: a wrong version is PreconditionFailed for policies as for distributions.
export function checkETag(current: string, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch === '') throw ifMatchMissing()
  if (ifMatch !== current) throw preconditionFailed()
}

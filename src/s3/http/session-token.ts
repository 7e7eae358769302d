import { isServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { tokenExpired, tokenInvalid } from '../errors/http.ts'

/** Checks temporary credentials, if this world has issued them. */
export function checkToken(world: World, accessKeyId: string, token: string | undefined): void {
  if (token === undefined) return
  const caller = { accessKeyId, sessionToken: token }
  try {
    world.ports.callerIdentities?.identify(caller, world.journal.root)
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw /Expired/.test(error.code) ? tokenExpired() : tokenInvalid()
  }
}

/** The secret of a client, and its hash with a user's name. */
import { createHmac } from 'node:crypto'
import { notAuthorized, secretHashMissing, secretHashWrong } from '../errors.ts'
import type { StoredClient } from '../state.ts'
import { isSameText } from '../users/codes.ts'

// AWS: signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
const secretHashOf = (secret: string, clientId: string, username: string): string =>
  createHmac('sha256', secret)
    .update(username + clientId)
    .digest('base64')

/** Checks SECRET_HASH. `usernames`: the names that it may be about. */
export function checkSecretHash(
  { id, secret }: StoredClient,
  given: string | undefined,
  usernames: readonly string[],
): void {
  if (secret === undefined) {
    // Observed: public threads. A client without a secret takes no hash.
    if (given !== undefined)
      throw notAuthorized(`Client ${id} is not configured for secret but secret was received`)
    return
  }
  if (given === undefined) throw secretHashMissing(id)
  if (!usernames.some((name) => isSameText(given, secretHashOf(secret, id, name))))
    throw secretHashWrong(id)
}

/** The client of a request to the token endpoint. */
// AWS: token-endpoint.html: client_secret_basic and client_secret_post
import type { StoredClient } from '../state.ts'
import { isSameText } from '../users/codes.ts'
import type { Visit } from './http.ts'

interface Credentials {
  readonly id: string | undefined
  readonly secret: string | undefined
}

function credentialsOf({ request }: Visit): Credentials {
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(request.headers['authorization'] ?? '') ?? []
  if (encoded === undefined) {
    const { form } = request
    return {
      id: form.get('client_id') ?? undefined,
      secret: form.get('client_secret') ?? undefined,
    }
  }
  const text = Buffer.from(encoded, 'base64').toString()
  const colon = text.indexOf(':')
  return { id: text.slice(0, colon), secret: text.slice(colon + 1) }
}

/** Returns the client that a request proves to be, or undefined. */
export function clientOf(visit: Visit): StoredClient | undefined {
  const { id, secret } = credentialsOf(visit)
  const client = id === undefined ? undefined : visit.state.clients.get(id)
  if (client?.poolId !== visit.pool.id) return undefined
  if (client.secret === undefined) return secret === undefined || secret === '' ? client : undefined
  return secret !== undefined && isSameText(secret, client.secret) ? client : undefined
}

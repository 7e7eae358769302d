/** Who sends a call, and where to: what a client's own configuration says of its region and its credentials. */
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { Caller } from '../../core/world.ts'
import { CREDENTIALS, type ClientConfig } from '../answer/operation-context.ts'

export interface ClientIdentity {
  readonly region: string | undefined
  /** Undefined for the test's own credentials, those of `region.sdk`. */
  readonly caller: Caller | undefined
}

const UNKNOWN: ClientIdentity = { region: undefined, caller: undefined }

const identities = new WeakMap<ClientConfig, MaybePromise<ClientIdentity>>()

/** Known at once from a client's second call on, unless its credentials expire: those are asked for at each call. */
export function identityOf(config: ClientConfig | undefined): MaybePromise<ClientIdentity> {
  if (!config) return UNKNOWN
  const known = identities.get(config)
  if (known !== undefined) return known
  const asked = findIdentity(config)
  identities.set(config, asked)
  return asked
}

async function findIdentity(config: ClientConfig): Promise<ClientIdentity> {
  const region = await valueOf(config.region)
  const credentials = (await valueOf(config.credentials)) as Partial<Credentials> | undefined
  const identity = {
    region: typeof region === 'string' ? region : undefined,
    caller: callerOf(credentials),
  }
  if (credentials?.expiration === undefined) identities.set(config, identity)
  else identities.delete(config)
  return identity
}

/** As the SDK's providers give them. */
interface Credentials {
  readonly accessKeyId: string
  readonly sessionToken?: string
  readonly expiration?: unknown
}

const callerOf = ({ accessKeyId, sessionToken }: Partial<Credentials> = {}): Caller | undefined => {
  if (accessKeyId === undefined || accessKeyId === CREDENTIALS.accessKeyId) return undefined
  return sessionToken === undefined ? { accessKeyId } : { accessKeyId, sessionToken }
}

/** A member of a resolved config is a value or a provider of it. A provider that fails has nothing to say here: the SDK reports it. */
async function valueOf(provider: unknown): Promise<unknown> {
  if (typeof provider !== 'function') return provider
  try {
    return await (provider as () => unknown)()
  } catch {
    // No credentials are configured, and none are needed.
    return undefined
  }
}

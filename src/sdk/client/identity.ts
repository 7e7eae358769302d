/** Reads a call's sender and region from its client's configuration. */
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { Caller } from '../../core/world/world.ts'
import { CREDENTIALS, type ClientConfig } from '../answer/operation-context.ts'
import { isProvider } from './resolve-without-io.ts'

export interface ClientIdentity {
  readonly region: string | undefined
  /** Undefined for the test's own credentials, those of `region.sdk`. */
  readonly caller: Caller | undefined
}

const UNKNOWN: ClientIdentity = { region: undefined, caller: undefined }

const identities = new WeakMap<ClientConfig, MaybePromise<ClientIdentity>>()

/**
 * Returns at once from a client's second call on, except for credentials that expire, which are
 * read at each call.
 */
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

/** The form of the SDK's providers. */
interface Credentials {
  readonly accessKeyId: string
  readonly sessionToken?: string
  readonly expiration?: unknown
}

const callerOf = ({ accessKeyId, sessionToken }: Partial<Credentials> = {}): Caller | undefined => {
  if (accessKeyId === undefined || isOfTest(accessKeyId)) return undefined
  return sessionToken === undefined ? { accessKeyId } : { accessKeyId, sessionToken }
}

/**
 * Reads a member of a resolved config, which is a value or a provider of it. The SDK itself reports
 * a provider that fails.
 */
async function valueOf(provider: unknown): Promise<unknown> {
  if (!isProvider(provider)) return provider
  try {
    return await provider()
  } catch {
    // No credentials are configured, and none are needed.
    return undefined
  }
}

/** The test's own credentials are those of `region.sdk`, and those of its environment. */
const isOfTest = (accessKeyId: string): boolean =>
  accessKeyId === CREDENTIALS.accessKeyId || accessKeyId === process.env['AWS_ACCESS_KEY_ID']

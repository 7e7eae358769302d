/** Redirects existing clients to a region by changing their resolved config in place. */
import { currentWorld, resolveWorld } from '../../core/world/context.ts'
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { CREDENTIALS } from '../answer/operation-context.ts'
import { hermeticConfig } from './config.ts'
import { neutralEndpoint } from './endpoint.ts'
import { createRequestHandler, isOwnHandler } from './handler.ts'
import { DEFAULT_ATTEMPTS, defaultAttempts } from './retry.ts'
import { resolveWithoutIo } from './resolve-without-io.ts'

/** Any AWS SDK v3 client. */
export interface SdkClient {
  /** The client's resolved configuration. */
  readonly config: object
}

/** Keys whose values in a resolved config are functions. */
const PROVIDERS: ReadonlySet<string> = new Set([
  'signer',
  'authSchemePreference',
  'useDualstackEndpoint',
  'useFipsEndpoint',
  'userAgentAppId',
  'accountIdEndpointMode',
  'retryMode',
  'retryStrategy',
  'defaultsMode',
  'requestChecksumCalculation',
  'responseChecksumValidation',
  'useArnRegion',
  'disableMultiregionAccessPoints',
  'disableS3ExpressSessionAuth',
  'sigv4aSigningRegionSet',
])

/** Keys whose values the user chose and keeps. */
const KEPT: ReadonlySet<string> = new Set(['endpoint', 'maxAttempts', 'endpointDiscoveryEnabled'])

interface ResolvedConfig extends Record<string, unknown> {
  requestHandler?: object
  region?: unknown
  isCustomEndpoint?: boolean
  endpoint?: unknown
  maxAttempts?: unknown
}

/** Returns the client's region, or this region if the client has none. */
function regionOr(provider: unknown, worldOf: () => World): () => Promise<string> {
  let known: unknown
  return async () => {
    const found = (known ??= await resolveWithoutIo(provider))
    return typeof found === 'string' && found !== '' ? found : worldOf().options.region
  }
}

/** The part of the SDK's credentials that an access key has. */
interface AccessKey {
  readonly accessKeyId?: unknown
}

/**
 * Returns the client's own credentials, with which it signs URLs, or the region's. The SDK's default
 * provider looks into the environment first. If nothing is there it would read files, so it is not
 * asked.
 */
function credentialsOr(provider: unknown, fallback: unknown): () => Promise<unknown> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env
  const isAsked = Boolean(AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY)
  if (!isAsked || provider === undefined) return async () => fallback
  return async () => {
    const found = (await resolveWithoutIo(provider)) as AccessKey | undefined
    return typeof found?.accessKeyId === 'string' ? found : fallback
  }
}

/** Returns the user's number of attempts, or the default. */
function attemptsOr(provider: unknown): () => Promise<number> {
  let known: unknown
  return async () => {
    const found = (known ??= await resolveWithoutIo(provider))
    return typeof found === 'number' ? found : DEFAULT_ATTEMPTS
  }
}

/**
 * Other copies of the package recognize it too. A client is adopted once, and afterwards only
 * redirected.
 */
const ADOPTED = Symbol.for('miniregion.adopted')

export const isAdopted = (config: object): boolean =>
  ADOPTED in config || isOwnHandler((config as ResolvedConfig).requestHandler)

export function adoptConfig(config: object, worldOf: () => World): void {
  const own = config as ResolvedConfig
  if (isAdopted(config)) {
    own.requestHandler = createRequestHandler(worldOf)
    return
  }
  Object.defineProperty(config, ADOPTED, { value: true })
  const { credentials, region, maxAttempts } = own
  for (const [key, value] of Object.entries(hermeticConfig(worldOf))) {
    if (!KEPT.has(key)) own[key] = PROVIDERS.has(key) ? async () => value : value
  }
  // A provider that reads a file returns nothing before its first call. Until then the default
  // applies.
  own.maxAttempts = maxAttempts === undefined ? defaultAttempts : attemptsOr(maxAttempts)
  own.region = regionOr(region, worldOf)
  own['credentials'] = credentialsOr(credentials, CREDENTIALS)
  if (own.isCustomEndpoint !== true && own.endpoint === undefined) {
    own.endpoint = async () => neutralEndpoint
    own.isCustomEndpoint = true
  }
}

/**
 * Redirects `client` to `home`, or to the region that is current when it sends.
 *
 * @throws MisuseError when the value is not a client of the AWS SDK v3
 */
export function adoptClient<Client extends SdkClient>(
  client: Client,
  home: World | 'current',
): Client {
  if (typeof client?.config !== 'object' || client.config === null) {
    throw new MisuseError(
      `region.adopt() received ${client === null ? 'null' : typeof client}.`,
      'a client of the AWS SDK v3',
      'For SDK v2 or another language use region.listen().',
    )
  }
  adoptConfig(client.config, home === 'current' ? currentWorld : () => resolveWorld(home))
  return client
}

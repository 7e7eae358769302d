import { currentWorld, resolveWorld } from '../core/context.ts'
import { MisuseError } from '../core/errors.ts'
import type { World } from '../core/world.ts'
import { hermeticConfig } from './config.ts'
import { neutralEndpoint } from './endpoint.ts'

/** Any AWS SDK v3 client. */
export interface SdkClient {
  readonly config: object
}

/** Keys of the hermetic config that a resolved config holds as functions. */
const PROVIDERS: ReadonlySet<string> = new Set([
  'credentials',
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

// What these were resolved from is gone: they are replaced by what they resolve to.
const OWN_NAMES: Readonly<Record<string, string>> = {
  endpointDiscoveryEnabled: 'endpointDiscoveryEnabled',
}

interface ResolvedConfig extends Record<string, unknown> {
  region?: unknown
  isCustomEndpoint?: boolean
  endpoint?: unknown
  maxAttempts?: unknown
}

/** The client's own region, or this one's where its provider finds none (no region in the environment). */
function withFallback(region: unknown, worldOf: () => World): () => Promise<string> {
  let known: string | undefined
  return async () => {
    if (known !== undefined) return known
    const found = await ask(region)
    known = typeof found === 'string' && found !== '' ? found : undefined
    return known ?? worldOf().options.region
  }
}

async function ask(provider: unknown): Promise<unknown> {
  if (typeof provider !== 'function') return provider
  try {
    return await (provider as () => unknown)()
  } catch {
    // The SDK's provider chain throws when nothing is configured, which is what adopting is for.
    return undefined
  }
}

const adopted = new WeakSet<object>()

/** Redirects a client that exists already, whatever it was made with. */
export function adoptConfig(config: object, worldOf: () => World): void {
  if (adopted.has(config)) return
  adopted.add(config)
  const own = config as ResolvedConfig
  const region = withFallback(own.region, worldOf)
  const custom = own.isCustomEndpoint === true || own.endpoint !== undefined
  const endpoint = custom ? own.endpoint : async () => neutralEndpoint
  const { maxAttempts } = own
  for (const [key, value] of Object.entries(hermeticConfig(worldOf))) {
    if (key in OWN_NAMES || key === 'endpoint') continue
    own[key] = PROVIDERS.has(key) ? async () => value : value
  }
  own.region = region
  own.endpoint = endpoint
  own.isCustomEndpoint = true
  if (maxAttempts !== undefined) own.maxAttempts = maxAttempts
}

/**
 * Redirects `client` to `home`, or to whatever region is current when it sends.
 */
export function adoptClient<Client extends SdkClient>(
  client: Client,
  home: World | 'current',
): Client {
  if (typeof client?.config !== 'object' || client.config === null) {
    throw new MisuseError(
      `region.adopt() got ${client === null ? 'null' : typeof client}.`,
      'a client of the AWS SDK v3',
      'For SDK v2 or another language use region.listen().',
    )
  }
  adoptConfig(client.config, home === 'current' ? currentWorld : () => resolveWorld(home))
  return client
}

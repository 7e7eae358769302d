import { resolveWorld } from '../../core/context.ts'
import type { World } from '../../core/world.ts'
import {
  authSchemeProvider,
  authSchemes,
  CREDENTIALS,
  signer,
} from '../answer/operation-context.ts'
import { endpointProvider, neutralEndpoint, type Endpoint } from './endpoint.ts'
import { createRequestHandler, type RequestHandler } from './handler.ts'
import { createRetryStrategy, defaultAttempts, type RetryStrategy } from './retry.ts'

/** The SDK's logger. Without `info` and `error`: the SDK would walk every answer for them (300 µs for 25 items). */
interface QuietLogger {
  trace(...content: unknown[]): void
  debug(...content: unknown[]): void
  warn(...content: unknown[]): void
}

/**
 * Configuration of any AWS SDK v3 client that is answered by a region. Typed by its shape, not by a version of the SDK.
 *
 * @example
 * const client = new DynamoDB(region.sdk)
 * const bare = new DynamoDBClient({ ...region.sdk, maxAttempts: 1 })
 */
export interface SdkConfig {
  /** The region's name. */
  region: string
  /** Credentials that the region accepts. */
  credentials: { accessKeyId: string; secretAccessKey: string }
  /** An endpoint that no request leaves for. */
  endpoint: Endpoint
  /** Answers requests in the process. */
  requestHandler: RequestHandler
  /** Retries as standard mode does, on the region's clock. */
  retryStrategy: RetryStrategy
  /** What the strategy does, for those who ask. */
  retryMode: 'standard'
  /** As many as the service's own clients make. */
  maxAttempts: () => Promise<number>
  /** Not looked up in the environment. */
  useDualstackEndpoint: boolean
  /** Not looked up in the environment. */
  useFipsEndpoint: boolean
}

// Sections of the user agent cost 5 µs a call, and nobody reads them.
const noUserAgent = async (): Promise<[]> => []

const quietLogger: QuietLogger = { trace() {}, debug() {}, warn() {} }

interface Invocation {
  readonly request: object
}

/** The SDK signs each event that a client sends, which takes a signature to begin with. */
const eventPayloadHandler = {
  handle: (next: (invocation: Invocation) => unknown, invocation: Invocation): unknown =>
    next(invocation),
}

/**
 * Every key is one that the SDK would otherwise read a file or the environment for, or spend time on. Keys that only
 * some clients know are ignored by the others.
 */
export function hermeticConfig(worldOf: () => World): Record<string, unknown> {
  return {
    credentials: CREDENTIALS,
    endpoint: neutralEndpoint,
    endpointProvider,
    ignoreConfiguredEndpointUrls: true,
    requestHandler: createRequestHandler(worldOf),
    signer,
    httpAuthSchemes: authSchemes(),
    eventStreamPayloadHandlerProvider: () => eventPayloadHandler,
    // The same in a config that was resolved before.
    eventStreamPayloadHandler: eventPayloadHandler,
    httpAuthSchemeProvider: authSchemeProvider,
    authSchemePreference: [],
    logger: quietLogger,
    defaultsMode: 'standard',
    retryMode: 'standard',
    retryStrategy: createRetryStrategy(),
    maxAttempts: defaultAttempts,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: '',
    defaultUserAgentProvider: noUserAgent,
    accountIdEndpointMode: 'disabled',
    endpointDiscoveryEnabled: false,
    // S3 alone
    useArnRegion: false,
    disableMultiregionAccessPoints: false,
    disableS3ExpressSessionAuth: true,
    requestChecksumCalculation: 'WHEN_SUPPORTED',
    responseChecksumValidation: 'WHEN_SUPPORTED',
    sigv4aSigningRegionSet: [],
  }
}

/** `region.sdk`: clients made with it are answered by `home`, or by the running fork of it. */
export const createSdkConfig = (home: World): SdkConfig =>
  ({
    region: home.options.region,
    ...hermeticConfig(() => resolveWorld(home)),
  }) as unknown as SdkConfig

import { resolveWorld } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import {
  authSchemeProvider,
  authSchemes,
  CREDENTIALS,
  signer,
} from '../answer/operation-context.ts'
import { endpointProvider, isS3, neutralEndpoint, type Endpoint } from './endpoint.ts'
import { createRequestHandler, type RequestHandler } from './handler.ts'
import { createRetryStrategy, defaultAttempts, type RetryStrategy } from './retry.ts'
import { markSigning } from './signing-times.ts'

/**
 * The SDK's logger. Without `info` and `error`, because the SDK would walk every answer for them
 * (300 µs for 25 items).
 */
interface QuietLogger {
  trace(...content: unknown[]): void
  debug(...content: unknown[]): void
  warn(...content: unknown[]): void
}

/**
 * Configuration that makes any AWS SDK v3 client use a region. Typed by its shape instead of one
 * version of the SDK.
 *
 * @example
 * const client = new DynamoDB(region.sdk)
 * const bare = new DynamoDBClient({ ...region.sdk, maxAttempts: 1 })
 */
export interface SdkConfig {
  /** The region's name. */
  region: string
  /** Credentials that the region accepts. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
  /** An endpoint that no request is sent to. */
  endpoint: Endpoint
  /** Answers requests in the process. */
  requestHandler: RequestHandler
  /** Retries as in standard mode, on the region's clock. */
  retryStrategy: RetryStrategy
  /** The mode of the strategy, for code that reads it. */
  retryMode: 'standard'
  /** The default number of the service's own clients. */
  maxAttempts: () => Promise<number>
  /** Set, so that the SDK does not read the environment. */
  useDualstackEndpoint: boolean
  /** Set, so that the SDK does not read the environment. */
  useFipsEndpoint: boolean
}

// Sections of the user agent cost 5 µs per call, and nobody reads them.
const noUserAgent = async (): Promise<[]> => []

const quietLogger: QuietLogger = { trace() {}, debug() {}, warn() {} }

interface Invocation {
  readonly request: object
}

/** The SDK signs each event that a client sends, and needs a first signature. */
const eventPayloadHandler = {
  handle: (next: (invocation: Invocation) => unknown, invocation: Invocation): unknown =>
    next(invocation),
}

/**
 * Each key keeps the SDK from reading a file or the environment, or from spending time. Keys that
 * only some clients know are ignored by the others.
 */
export function hermeticConfig(worldOf: () => World): Record<string, unknown> {
  return {
    credentials: CREDENTIALS,
    endpoint: neutralEndpoint,
    endpointProvider: (parameters: object) => {
      if (isS3(parameters)) markSigning(worldOf())
      return endpointProvider(parameters)
    },
    ignoreConfiguredEndpointUrls: true,
    requestHandler: createRequestHandler(worldOf),
    signer,
    httpAuthSchemes: authSchemes(),
    eventStreamPayloadHandlerProvider: () => eventPayloadHandler,
    // The name of the same key in a resolved config.
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
    // Only for S3.
    useArnRegion: false,
    disableMultiregionAccessPoints: false,
    disableS3ExpressSessionAuth: true,
    requestChecksumCalculation: 'WHEN_SUPPORTED',
    responseChecksumValidation: 'WHEN_SUPPORTED',
    sigv4aSigningRegionSet: [],
  }
}

/**
 * Creates `region.sdk`. Clients with this config are answered by `home`, or by the running fork of
 * it.
 */
export const createSdkConfig = (home: World): SdkConfig =>
  ({
    region: home.options.region,
    ...hermeticConfig(() => resolveWorld(home)),
  }) as unknown as SdkConfig

/** The options of `registerFunction`, and their checks. */
import type { Handle } from '../core/handle.ts'
import { handleOf, isHandle } from '../core/handle.ts'
import type { Duration } from '../core/time/duration.ts'
import { parseArn } from '../core/arn.ts'
import { MisuseError, UnsupportedError } from '../core/errors.ts'
import { QUEUE_KIND, ROLE_KIND, TOPIC_KIND } from '../core/resources/kinds.ts'
import type { FunctionReference } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { checkFreshModules } from './runtime/cold-start.ts'
import {
  LATEST,
  type EventConfig,
  type FunctionDefinition,
  type ShownSettings,
  type VersionDefinition,
} from './definition/definition.ts'
import { commandOf } from './definition/child-process.ts'
import { isKnownLayerName, toLayerArn } from './extensions/layers.ts'
import { parseFunctionName } from './definition/function-name.ts'
import type { AnyHandler } from './definition/handlers.ts'
import { toReference } from '../core/resources/reference.ts'
import { NO_TAGS } from '../core/resources/tags.ts'
import * as limits from './limits.ts'
import {
  OptionChecks,
  type AliasOption,
  type DurableOption,
  type LoggingOption,
} from './option-checks.ts'

/** A function's handle, name or ARN; or the handle or ARN of a queue. */
export type Destination = string | FunctionReference

/**
 * Options of `registerFunction`. Values that Lambda does not accept throw a MisuseError.
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export interface FunctionOptions {
  /** Seconds, or `'3s'`. Default 3 seconds. */
  readonly timeout?: Duration
  /** Megabytes. Default 128. */
  readonly memorySize?: number
  /** Environment variables, in addition to those that Lambda sets. */
  readonly environment?: Readonly<Record<string, string>>
  /**
   * The runtime that the handler sees. The code runs on this process's Node; a `childProcess` is
   * whatever it starts. Default `nodejs22.x`, or `provided.al2023` for a `childProcess`.
   */
  readonly runtime?: string
  /**
   * The export to call, for a handler that is a loader. Default `handler`. For a `childProcess`:
   * `_HANDLER`, by default `bootstrap`.
   */
  readonly handler?: string
  /**
   * Whose permissions its calls have: a role's handle, name or ARN. Default: they may do
   * everything. Permissions count in regions with `iam: 'enforce'`.
   */
  readonly role?: string | { readonly arn: string }
  /** The description that GetFunction returns. Default: empty. */
  readonly description?: string
  /** How many invocations may run at the same time. Default: no limit. */
  readonly reservedConcurrentExecutions?: number
  /** Retries of an asynchronous event: 0 to 2. Default 2. */
  readonly retryAttempts?: number
  /**
   * The age at which Lambda drops an asynchronous event: one minute to six hours. Default six
   * hours.
   */
  readonly maxEventAge?: Duration
  /** Receives a record of each asynchronous event that succeeded. */
  readonly onSuccess?: Destination
  /** Receives a record of each asynchronous event that failed after all its attempts. */
  readonly onFailure?: Destination
  /** Receives each asynchronous event that failed after all its attempts: a queue or a topic. */
  readonly deadLetterQueue?: Destination
  /**
   * Layers, kept and shown: ARNs, or the name `AWS-Parameters-and-Secrets-Lambda-Extension`, whose
   * HTTP server on localhost:2773 the handler then reaches. Default: none.
   */
  readonly layers?: readonly string[]
  /** Number of published versions of this code: '1' to this number. Default 0. */
  readonly versions?: number
  /** Versions by alias: `{ prod: '1' }`, or `{ prod: { version: '1', weights: { '2': 0.1 } } }`. */
  readonly aliases?: Readonly<Record<string, AliasOption>>
  /**
   * `PER_TENANT`: each tenant has execution environments of its own, and each invocation names its
   * tenant. Default: no tenants.
   */
  readonly tenancyConfig?: 'PER_TENANT'
  /**
   * The format of its log, and the levels that a log in JSON keeps. Default: text, and everything.
   * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html
   */
  readonly loggingConfig?: LoggingOption
  /**
   * Evaluates a loader's modules anew at each cold start. Needs `miniregion/vitest` or
   * `miniregion/jest`. Default false: a module is evaluated once per test file, so functions that
   * import it share its top-level variables with each other and with the test.
   */
  readonly freshModules?: boolean
  /**
   * Makes it a durable function, whose handler is wrapped by `withDurableExecution` of
   * `@aws/durable-execution-sdk-js`. `executionTimeout` is the longest time that an execution may
   * take, up to 366 days; `retention` is how long it is kept after its end, 1 to 90 days. Default
   * 14 days.
   * AWS: https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html
   */
  readonly durable?: DurableOption
  /**
   * The region of the function. Default: the region that this code runs in, or else the default
   * region.
   */
  readonly region?: Handle
}

const KNOWN: Readonly<Record<keyof FunctionOptions, true>> = {
  timeout: true,
  memorySize: true,
  environment: true,
  runtime: true,
  handler: true,
  role: true,
  description: true,
  reservedConcurrentExecutions: true,
  retryAttempts: true,
  maxEventAge: true,
  onSuccess: true,
  onFailure: true,
  deadLetterQueue: true,
  layers: true,
  versions: true,
  aliases: true,
  tenancyConfig: true,
  loggingConfig: true,
  freshModules: true,
  durable: true,
  region: true,
}

/**
 * Checks the options of a function and fills in the defaults.
 *
 * @throws MisuseError for values that Lambda does not accept
 */
export function toDefinition(
  world: World,
  name: string,
  handler: AnyHandler,
  options: FunctionOptions,
): FunctionDefinition {
  const check = new OptionChecks(name)
  check.names(options, KNOWN)
  check.functionName()
  check.handler(handler)
  const { versions = 0, reservedConcurrentExecutions } = options
  if (reservedConcurrentExecutions !== undefined) {
    check.whole('reservedConcurrentExecutions', reservedConcurrentExecutions, 0, Infinity)
  }
  check.whole('versions', versions, 0, Infinity)
  if (options.freshModules) checkFreshModules(name)
  if (options.durable && (options.onSuccess ?? options.onFailure) !== undefined) {
    throw new MisuseError(
      `registerFunction('${name}') received durable together with a destination.`,
      'a durable function without onSuccess and onFailure',
      // AWS: "Invoking durable Lambda functions", asynchronous invocation.
      'Lambda has no destinations for durable functions.',
    )
  }
  const latest = toLatest(world, name, handler, options, check)
  const published = new Map<string, VersionDefinition>()
  for (let number = 1; number <= versions; number++) {
    const version = String(number)
    published.set(version, { ...latest, version })
  }
  return {
    name,
    latest,
    published,
    lastVersion: versions,
    aliases: check.aliases(options.aliases ?? {}, versions, () => world.ids.uuid('revision')),
    reservedConcurrency: reservedConcurrentExecutions,
    provisioned: new Map(),
    eventDefaults: toEventDefaults(world, options, check),
    eventConfigs: new Map(),
    policies: new Map(),
    tags: NO_TAGS,
    declared: undefined,
    generation: world.generation,
  }
}

function toLatest(
  world: World,
  name: string,
  handler: AnyHandler,
  options: FunctionOptions,
  check: OptionChecks,
): VersionDefinition {
  const isProcess = commandOf(handler) !== undefined
  const { handler: exportName = isProcess ? 'bootstrap' : 'handler' } = options
  const runtime = toRuntime(options.runtime, isProcess, check)
  if (options.tenancyConfig !== undefined && options.tenancyConfig !== 'PER_TENANT') {
    throw check.misuse('tenancyConfig', options.tenancyConfig, "'PER_TENANT'")
  }
  const { memorySize = limits.DEFAULT_MEMORY_MB } = options
  return {
    name,
    version: LATEST,
    handler,
    exportName,
    entryPoint: isProcess ? exportName : `index.${exportName}`,
    package: undefined,
    description: options.description ?? '',
    timeoutMs: check.duration('timeout', options.timeout, limits.DEFAULT_TIMEOUT_MS, [
      1,
      limits.MAX_TIMEOUT_MS,
    ]),
    memorySize: check.whole('memorySize', memorySize, limits.MIN_MEMORY_MB, limits.MAX_MEMORY_MB),
    runtime,
    environment: check.environment(options.environment ?? {}),
    deadLetterArn: toDeadLetterArn(world, name, options.deadLetterQueue),
    freshModules: options.freshModules ?? false,
    durable: check.durable(options.durable),
    isPerTenant: options.tenancyConfig === 'PER_TENANT',
    shown: {
      ...toShown(world, name, options.layers ?? []),
      ...check.logging(options.loggingConfig),
      ...(options.role !== undefined && { Role: toRoleArn(world, name, options.role) }),
    },
    modifiedAt: world.clock.now(),
    revisionId: world.ids.uuid('revision'),
    traits: { isLoader: options.handler === undefined ? undefined : true },
  }
}

// AWS: "Lambda runtimes", the identifiers.
const RUNTIME =
  /^(?:nodejs\d+\.x|python3\.\d+|ruby\d\.\d|java\d+(?:\.al2)?|dotnet\d+|provided\.al2(?:023)?)$/

function toRuntime(given: string | undefined, isProcess: boolean, check: OptionChecks): string {
  if (given === undefined) return isProcess ? limits.PROCESS_RUNTIME : limits.DEFAULT_RUNTIME
  const isKnown = isProcess ? RUNTIME.test(given) : /^nodejs\d+\.x$/.test(given)
  if (isKnown) return given
  throw check.misuse(
    'runtime',
    given,
    isProcess
      ? "a runtime of Lambda such as 'python3.13' or 'provided.al2023'"
      : "a Node.js runtime such as 'nodejs22.x'",
    !isProcess && RUNTIME.test(given)
      ? "childProcess('python3', ['bootstrap.py']) runs a function in another language."
      : undefined,
  )
}

function toRoleArn(world: World, name: string, role: NonNullable<FunctionOptions['role']>): string {
  return toReference(role, [ROLE_KIND], {
    world,
    caller: `registerFunction('${name}')`,
    option: 'role',
  }).arn
}

function toShown(world: World, name: string, layers: readonly string[]): ShownSettings {
  for (const layer of layers) {
    if (layer.startsWith('arn:') || isKnownLayerName(layer)) continue
    throw new MisuseError(
      `registerFunction('${name}') received the layer '${layer}'.`,
      "an ARN, or 'AWS-Parameters-and-Secrets-Lambda-Extension'",
    )
  }
  if (layers.length === 0) return {}
  const arns = layers.map((layer) => toLayerArn(layer, world.options.region))
  return { Layers: arns.map((Arn) => ({ Arn, CodeSize: 0 })) }
}

function toEventDefaults(
  world: World,
  { retryAttempts, maxEventAge, onSuccess, onFailure }: FunctionOptions,
  check: OptionChecks,
): EventConfig | undefined {
  const given = [retryAttempts, maxEventAge, onSuccess, onFailure]
  if (given.every((option) => option === undefined)) return undefined
  const ages = [limits.MIN_EVENT_AGE_MS, limits.MAX_EVENT_AGE_MS] as const
  return {
    retryAttempts:
      retryAttempts === undefined ? undefined : check.whole('retryAttempts', retryAttempts, 0, 2),
    maxEventAgeMs:
      maxEventAge === undefined
        ? undefined
        : check.duration('maxEventAge', maxEventAge, limits.MAX_EVENT_AGE_MS, ages),
    onSuccess: toDestination(world, 'onSuccess', onSuccess),
    onFailure: toDestination(world, 'onFailure', onFailure),
    modifiedAt: world.clock.now(),
  }
}

/**
 * Returns `orders` or `orders:prod` for a function, and the ARN of another receiver.
 */
function toDestination(
  world: World,
  option: 'onSuccess' | 'onFailure',
  destination: Destination | undefined,
): string | undefined {
  if (destination === undefined) return undefined
  const kind = isHandle(destination) ? handleOf(destination)?.kind : 'function'
  const text = typeof destination === 'string' ? destination : destination.arn
  const service = parseArn(text)?.service
  if (service !== undefined && service !== 'lambda' && world.ports.receiver?.(service)) return text
  if (kind !== 'function' || (service !== undefined && service !== 'lambda')) {
    throw world.refuse(
      new UnsupportedError(
        { service: 'Lambda', parameter: option },
        `A destination is a function's or a queue's handle or ARN, not ${text}.`,
      ),
    )
  }
  const { name, qualifier } = parseFunctionName(text, world.options)
  return qualifier === undefined ? name : `${name}:${qualifier}`
}

// AWS: a dead-letter queue is a queue or a topic, never a function.
function toDeadLetterArn(
  world: World,
  name: string,
  given: Destination | undefined,
): string | undefined {
  if (given === undefined) return undefined
  const caller = `registerFunction('${name}')`
  const option = { world, caller, option: 'deadLetterQueue', bareName: 'queue' }
  const { arn } = toReference(given, [QUEUE_KIND, TOPIC_KIND], option)
  if (world.ports.receiver?.(parseArn(arn)?.service ?? '')) return arn
  const parameter = 'deadLetterQueue'
  throw world.refuse(new UnsupportedError({ service: 'Lambda', parameter }, `${arn}`))
}

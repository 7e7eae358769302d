/** The options of `registerFunction`, and their checks. */
import { types } from 'node:util'
import type { Handle } from '../core/handle.ts'
import { handleOf, isHandle } from '../core/handle.ts'
import { nameOf } from '../core/checks.ts'
import { toMilliseconds, type Duration } from '../core/time/duration.ts'
import { didYouMean, MisuseError, UnsupportedError } from '../core/errors.ts'
import type { FunctionReference } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { checkFreshModules } from './runtime/cold-start.ts'
import type { AliasDefinition, FunctionDefinition } from './definition/definition.ts'
import { isReservedVariable } from './definition/environment-variables.ts'
import { parseFunctionName } from './definition/function-name.ts'
import type { AnyHandler } from './definition/handlers.ts'
import * as limits from './limits.ts'

/** A function's handle, name or ARN. Queues and topics follow in a later version. */
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
   * The runtime that the handler sees. The code runs on this process's Node. Default `nodejs22.x`.
   */
  readonly runtime?: string
  /** The export to call, for a handler that is a loader. Default `handler`. */
  readonly handler?: string
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
  /** Not simulated: throws an UnsupportedError. */
  readonly deadLetterQueue?: Destination
  /** Number of published versions of this code: '1' to this number. Default 0. */
  readonly versions?: number
  /** Versions by alias: `{ prod: '1' }`, or `{ prod: { version: '1', weights: { '2': 0.1 } } }`. */
  readonly aliases?: Readonly<
    Record<
      string,
      string | { readonly version: string; readonly weights?: Readonly<Record<string, number>> }
    >
  >
  /**
   * Evaluates a loader's modules anew at each cold start. Needs `miniregion/vitest` or
   * `miniregion/jest`. Default false: a module is evaluated once per test file, so functions that
   * import it share its top-level variables with each other and with the test.
   */
  readonly freshModules?: boolean
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
  description: true,
  reservedConcurrentExecutions: true,
  retryAttempts: true,
  maxEventAge: true,
  onSuccess: true,
  onFailure: true,
  deadLetterQueue: true,
  versions: true,
  aliases: true,
  freshModules: true,
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
  check.names(options)
  check.functionName()
  check.handler(handler)
  const { runtime = limits.DEFAULT_RUNTIME, versions = 0, reservedConcurrentExecutions } = options
  if (!/^nodejs\d+\.x$/.test(runtime)) {
    throw check.misuse('runtime', runtime, "a Node.js runtime such as 'nodejs22.x'")
  }
  if (reservedConcurrentExecutions !== undefined) {
    check.whole('reservedConcurrentExecutions', reservedConcurrentExecutions, 0, Infinity)
  }
  if (options.freshModules) checkFreshModules(name)
  if (options.deadLetterQueue !== undefined) {
    // AWS: a dead letter queue is a queue or a topic, never a function.
    throw world.refuse(new UnsupportedError({ service: 'Lambda', parameter: 'deadLetterQueue' }))
  }
  return {
    name,
    handler,
    exportName: options.handler ?? 'handler',
    description: options.description ?? '',
    timeoutMs: check.duration('timeout', options.timeout, limits.DEFAULT_TIMEOUT_MS, [
      1,
      limits.MAX_TIMEOUT_MS,
    ]),
    memorySize: check.whole(
      'memorySize',
      options.memorySize ?? limits.DEFAULT_MEMORY_MB,
      limits.MIN_MEMORY_MB,
      limits.MAX_MEMORY_MB,
    ),
    runtime,
    environment: check.environment(options.environment ?? {}),
    reservedConcurrency: reservedConcurrentExecutions,
    retryAttempts: check.whole(
      'retryAttempts',
      options.retryAttempts ?? limits.DEFAULT_RETRY_ATTEMPTS,
      0,
      2,
    ),
    maxEventAgeMs: check.duration('maxEventAge', options.maxEventAge, limits.MAX_EVENT_AGE_MS, [
      limits.MIN_EVENT_AGE_MS,
      limits.MAX_EVENT_AGE_MS,
    ]),
    onSuccess: toDestination(world, 'onSuccess', options.onSuccess),
    onFailure: toDestination(world, 'onFailure', options.onFailure),
    versions: check.whole('versions', versions, 0, Infinity),
    aliases: check.aliases(options.aliases ?? {}, versions),
    freshModules: options.freshModules ?? false,
    modifiedAt: world.clock.now(),
    generation: world.generation,
    traits: { isLoader: options.handler === undefined ? undefined : true },
  }
}

/**
 * Returns `orders` or `orders:prod`. Destinations other than functions belong to services that are
 * not simulated.
 */
function toDestination(
  world: World,
  option: 'onSuccess' | 'onFailure',
  destination: Destination | undefined,
): string | undefined {
  if (destination === undefined) return undefined
  const kind = isHandle(destination) ? handleOf(destination)?.kind : 'function'
  const text = typeof destination === 'string' ? destination : destination.arn
  if (kind !== 'function' || (/^arn:/.test(text) && !/^arn:aws[a-z-]*:lambda:/.test(text))) {
    throw world.refuse(
      new UnsupportedError(
        { service: 'Lambda', parameter: option },
        `A destination is a function's handle, name or ARN, not ${text}.`,
      ),
    )
  }
  const { name, qualifier } = parseFunctionName(text, world.options)
  return qualifier === undefined ? name : `${name}:${qualifier}`
}

class OptionChecks {
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  misuse(option: string, value: unknown, expected: string, slip?: string): MisuseError {
    const shown = typeof value === 'string' ? `'${value}'` : String(JSON.stringify(value) ?? value)
    return new MisuseError(
      `registerFunction('${this.#name}') received ${option}: ${shown}.`,
      expected,
      slip,
    )
  }

  names(options: FunctionOptions): void {
    for (const option of Object.keys(options)) {
      if (Object.hasOwn(KNOWN, option)) continue
      throw new MisuseError(
        `registerFunction('${this.#name}') received the unknown option '${option}'.`,
        `one of ${Object.keys(KNOWN).join(', ')}`,
        didYouMean(option, Object.keys(KNOWN)),
      )
    }
  }

  functionName(): void {
    const isName =
      typeof this.#name === 'string' &&
      /^[a-zA-Z0-9-_]+$/.test(this.#name) &&
      this.#name.length <= limits.MAX_NAME_LENGTH
    if (isName) return
    throw new MisuseError(
      `registerFunction() received the name ${JSON.stringify(this.#name) ?? String(this.#name)}.`,
      'at most 64 letters, digits, - and _',
    )
  }

  handler(handler: unknown): void {
    if (typeof handler === 'function') return
    throw new MisuseError(
      `registerFunction('${this.#name}') received ${nameOf(handler)} as its handler.`,
      "a Lambda handler, or a loader such as () => import('./orders.js')",
      types.isPromise(handler) ? "Did you forget '() =>' before import(...)?" : undefined,
    )
  }

  whole(option: string, value: number, least: number, most: number): number {
    if (Number.isInteger(value) && value >= least && value <= most) return value
    const range = most === Infinity ? `from ${least}` : `from ${least} to ${most}`
    throw this.misuse(option, value, `a whole number ${range}`)
  }

  duration(
    option: string,
    value: Duration | undefined,
    normally: number,
    [least, most]: readonly [number, number],
  ): number {
    if (value === undefined) return normally
    const milliseconds = toMilliseconds(value, option)
    if (milliseconds >= least && milliseconds <= most) return milliseconds
    const slip = option === 'timeout' && milliseconds > most ? 'A number means seconds.' : undefined
    throw this.misuse(
      option,
      value,
      `${least < 1000 ? 'more than 0' : `${least / 1000} seconds`} to ${most / 1000} seconds`,
      slip,
    )
  }

  environment(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    for (const [key, value] of Object.entries(variables)) {
      if (typeof value !== 'string') {
        throw this.misuse(`environment.${key}`, value, 'a string')
      }
      if (isReservedVariable(key)) {
        throw this.misuse(`environment.${key}`, value, 'a variable that Lambda does not set itself')
      }
      // AWS: API_Environment. Lambda wants at least two characters; one is enough here.
      if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(key)) {
        throw this.misuse(
          `environment['${key}']`,
          value,
          'a name of letters, digits and _ that starts with a letter',
        )
      }
    }
    // Recorded: test_lambda_api: Lambda measures the JSON text.
    const bytes = Buffer.byteLength(JSON.stringify(variables))
    if (bytes > limits.ENVIRONMENT_BYTES) {
      throw new MisuseError(
        `registerFunction('${this.#name}') received an environment of ${bytes} bytes of JSON.`,
        `at most ${limits.ENVIRONMENT_BYTES} bytes, as on Lambda`,
      )
    }
    return { ...variables }
  }

  aliases(
    given: NonNullable<FunctionOptions['aliases']>,
    versions: number,
  ): ReadonlyMap<string, AliasDefinition> {
    const aliases = new Map<string, AliasDefinition>()
    for (const [alias, value] of Object.entries(given)) {
      const definition =
        typeof value === 'string'
          ? { version: value, weights: {} }
          : { version: value.version, weights: value.weights ?? {} }
      if (/^\d+$/.test(alias) || !/^[a-zA-Z0-9-_]{1,128}$/.test(alias)) {
        throw this.misuse('aliases', alias, 'a name of letters, digits, - and _, not only digits')
      }
      // Recorded: test_lambda_api test_notfound_and_invalid_routingconfigs: at most one additional
      // version.
      const others = Object.keys(definition.weights)
      if (others.length > 1) {
        throw this.misuse(`aliases.${alias}`, value, 'at most one additional version in weights')
      }
      for (const version of [definition.version, ...others]) {
        if (version === '$LATEST' && others.length === 0) continue
        this.#version(alias, version, versions)
      }
      aliases.set(alias, definition)
    }
    return aliases
  }

  #version(alias: string, version: string, versions: number): void {
    const number = /^[1-9]\d*$/.test(version) ? Number(version) : 0
    if (number >= 1 && number <= versions) return
    throw this.misuse(
      `aliases.${alias}`,
      version,
      versions === 0 ? 'published versions' : `a published version, '1' to '${versions}'`,
      versions === 0 ? "Did you forget the option 'versions'?" : undefined,
    )
  }
}

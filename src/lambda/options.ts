import type { Handle } from '../core/handle.ts'
import { handleOf, isHandle } from '../core/handle.ts'
import { toMilliseconds, type Duration } from '../core/time/duration.ts'
import { didYouMean, MisuseError, UnsupportedError } from '../core/errors.ts'
import type { FunctionReference } from '../core/ports.ts'
import type { World } from '../core/world.ts'
import { checkFreshModules } from './runtime/cold-start.ts'
import type { AliasDefinition, FunctionDefinition } from './definition/definition.ts'
import { isReservedVariable } from './definition/environment-variables.ts'
import { parseFunctionName } from './definition/function-name.ts'
import type { AnyHandler } from './definition/handlers.ts'
import * as limits from './limits.ts'

/** A function (or, from a later version on, a queue or topic): its handle, name or ARN. */
export type Destination = string | FunctionReference

/**
 * Options of `registerFunction`. What Lambda would not accept is a MisuseError.
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export interface FunctionOptions {
  /** Seconds, or `'3s'`. Default 3 seconds. */
  readonly timeout?: Duration
  /** Megabytes. Default 128. */
  readonly memorySize?: number
  /** Environment variables, beside those that Lambda sets. */
  readonly environment?: Readonly<Record<string, string>>
  /** Default `nodejs22.x`. Shown to the handler; the code runs on this process's Node. */
  readonly runtime?: string
  /** The export that is the function, for a handler given as a loader. Default `handler`. */
  readonly handler?: string
  /** What GetFunction shows. Default: nothing. */
  readonly description?: string
  /** How many may run at once; 0: none. */
  readonly reservedConcurrentExecutions?: number
  /** Of an asynchronous event, 0 to 2. Default 2. */
  readonly retryAttempts?: number
  /** From one minute to six hours. Default six hours. */
  readonly maxEventAge?: Duration
  /** Gets the record of an asynchronous invocation that succeeded. */
  readonly onSuccess?: Destination
  /** Gets the record of an asynchronous invocation that was given up. */
  readonly onFailure?: Destination
  /** Not simulated yet: refused by name. */
  readonly deadLetterQueue?: Destination
  /** Number of published versions of this code: '1' to this number. Default none. */
  readonly versions?: number
  /** `{ prod: '1' }`, or `{ prod: { version: '1', weights: { '2': 0.1 } } }`. */
  readonly aliases?: Readonly<
    Record<
      string,
      string | { readonly version: string; readonly weights?: Readonly<Record<string, number>> }
    >
  >
  /** Evaluates a loader's modules anew at each cold start. Needs `miniregion/vitest` or `miniregion/jest`. */
  readonly freshModules?: boolean
  /** The region to register it in. Default: the default region, or the one this code runs in. */
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

/** The function as it will run. Throws a MisuseError for what Lambda would not accept either. */
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
    traits: { isLoader: options.handler === undefined ? undefined : true },
  }
}

/** `orders`, `orders:prod` or an ARN of a function; anything else belongs to services that are not there yet. */
function toDestination(
  world: World,
  option: 'onSuccess' | 'onFailure',
  destination: Destination | undefined,
): string | undefined {
  if (destination === undefined) return undefined
  const kind = isHandle(destination) ? handleOf(destination)!.kind : 'function'
  const text = typeof destination === 'string' ? destination : destination.arn
  if (kind !== 'function' || (/^arn:/.test(text) && !/^arn:aws[a-z-]*:lambda:/.test(text))) {
    throw world.refuse(
      new UnsupportedError(
        { service: 'Lambda', parameter: option },
        `A function can be a destination; ${text} is none.`,
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
      `registerFunction('${this.#name}') got ${option}: ${shown}.`,
      expected,
      slip,
    )
  }

  names(options: FunctionOptions): void {
    for (const option of Object.keys(options)) {
      if (Object.hasOwn(KNOWN, option)) continue
      throw new MisuseError(
        `registerFunction('${this.#name}') got the unknown option '${option}'.`,
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
      `registerFunction() got the name ${JSON.stringify(this.#name) ?? String(this.#name)}.`,
      'letters, digits, - and _, at most 64',
    )
  }

  handler(handler: unknown): void {
    if (typeof handler === 'function') return
    throw new MisuseError(
      `registerFunction('${this.#name}') got ${handler === null ? 'null' : `a ${typeof handler}`} as its handler.`,
      "a Lambda handler, or a loader such as () => import('./orders.js')",
      typeof (handler as { then?: unknown } | null | undefined)?.then === 'function'
        ? "Did you forget '() =>' before import(...)?"
        : undefined,
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
        throw this.misuse(`environment.${key}`, value, 'text', 'Environment variables are strings.')
      }
      if (isReservedVariable(key)) {
        throw this.misuse(`environment.${key}`, value, 'a variable that Lambda does not set itself')
      }
      // AWS: API_Environment (Lambda wants two characters at least; here one will do)
      if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(key)) {
        throw this.misuse(
          `environment['${key}']`,
          value,
          'names of letters, digits and _, the first one a letter',
        )
      }
    }
    // Recorded: test_lambda_api: the JSON text is measured.
    const bytes = Buffer.byteLength(JSON.stringify(variables))
    if (bytes > limits.ENVIRONMENT_BYTES) {
      throw new MisuseError(
        `registerFunction('${this.#name}') got an environment of ${bytes} bytes of JSON.`,
        `${limits.ENVIRONMENT_BYTES} at most, as on Lambda`,
      )
    }
    return { ...variables }
  }

  aliases(
    given: NonNullable<FunctionOptions['aliases']>,
    versions: number,
  ): Readonly<Record<string, AliasDefinition>> {
    const aliases: Record<string, AliasDefinition> = {}
    for (const [alias, value] of Object.entries(given)) {
      const definition =
        typeof value === 'string'
          ? { version: value, weights: {} }
          : { version: value.version, weights: value.weights ?? {} }
      if (/^\d+$/.test(alias) || !/^[a-zA-Z0-9-_]{1,128}$/.test(alias)) {
        throw this.misuse('aliases', alias, 'names of letters, digits, - and _, not all digits')
      }
      // Recorded: test_lambda_api test_notfound_and_invalid_routingconfigs: at most one further version.
      const others = Object.keys(definition.weights)
      if (others.length > 1) {
        throw this.misuse(`aliases.${alias}`, value, 'at most one further version in its weights')
      }
      for (const version of [definition.version, ...others]) {
        if (version === '$LATEST' && others.length === 0) continue
        this.#version(alias, version, versions)
      }
      aliases[alias] = definition
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
      versions === 0 ? 'Did you forget the option versions?' : undefined,
    )
  }
}

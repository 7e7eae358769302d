/** The checks of `registerFunction`'s options. */
import { types } from 'node:util'
import { nameOf } from '../core/checks.ts'
import { toMilliseconds, type Duration } from '../core/time/duration.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { withoutUndefined } from '../core/without-undefined.ts'
import type { AliasDefinition, DurableDefinition, ShownSettings } from './definition/definition.ts'
import { isReservedVariable } from './definition/environment-variables.ts'
import { changeLogging } from './definition/logging.ts'
import * as limits from './limits.ts'
import { LOG_LEVELS } from './records/log-levels.ts'

/** An alias as an option: a version, or a version with a share of another one. */
export type AliasOption =
  string | { readonly version: string; readonly weights?: Readonly<Record<string, number>> }

/** The configuration of a durable function. */
export interface DurableOption {
  readonly executionTimeout: Duration
  readonly retention?: Duration
}

/** LoggingConfig, with the API's names in camel case. */
export interface LoggingOption {
  /** Default `Text`. */
  readonly logFormat?: 'Text' | 'JSON'
  /** The lowest level of the function's own lines in a log in JSON. Default `INFO`. */
  readonly applicationLogLevel?: 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL'
  /** The lowest level of Lambda's lines in a log in JSON. Default `INFO`. */
  readonly systemLogLevel?: 'DEBUG' | 'INFO' | 'WARN'
  /** The name of its log group. Default `/aws/lambda/` and the function's name. */
  readonly logGroup?: string
}

const DURABLE = ['executionTimeout', 'retention']

const LOGGING: Readonly<Record<keyof LoggingOption, readonly string[] | undefined>> = {
  logFormat: ['Text', 'JSON'],
  applicationLogLevel: LOG_LEVELS,
  systemLogLevel: ['DEBUG', 'INFO', 'WARN'],
  logGroup: undefined,
}

export class OptionChecks {
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

  names(options: object, known: Readonly<Record<string, true>>): void {
    for (const option of Object.keys(options)) {
      if (Object.hasOwn(known, option)) continue
      throw new MisuseError(
        `registerFunction('${this.#name}') received the unknown option '${option}'.`,
        `one of ${Object.keys(known).join(', ')}`,
        didYouMean(option, Object.keys(known)),
      )
    }
  }

  /** Returns the LoggingConfig that an option means, as a configuration shows it. */
  logging(given: LoggingOption | undefined): ShownSettings {
    if (given === undefined) return {}
    const { logFormat = 'Text', applicationLogLevel, systemLogLevel, logGroup } = given
    for (const [name, value] of Object.entries(given)) {
      const values = Object.hasOwn(LOGGING, name) ? LOGGING[name as keyof LoggingOption] : []
      const isRight = values ? values.includes(value) : typeof value === 'string' && value !== ''
      if (value === undefined || isRight) continue
      const expected = values?.length ? `one of ${values.join(', ')}` : 'a text'
      const names = Object.keys(LOGGING)
      throw Object.hasOwn(LOGGING, name)
        ? this.misuse(`loggingConfig.${name}`, value, expected)
        : this.misuse('loggingConfig', name, `one of ${names.join(', ')}`, didYouMean(name, names))
    }
    if (logFormat === 'Text' && (applicationLogLevel ?? systemLogLevel) !== undefined) {
      throw this.misuse('loggingConfig', given, "logFormat: 'JSON', which alone has levels")
    }
    const LoggingConfig = changeLogging(
      {},
      withoutUndefined({
        LogFormat: logFormat,
        ApplicationLogLevel: applicationLogLevel,
        SystemLogLevel: systemLogLevel,
        LogGroup: logGroup,
      }),
    )
    return { LoggingConfig }
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

  durable(given: DurableOption | undefined): DurableDefinition | undefined {
    if (given === undefined) return undefined
    for (const name of Object.keys(given)) {
      if (DURABLE.includes(name)) continue
      const slip = didYouMean(name, DURABLE)
      throw this.misuse('durable', given, '{ executionTimeout, retention }', slip)
    }
    // AWS refuses a durable configuration without it.
    if (given.executionTimeout === undefined) {
      throw this.misuse('durable', given, "an executionTimeout, such as '1h'")
    }
    return {
      timeoutMs: this.duration('durable.executionTimeout', given.executionTimeout, 0, [
        1_000,
        limits.MAX_EXECUTION_TIMEOUT_MS,
      ]),
      retentionMs: this.duration(
        'durable.retention',
        given.retention,
        limits.DEFAULT_RETENTION_MS,
        [limits.DAY_MS, limits.MAX_RETENTION_DAYS * limits.DAY_MS],
      ),
    }
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
    given: Readonly<Record<string, AliasOption>>,
    versions: number,
    revisionId: () => string,
  ): ReadonlyMap<string, AliasDefinition> {
    const aliases = new Map<string, AliasDefinition>()
    for (const [alias, value] of Object.entries(given)) {
      const { version, weights = {} } = typeof value === 'string' ? { version: value } : value
      const definition = { version, weights, description: '', revisionId: revisionId() }
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

/**
 * A function. It is immutable: the world that registered it shares it with all its forks, and a
 * change makes a new one.
 */
import type { Tags } from '../../core/resources/tags.ts'
import type { Declared } from '../../core/world/generation.ts'
import type { AnyHandler } from './handlers.ts'

export interface AliasDefinition {
  readonly version: string
  /** The share of the invocations that another version gets, by its number: at most one. */
  readonly weights: Readonly<Record<string, number>>
  readonly description: string
  readonly revisionId: string
}

/** An uploaded package. A registered handler has none. */
export interface CodePackage {
  readonly sha256: string
  readonly size: number
  /** Set for container images. */
  readonly imageUri?: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_DurableConfig.html */
export interface DurableDefinition {
  /** The longest time that an execution may take. */
  readonly timeoutMs: number
  /** How long an execution is kept after its end. */
  readonly retentionMs: number
}

/** Members of a configuration that AWS keeps and shows, and that change nothing in a test. */
export type ShownSettings = Readonly<Record<string, unknown>>

/** Code and configuration: the part of a function that a published version keeps. */
export interface VersionDefinition {
  /** Name of the function. */
  readonly name: string
  /** `$LATEST`, or the number of a published version. */
  readonly version: string
  readonly handler: AnyHandler
  /** The export to call, of a handler that is a loader. */
  readonly exportName: string
  /** `index.handler`: `_HANDLER`. */
  readonly entryPoint: string
  readonly package: CodePackage | undefined
  readonly description: string
  readonly timeoutMs: number
  readonly memorySize: number
  readonly runtime: string
  readonly environment: Readonly<Record<string, string>>
  /** ARN of the queue or topic that receives the asynchronous events which failed. */
  readonly deadLetterArn?: string | undefined
  readonly freshModules: boolean
  /** Whether each tenant has execution environments of its own. */
  readonly isPerTenant: boolean
  /** Only for durable functions. */
  readonly durable: DurableDefinition | undefined
  readonly shown: ShownSettings
  /** When it was registered or changed. */
  readonly modifiedAt: number
  readonly revisionId: string
  /** Says how to give a handler to a function without one. */
  readonly handlerHint?: string
  /** The only mutable part: facts that the first call shows. */
  readonly traits: {
    /** Whether `handler` is a loader; undefined before the first call. */
    isLoader: boolean | undefined
    /** Whether the function's latest call returned a promise. */
    returnsPromise?: boolean
  }
}

/** What Lambda does with asynchronous events: an EventInvokeConfig. */
export interface EventConfig {
  readonly retryAttempts: number | undefined
  readonly maxEventAgeMs: number | undefined
  /** `orders` or `orders:prod` for functions; the ARN of any other resource. */
  readonly onSuccess: string | undefined
  readonly onFailure: string | undefined
  readonly modifiedAt: number
}

/** A statement of a resource policy, as GetPolicy shows it. */
export type Statement = Readonly<Record<string, unknown>> & { readonly Sid: string }

/** CORS of a function URL, with the API's names. */
export interface UrlCors {
  readonly AllowCredentials?: boolean
  readonly AllowHeaders?: readonly string[]
  readonly AllowMethods?: readonly string[]
  readonly AllowOrigins?: readonly string[]
  readonly ExposeHeaders?: readonly string[]
  readonly MaxAge?: number
}

export interface FunctionUrl {
  readonly id: string
  readonly authType: 'NONE' | 'AWS_IAM'
  readonly invokeMode: 'BUFFERED' | 'RESPONSE_STREAM'
  readonly cors: UrlCors | undefined
  readonly createdAt: number
  readonly modifiedAt: number
  /** Whether `fn.createUrl` made it, which also lets everyone call it. */
  readonly isDeclared: boolean
}

export interface ProvisionedConfig {
  readonly requested: number
  readonly modifiedAt: number
}

export interface FunctionDefinition extends Declared {
  readonly name: string
  readonly latest: VersionDefinition
  /** By number. */
  readonly published: ReadonlyMap<string, VersionDefinition>
  /**
   * The number of the version that was published last, even if it was deleted: numbers are used
   * once.
   */
  readonly lastVersion: number
  readonly aliases: ReadonlyMap<string, AliasDefinition>
  readonly reservedConcurrency: number | undefined
  /** By version or alias. */
  readonly provisioned: ReadonlyMap<string, ProvisionedConfig>
  /**
   * The configuration of `registerFunction`, which applies to every qualifier without its own.
   */
  readonly eventDefaults: EventConfig | undefined
  /** By version, alias or `$LATEST`. */
  readonly eventConfigs: ReadonlyMap<string, EventConfig>
  /** The statements of resource policies, by version or alias; `''` for the function's own. */
  readonly policies: ReadonlyMap<string, readonly Statement[]>
  /** By alias; `''` for the function's own. Undefined without any. */
  readonly urls?: ReadonlyMap<string, FunctionUrl>
  readonly tags: Tags
  /** Given by `registerFunction`, which a reset returns to. Undefined if CreateFunction made it. */
  readonly declared: FunctionDefinition | undefined
}

export const LATEST = '$LATEST'

/**
 * Returns the version that a qualifier means, or undefined if no version or alias has that name.
 * `chance` draws from [0, 1).
 */
export function resolveVersion(
  definition: FunctionDefinition,
  qualifier: string | undefined,
  chance: () => number,
): VersionDefinition | undefined {
  const alias = qualifier === undefined ? undefined : definition.aliases.get(qualifier)
  if (!alias) return versionOf(definition, qualifier)
  const [other] = Object.entries(alias.weights)
  return versionOf(definition, other && chance() < other[1] ? other[0] : alias.version)
}

/** Returns a version by its number; `$LATEST` for undefined. */
export const versionOf = (
  { latest, published }: FunctionDefinition,
  version: string | undefined,
): VersionDefinition | undefined =>
  version === undefined || version === LATEST ? latest : published.get(version)

/** Returns the configuration of asynchronous events for a qualifier; undefined if it has none. */
export const eventConfigOf = (
  { eventConfigs, eventDefaults }: FunctionDefinition,
  qualifier: string | undefined,
): EventConfig | undefined => eventConfigs.get(qualifier ?? LATEST) ?? eventDefaults

/** Returns a map with one more entry, or with one entry changed. */
export const withEntry = <Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value,
): ReadonlyMap<string, Value> => new Map(map).set(key, value)

/** Returns a map without an entry. */
export function withoutEntry<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
): ReadonlyMap<string, Value> {
  const rest = new Map(map)
  rest.delete(key)
  return rest
}

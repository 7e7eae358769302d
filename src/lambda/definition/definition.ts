/**
 * A registered function. It is immutable: the world that registered it shares it with all its
 * forks.
 */
import type { Declared } from '../../core/world/generation.ts'
import type { AnyHandler } from './handlers.ts'

export interface AliasDefinition {
  readonly version: string
  /** The share of the invocations that another version gets, by its number: at most one. */
  readonly weights: Readonly<Record<string, number>>
}

export interface FunctionDefinition extends Declared {
  readonly name: string
  readonly handler: AnyHandler
  /** `index.<export>`: `_HANDLER`. */
  readonly exportName: string
  readonly description: string
  readonly timeoutMs: number
  readonly memorySize: number
  readonly runtime: string
  readonly environment: Readonly<Record<string, string>>
  readonly reservedConcurrency: number | undefined
  readonly retryAttempts: number
  readonly maxEventAgeMs: number
  /** Names of functions. */
  readonly onSuccess: string | undefined
  readonly onFailure: string | undefined
  /** Number of published versions: '1' to this number. */
  readonly versions: number
  readonly aliases: ReadonlyMap<string, AliasDefinition>
  readonly freshModules: boolean
  /** When it was registered. */
  readonly modifiedAt: number
  /** The only mutable part: facts that the first call shows. */
  readonly traits: {
    /** Whether `handler` is a loader; undefined before the first call. */
    isLoader: boolean | undefined
    /** Whether the function's latest call returned a promise. */
    returnsPromise?: boolean
  }
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
): string | undefined {
  if (qualifier === undefined || qualifier === LATEST) return LATEST
  const alias = definition.aliases.get(qualifier)
  if (alias) {
    const [other] = Object.entries(alias.weights)
    return other && chance() < other[1] ? other[0] : alias.version
  }
  const number = /^[1-9]\d*$/.test(qualifier) ? Number(qualifier) : 0
  return number >= 1 && number <= definition.versions ? qualifier : undefined
}

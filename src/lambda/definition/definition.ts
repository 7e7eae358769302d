/** A function as it was registered: immutable, shared by all worlds that descend from the one it was made in. */
import type { AnyHandler } from './handlers.ts'

export interface AliasDefinition {
  readonly version: string
  /** Versions that get a share of the invocations: at most one. */
  readonly weights: Readonly<Record<string, number>>
}

export interface FunctionDefinition {
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
  /** Published versions: '1' to this number. */
  readonly versions: number
  readonly aliases: Readonly<Record<string, AliasDefinition>>
  readonly freshModules: boolean
  /** When it was registered. */
  readonly modifiedAt: number
  /** What was learnt by calling it. */
  readonly traits: {
    /** Undefined: not known yet. */
    isLoader: boolean | undefined
  }
}

export const LATEST = '$LATEST'

/** The version a qualifier stands for, or undefined when there is none of that name. `chance` draws a number in [0, 1). */
export function resolveVersion(
  definition: FunctionDefinition,
  qualifier: string | undefined,
  chance: () => number,
): string | undefined {
  if (qualifier === undefined || qualifier === LATEST) return LATEST
  if (Object.hasOwn(definition.aliases, qualifier)) {
    const { version, weights } = definition.aliases[qualifier]!
    const [other] = Object.entries(weights)
    return other && chance() < other[1] ? other[0] : version
  }
  const number = /^[1-9]\d*$/.test(qualifier) ? Number(qualifier) : 0
  return number >= 1 && number <= definition.versions ? qualifier : undefined
}

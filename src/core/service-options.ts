/**
 * The options of a service: `createRegion({ dynamodb: { capacity: 'enforced' } })`. Each room
 * declares, checks and documents its options.
 */
import { checkNames, shownValue } from './checks.ts'
import { MisuseError } from './errors.ts'
import { withoutUndefined } from './without-undefined.ts'

/**
 * A check per option. It returns the expected value for a wrong one, and undefined for a right one.
 */
export type SwitchChecks<Options extends object> = {
  readonly [Name in keyof Options]-?: (value: unknown) => string | undefined
}

/** The part of a world that holds the options. */
interface WithOptions {
  readonly options: { readonly services: Readonly<Record<string, unknown>> }
}

/** Lets the region parse a service's options, and the room read them. */
export interface ServiceOptions<Options = unknown> {
  /** The names of the options. Empty if the service's option is a single value. */
  readonly names: readonly string[]
  /**
   * Returns all options with their defaults. `caller`: `createRegion()`.
   *
   * @throws MisuseError for an unknown name or a wrong value
   */
  parse(given: unknown, caller: string): Options
  /** Returns the options in a world. */
  of(world: WithOptions): Options
}

export function defineOptions<Options extends object>(
  id: string,
  defaults: Options,
  checks: SwitchChecks<Options>,
): ServiceOptions<Options> {
  const names = Object.keys(checks)
  return {
    names,
    parse(given, caller) {
      const place = `${caller}, ${id}:`
      checkNames(given, place, names)
      for (const [name, value] of Object.entries(given)) {
        if (value === undefined) continue
        const expected = checks[name as keyof Options](value)
        if (expected) throw new MisuseError(`${place} ${name} is ${shownValue(value)}.`, expected)
      }
      return { ...defaults, ...withoutUndefined(given) }
    },
    of: ({ options }) => (options.services[id] as Options | undefined) ?? defaults,
  }
}

/** Checks options that are one of a few words. */
export const oneOf =
  (...words: readonly string[]) =>
  (value: unknown): string | undefined =>
    words.some((word) => word === value)
      ? undefined
      : `${words.slice(0, -1).map(quoted).join(', ')} or ${quoted(words.at(-1) ?? '')}`

const quoted = (word: string): string => `'${word}'`

/** Checks options that are on or off. */
export const trueOrFalse = (value: unknown): string | undefined =>
  typeof value === 'boolean' ? undefined : 'true or false'

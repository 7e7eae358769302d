/** The switches of a service: `createRegion({ dynamodb: { capacity: 'enforced' } })`. Each room declares, checks and documents its own. */
import { checkNames, shownValue } from './checks.ts'
import { MisuseError } from './errors.ts'

/** What each switch may be: returns what was expected where a value is wrong, undefined where it is right. */
export type SwitchChecks<Options extends object> = {
  readonly [Name in keyof Options]-?: (value: unknown) => string | undefined
}

/** A world, as far as its switches go. */
interface WithOptions {
  readonly options: { readonly services: Readonly<Record<string, unknown>> }
}

/** How the region reads what a test gave for one service, and how the room reads it back. */
export interface ServiceOptions<Options = unknown> {
  /** The names of the switches; empty where the option of the service is a single value. */
  readonly names: readonly string[]
  /** The options in full. Throws a MisuseError for an unknown name or a wrong value. `caller`: `createRegion()`. */
  parse(given: unknown, caller: string): Options
  /** What holds in a world. */
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
      for (const [name, value] of Object.entries(given as object)) {
        if (value === undefined) continue
        const expected = checks[name as keyof Options](value)
        if (expected) throw new MisuseError(`${place} ${name} is ${shownValue(value)}.`, expected)
      }
      return { ...defaults, ...withoutUndefined(given as Partial<Options>) }
    },
    of: ({ options }) => (options.services[id] as Options | undefined) ?? defaults,
  }
}

const withoutUndefined = <Options extends object>(given: Partial<Options>): Partial<Options> =>
  Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<Options>

/** A check for switches that are one of a few words. */
export const oneOf =
  (...words: readonly string[]) =>
  (value: unknown): string | undefined =>
    words.includes(value as string)
      ? undefined
      : `${words.slice(0, -1).map(quoted).join(', ')} or ${quoted(words.at(-1) ?? '')}`

const quoted = (word: string): string => `'${word}'`

/** A check for switches that are on or off. */
export const trueOrFalse = (value: unknown): string | undefined =>
  typeof value === 'boolean' ? undefined : 'true or false'

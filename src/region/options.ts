import { DEFAULT_JOURNAL_LIMIT } from '../core/journal.ts'
import { checkNames, shownValue } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import type { WorldOptions } from '../core/world.ts'

/** Settings of a region; each has a default. */
export type RegionOptions = Partial<WorldOptions>

const DEFAULTS: WorldOptions = {
  region: 'us-east-1',
  accountId: '123456789012',
  seed: 'miniregion',
  strictEnvironment: false,
  journalLimit: DEFAULT_JOURNAL_LIMIT,
}

const isMilliseconds = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0

// The SDK's rule: it becomes a part of host names.
const REGION_NAME = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i
const A_REGION_NAME = "a region name such as 'eu-west-1'"

export function checkRegionName(name: unknown, caller: string): void {
  if (typeof name === 'string' && REGION_NAME.test(name)) return
  throw new MisuseError(`${caller} received ${shownValue(name)}.`, A_REGION_NAME)
}

const CHECKS: Readonly<Record<keyof WorldOptions, (value: unknown) => string | undefined>> = {
  region: (value) =>
    typeof value === 'string' && REGION_NAME.test(value) ? undefined : A_REGION_NAME,
  accountId: (value) =>
    typeof value === 'string' && /^\d{12}$/.test(value) ? undefined : 'twelve digits, as text',
  seed: (value) => (['string', 'number'].includes(typeof value) ? undefined : 'text or a number'),
  strictEnvironment: (value) => (typeof value === 'boolean' ? undefined : 'true or false'),
  journalLimit: (value) =>
    Number.isInteger(value) && (value as number) > 0 ? undefined : 'a whole number from 1',
  unhandled: (value) =>
    ['error', 'warn', 'bypass'].includes(value as string)
      ? undefined
      : "'error', 'warn' or 'bypass'",
  tableStatus: (value) =>
    value === 'immediate' || isMilliseconds(value) ? undefined : "'immediate' or milliseconds",
  capacity: (value) =>
    value === 'unlimited' || value === 'enforced' ? undefined : "'unlimited' or 'enforced'",
  consistency: (value) =>
    value === 'strong' || value === 'eventual' ? undefined : "'strong' or 'eventual'",
  consistencyLag: (value) => (isMilliseconds(value) ? undefined : 'milliseconds'),
}

/** The options in full. Throws a MisuseError for an unknown name or a value of the wrong kind. */
export function toWorldOptions(options: RegionOptions, caller: string): WorldOptions {
  const given: Record<string, unknown> = {}
  checkNames(options, caller, Object.keys(CHECKS))
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue
    const expected = CHECKS[name as keyof WorldOptions](value)
    if (expected) {
      throw new MisuseError(`${caller} got ${name}: ${shownValue(value)}.`, expected)
    }
    given[name] = value
  }
  return { ...DEFAULTS, ...given }
}

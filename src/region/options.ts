import { checkNames, shownValue } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { DEFAULT_JOURNAL_LIMIT } from '../core/journal.ts'
import { oneOf, type ServiceOptions } from '../core/service-options.ts'
import type { WorldOptions } from '../core/world/world.ts'
import { services, type SimulatedServices } from './service-list.ts'

type SwitchesOf<Simulated> = Simulated extends { readonly options?: ServiceOptions<infer Options> }
  ? unknown extends Options
    ? never
    : Options extends object
      ? Partial<Options>
      : Options
  : never

/**
 * The options of each service under its id: `{ dynamodb: { capacity: 'enforced' }, lambda: {
 * strictEnvironment: true } }`.
 */
export type ServiceSwitches = {
  readonly [
    Id in keyof SimulatedServices as SwitchesOf<SimulatedServices[Id]> extends never ? never : Id
  ]?: SwitchesOf<SimulatedServices[Id]>
}

/** Settings of a region. Each has a default. */
export interface RegionOptions extends Partial<Omit<WorldOptions, 'services'>>, ServiceSwitches {}

const DEFAULTS: Omit<WorldOptions, 'services'> = {
  region: 'us-east-1',
  accountId: '123456789012',
  seed: 'miniregion',
  journalLimit: DEFAULT_JOURNAL_LIMIT,
}

// The SDK's rule, because the name becomes part of host names.
const REGION_NAME = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i
const A_REGION_NAME = "a region name such as 'eu-west-1'"

export function checkRegionName(name: unknown, caller: string): void {
  if (typeof name === 'string' && REGION_NAME.test(name)) return
  throw new MisuseError(`${caller} received ${shownValue(name)}.`, A_REGION_NAME)
}

const CHECKS: Readonly<Record<keyof typeof DEFAULTS, (value: unknown) => string | undefined>> = {
  region: (value) =>
    typeof value === 'string' && REGION_NAME.test(value) ? undefined : A_REGION_NAME,
  accountId: (value) =>
    typeof value === 'string' && /^\d{12}$/.test(value) ? undefined : 'a string of twelve digits',
  seed: (value) =>
    ['string', 'number'].includes(typeof value) ? undefined : 'a string or a number',
  journalLimit: (value) =>
    Number.isInteger(value) && Number(value) > 0 ? undefined : 'a whole number from 1',
  unhandled: oneOf('error', 'warn', 'bypass'),
}

const withOptions = services.filter(({ options }) => options)

/**
 * Returns all options with their defaults.
 *
 * @throws MisuseError for an unknown name or a value of the wrong kind
 */
export function toWorldOptions(options: RegionOptions, caller: string): WorldOptions {
  checkPlaces(options, caller)
  checkNames(options, caller, [...Object.keys(CHECKS), ...withOptions.map(({ id }) => id)])
  const given: Record<string, unknown> = {}
  const switches: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue
    const service = withOptions.find(({ id }) => id === name)
    if (service?.options) {
      switches[name] = service.options.parse(value, caller)
      continue
    }
    const expected = CHECKS[name as keyof typeof CHECKS](value)
    if (expected)
      throw new MisuseError(`${caller} received ${name}: ${shownValue(value)}.`, expected)
    given[name] = value
  }
  return { ...DEFAULTS, ...given, services: switches }
}

/** Finds an option that the test put beside its service instead of under it. */
function checkPlaces(options: unknown, caller: string): void {
  for (const name of Object.keys(Object(options) as object)) {
    const owner = withOptions.find((service) => service.options?.names.includes(name))
    if (!owner) continue
    throw new MisuseError(
      `${caller} received ${name} beside the services.`,
      `it under its service: { ${owner.id}: { ${name}: ... } }`,
    )
  }
}

/* oxlint-disable typescript/no-explicit-any -- a condition on an input is written by whoever knows the operation */
/**
 * The options of planned faults, and their checks. A fault that can never fire would look like a
 * fault that did no harm, so wrong options throw.
 */
import { checkNames, nameOf, shownValue } from '../checks.ts'
import { didYouMean, MisuseError } from '../errors.ts'

/** Selects the matching calls that a fault applies to. */
export interface FaultOptions<Input = any> {
  /** The first matching call that it fires on, counted from now, from 1. Default 1. */
  readonly nth?: number
  /** The number of consecutive calls from there. `Infinity`: all. Default 1. */
  readonly times?: number
  /** Fires on each call with this probability, instead of `nth` and `times`. */
  readonly probability?: number
  /** Draws the probabilities from this seed instead of the region's. */
  readonly seed?: string | number
  /** A condition on the call's input. */
  readonly when?: (input: Input) => boolean
}

/** The rest of AWS's answer, if the error's name does not determine it. */
export interface FailureOptions<Input = any> extends FaultOptions<Input> {
  readonly message?: string
  /** HTTP status. Default: the status that goes with the name, mostly 400. */
  readonly status?: number
  /** Modelled members of the error beside its message (`CancellationReasons`, ...). */
  readonly fields?: Readonly<Record<string, unknown>>
}

/** Restricts a fault on a service. */
export interface FaultScope {
  /** `PutItem`, `Invoke`, ... Default: any operation. */
  readonly operation?: string
  /** Name of a table, function, ... Default: any. */
  readonly resource?: string
}

export const FAULT_OPTIONS: readonly string[] = ['nth', 'times', 'probability', 'seed', 'when']
export const FAILURE_OPTIONS: readonly string[] = [...FAULT_OPTIONS, 'message', 'status', 'fields']
export const SCOPE_OPTIONS: readonly string[] = ['operation', 'resource']

/** Services whose calls can fail by plan. */
export type FaultTargets = readonly FaultTarget[]

interface FaultTarget {
  readonly id: string
  room(): {
    readonly operations: object
    readonly errors?: Readonly<Record<string, number>>
  }
}

const operationsOf = (service: FaultTarget): readonly string[] =>
  Object.keys(service.room().operations)

const isWhole = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1
const isText = (value: unknown): boolean => typeof value === 'string'

type Check = readonly [isRight: (value: unknown) => boolean, expected: string]

const CHECKS: Readonly<Record<string, Check>> = {
  nth: [isWhole, 'a whole number from 1'],
  times: [(value) => value === Infinity || isWhole(value), 'a whole number from 1, or Infinity'],
  probability: [
    (value) => typeof value === 'number' && value >= 0 && value <= 1,
    'a number from 0 to 1',
  ],
  seed: [(value) => isText(value) || typeof value === 'number', 'a string or a number'],
  when: [(value) => typeof value === 'function', "a function of the call's input"],
  message: [isText, 'text'],
  status: [
    (value) => isWhole(value) && Number(value) >= 400 && Number(value) <= 599,
    'the HTTP status of an error, 400 to 599',
  ],
  fields: [(value) => typeof value === 'object' && value !== null, 'an object'],
  operation: [isText, 'the name of an operation'],
  resource: [isText, 'the name of a table, function, ...'],
}

const wrong = (name: string, value: unknown, expected: string): MisuseError =>
  new MisuseError(`A fault received ${name}: ${shownValue(value)}.`, expected)

/** Checks every option by name and value. `names`: the options that this fault accepts. */
export function checkFaultOptions(options: object, caller: string, names: readonly string[]): void {
  checkNames(options, caller, names)
  checkValues(options)
}

function checkValues(options: FaultOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const check = Object.hasOwn(CHECKS, name) && CHECKS[name]
    if (value === undefined || !check) continue
    const [isRight, expected] = check
    if (!isRight(value)) throw wrong(name, value, expected)
  }
  const { nth, times, probability, seed } = options
  if (probability === undefined && seed !== undefined) {
    throw wrong('seed', seed, 'a seed only together with a probability')
  }
  if (probability !== undefined && (nth !== undefined || times !== undefined)) {
    throw wrong('probability', probability, 'either a probability, or nth and times')
  }
}

/** Checks a rule of `faults.add`. */
export function checkRule(rule: unknown): void {
  const { service, effect, description } = Object(rule) as Record<string, unknown>
  if (!isText(service) || !isText(description) || typeof effect !== 'object' || !effect) {
    throw new MisuseError(
      `region.faults.add() received ${nameOf(rule)}.`,
      "at least { description: '...', service: 'dynamodb', effect: { type: 'reset' } }",
    )
  }
  checkValues(rule as object)
}

/**
 * The status of an error by its name; undefined if the service does not list its errors. Throws a
 * MisuseError for a name that is not in the list: a test with such a name would pass for an error
 * that AWS never sends.
 */
export function statusIn(
  services: FaultTargets,
  id: string,
  error: string | Error,
  caller: string,
): number | undefined {
  const errors = services.find((each) => each.id === id)?.room().errors
  if (errors === undefined || typeof error !== 'string' || error === '') return undefined
  if (Object.hasOwn(errors, error)) return errors[error]
  const codes = Object.keys(errors)
  throw new MisuseError(
    `${caller} received '${error}', but no error of ${id} has this name.`,
    "the name of one of its errors, 'ECONNRESET' for a dropped connection, or an Error of your own",
    didYouMean(error, codes) ?? didYouMean(`${error}Exception`, codes),
  )
}

/** Checks that a service has the operation. A fault on an unknown one would never fire. */
export function checkService(
  services: FaultTargets,
  id: string,
  { operation }: FaultScope,
  caller: string,
): void {
  if (isText(id) && services.length === 0) return
  const service = services.find((each) => each.id === id)
  const operations = service ? operationsOf(service) : []
  if (operations.length === 0) {
    const able = services.filter((each) => operationsOf(each).length > 0).map((each) => each.id)
    throw new MisuseError(
      `${caller} received the service ${isText(id) ? `'${id}'` : String(id)}${service ? ', which has no operation that could fail' : ''}.`,
      able.length > 0 ? `one of ${able.map((each) => `'${each}'`).join(', ')}` : undefined,
      isText(id) && !service ? didYouMean(id, able) : undefined,
    )
  }
  if (operation === undefined || operations.includes(operation)) return
  throw new MisuseError(
    `${caller} received the operation '${operation}', which '${id}' does not have.`,
    'the name of an operation as AWS writes it',
    didYouMean(operation, operations),
  )
}

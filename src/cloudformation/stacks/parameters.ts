/**
 * The values of a template's parameters.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
import { isObject } from '../../core/json.ts'
import { didYouMean } from '../../core/errors.ts'
import { TemplateError } from '../errors.ts'
import type { Parameter, ParameterValue } from '../stack.ts'
import { type ParameterDeclaration } from '../template/template.ts'

/** Reads a parameter of Parameter Store. Undefined for one that does not exist. */
export type ReadSsm = (name: string) => string | undefined

/** Checks the given values and fills in the defaults. */
export function toParameters(
  declared: ReadonlyMap<string, ParameterDeclaration>,
  given: Readonly<Record<string, unknown>>,
  readSsm: ReadSsm,
): ReadonlyMap<string, Parameter> {
  checkNames(declared, given)
  const missing = [...declared].filter(
    ([name, { Default }]) => given[name] === undefined && Default === undefined,
  )
  if (missing.length > 0) {
    // AWS: Parameters: [X] must have values
    throw new TemplateError(
      `Parameters: [${missing.map(([name]) => name).join(', ')}] must have values`,
      ['Parameters', missing[0]?.[0] ?? ''],
    )
  }
  return new Map(
    [...declared].map(([name, declaration]) => {
      const value = textOf(given[name] ?? declaration.Default)
      check(name, value, declaration)
      const resolved = resolve(name, value, declaration.Type, readSsm)
      const isSecret = String(declaration.NoEcho) === 'true'
      return [name, { value, resolved, isSecret }]
    }),
  )
}

function checkNames(
  declared: ReadonlyMap<string, unknown>,
  given: Readonly<Record<string, unknown>>,
): void {
  const unknown = Object.keys(given).filter((name) => !declared.has(name))
  const [first] = unknown
  if (first === undefined) return
  // Seen: CreateStack in public issues
  throw new TemplateError(
    `Parameters: [${unknown.join(', ')}] do not exist in the template`,
    [],
    didYouMean(first, declared.keys()),
  )
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.join(',') : isObject(value) ? JSON.stringify(value) : String(value)

const isList = (type: string): boolean => /^(?:CommaDelimitedList|List<.*>)$/.test(type)

const SSM_TYPE = /^AWS::SSM::Parameter::Value<(.+)>$/

function resolve(name: string, value: string, type: string, readSsm: ReadSsm): ParameterValue {
  const inner = SSM_TYPE.exec(type)?.[1]
  if (inner === undefined) return isList(type) ? toList(value) : value
  const found = readSsm(value)
  if (found !== undefined) return isList(inner) ? toList(found) : found
  // Seen: CreateStack in public issues
  throw new TemplateError(
    `Unable to fetch parameters [${value}] from parameter store for this account.`,
    ['Parameters', name],
  )
}

const toList = (value: string): readonly string[] =>
  value === '' ? [] : value.split(',').map((part) => part.trim())

// Seen: CreateStack in public issues, for the messages of all constraints
function check(name: string, value: string, declaration: ParameterDeclaration): void {
  const problem = problemOf(value, declaration)
  if (problem === undefined) return
  const { ConstraintDescription: description } = declaration
  throw new TemplateError(
    description === undefined
      ? `Parameter '${name}' must ${problem}`
      : `Parameter ${name} failed to satisfy constraint: ${description}`,
    ['Parameters', name],
  )
}

function problemOf(value: string, declaration: ParameterDeclaration): string | undefined {
  const { Type: type, AllowedValues: allowed, AllowedPattern: pattern } = declaration
  if (/^(?:Number|List<Number>)$/.test(type) && !numbersIn(value, type)) return 'be a number.'
  const values = isList(type) ? toList(value) : [value]
  if (allowed && !values.every((one) => allowed.map(textOf).includes(one)))
    return 'be one of AllowedValues'
  if (pattern !== undefined && !values.every((one) => matches(one, pattern)))
    return `match pattern ${pattern}`
  return boundsProblem(value, declaration)
}

const numbersIn = (value: string, type: string): boolean =>
  (type === 'Number' ? [value] : toList(value)).every(
    (one) => one.trim() !== '' && Number.isFinite(Number(one)),
  )

/** A pattern that JavaScript cannot read accepts everything: it is Java's. */
function matches(value: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value)
  } catch {
    return true
  }
}

function boundsProblem(value: string, declaration: ParameterDeclaration): string | undefined {
  const { Type: type, MinLength, MaxLength, MinValue, MaxValue } = declaration
  if (type === 'Number') {
    if (MinValue !== undefined && Number(value) < Number(MinValue))
      return `be a number not less than ${MinValue}`
    if (MaxValue !== undefined && Number(value) > Number(MaxValue))
      return `be a number not greater than ${MaxValue}`
    return undefined
  }
  if (MinLength !== undefined && value.length < Number(MinLength))
    return `contain at least ${MinLength} characters`
  if (MaxLength !== undefined && value.length > Number(MaxLength))
    return `contain at most ${MaxLength} characters`
  return undefined
}

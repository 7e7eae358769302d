/**
 * Evaluates the intrinsic functions inside a value.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
import { isObject } from '../../core/json.ts'
import { setOwn } from '../../core/set-own.ts'
import { TemplateError, type Path } from '../errors.ts'
import { cidrBlocks } from './cidr.ts'
import { isKnown, listOf, textOf, wrongArguments, type FunctionName } from './arguments.ts'
import { evaluateCondition } from './conditions.ts'
import { findInMap } from './find-in-map.ts'
import { unresolved } from './references.ts'
import { NO_VALUE, UNKNOWN, type Scope } from './scope.ts'
import { substitute } from './sub.ts'

type Intrinsic = (argument: unknown, scope: Scope, path: Path) => unknown

/** Returns the value, `NO_VALUE`, or `UNKNOWN` where it depends on resources to come. */
export function evaluate(value: unknown, scope: Scope, path: Path): unknown {
  if (isConstant(value)) return value
  if (typeof value === 'string') return evaluateText(value, scope, path)
  if (Array.isArray(value)) return evaluateList(value, scope, path)
  if (!isObject(value)) return value
  const name = functionIn(value)
  if (name === undefined) return evaluateObject(value, scope, path)
  const intrinsic = INTRINSICS.get(name)
  if (!intrinsic) throw unknownFunction(name, path)
  const result = intrinsic(value[name], scope, [...path, name])
  return typeof result === 'string' ? evaluateText(result, scope, path) : result
}

/** Lists and structures of templates, by whether they hold functions. Each is evaluated several times. */
const constants = new WeakMap<object, boolean>()

/** Whether a value has no functions inside, so that it is its own result. */
export function isConstant(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('{{resolve:')
  if (typeof value !== 'object' || value === null) return true
  const known = constants.get(value)
  if (known !== undefined) return known
  const result = Array.isArray(value)
    ? value.every(isConstant)
    : functionIn(value as Record<string, unknown>) === undefined &&
      Object.values(value).every(isConstant)
  constants.set(value, result)
  return result
}

/** The function that an object stands for: its only member. */
function functionIn(value: Readonly<Record<string, unknown>>): string | undefined {
  const names = Object.keys(value)
  const [name] = names
  if (names.length !== 1 || name === undefined) return undefined
  return name === 'Ref' || name.startsWith('Fn::') ? name : undefined
}

// Seen: "Template format error: Encountered unsupported function" in public issues
const unknownFunction = (name: string, path: Path): TemplateError =>
  new TemplateError(
    `Template format error: Encountered unsupported function: [${name}] Supported functions are: [${[...INTRINSICS.keys()].join(', ')}]`,
    path,
  )

// Recorded: TestSsmParameters::test_resolve_ssm: also in text that Join and Sub have built
const evaluateText = (text: string, scope: Scope, path: Path): string =>
  text.includes('{{resolve:')
    ? text.replace(/\{\{resolve:[^{}]+\}\}/g, (reference) =>
        scope.dynamicReference(reference, path),
      )
    : text

const evaluateList = (list: readonly unknown[], scope: Scope, path: Path): unknown[] =>
  list
    .map((entry, index) => (isConstant(entry) ? entry : evaluate(entry, scope, [...path, index])))
    .filter((entry) => entry !== NO_VALUE)

function evaluateObject(
  object: Readonly<Record<string, unknown>>,
  scope: Scope,
  path: Path,
): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [key, entry] of Object.entries(object)) {
    // A path is made only for what may need it in a message.
    const value = isConstant(entry) ? entry : evaluate(entry, scope, [...path, key])
    if (value !== NO_VALUE) setOwn(made, key, value)
  }
  return made
}

function ref(argument: unknown, scope: Scope, path: Path): unknown {
  if (typeof argument !== 'string') throw wrongArguments('Ref', path)
  if (argument === 'AWS::NoValue') return NO_VALUE
  const value = scope.parameter(argument) ?? scope.ref(argument)
  if (value !== undefined) return value
  throw unresolved(argument, scope, path)
}

function getAtt(argument: unknown, scope: Scope, path: Path): unknown {
  const [logicalId, given] = toAttribute(argument)
  if (typeof logicalId !== 'string' || logicalId === '' || given === undefined || given === '')
    throw wrongArguments('Fn::GetAtt', path)
  const name = evaluate(given, scope, path)
  if (!isKnown(name)) return UNKNOWN
  const value = scope.attribute(logicalId, textOf(name, 'Fn::GetAtt', path), path)
  if (value !== undefined) return value
  throw unresolved(logicalId, scope, path)
}

/** `['Table', 'Arn']`, `'Table.Arn'`; further parts of a list belong to the attribute. */
export function toAttribute(argument: unknown): readonly [unknown, unknown] {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.')
    return dot < 0 ? [argument, undefined] : [argument.slice(0, dot), argument.slice(dot + 1)]
  }
  if (!Array.isArray(argument)) return [undefined, undefined]
  const [logicalId, ...rest] = argument as unknown[]
  return [logicalId, rest.length === 1 ? rest[0] : rest.length === 0 ? undefined : rest.join('.')]
}

function chooseBranch(argument: unknown, scope: Scope, path: Path): unknown {
  const [name, then, otherwise] = listOf(argument, 'Fn::If', path, 3)
  const isTrue =
    typeof name === 'string'
      ? scope.condition(name, [...path, 0])
      : evaluateCondition(name, scope, [...path, 0], evaluate)
  if (isTrue === undefined) {
    // Seen: aws-cdk#26560
    throw new TemplateError(
      `Template error: unresolved condition dependency ${String(name)} in Fn::If`,
      path,
    )
  }
  return isTrue ? evaluate(then, scope, [...path, 1]) : evaluate(otherwise, scope, [...path, 2])
}

// Recorded: test_template_engine: elements without a value are left out
function join(argument: unknown, scope: Scope, path: Path): unknown {
  const [given, list] = listOf(argument, 'Fn::Join', path, 2)
  const delimiter = evaluate(given, scope, [...path, 0])
  const parts = evaluate(list, scope, [...path, 1])
  if (!isKnown(delimiter, parts)) return UNKNOWN
  if (typeof delimiter !== 'string' || !Array.isArray(parts)) throw wrongArguments('Fn::Join', path)
  return parts.map((part) => textOf(part, 'Fn::Join', path)).join(delimiter)
}

function split(argument: unknown, scope: Scope, path: Path): unknown {
  const [given, text] = listOf(argument, 'Fn::Split', path, 2)
  const delimiter = evaluate(given, scope, [...path, 0])
  const source = evaluate(text, scope, [...path, 1])
  if (!isKnown(delimiter, source)) return UNKNOWN
  if (typeof delimiter !== 'string' || delimiter === '') throw wrongArguments('Fn::Split', path)
  return textOf(source, 'Fn::Split', path).split(delimiter)
}

function select(argument: unknown, scope: Scope, path: Path): unknown {
  const [given, list] = listOf(argument, 'Fn::Select', path, 2)
  const index = evaluate(given, scope, [...path, 0])
  const evaluated = evaluate(list, scope, [...path, 1])
  if (index === UNKNOWN || evaluated === UNKNOWN) return UNKNOWN
  if (!/^\d+$/.test(String(index))) {
    throw new TemplateError(
      'Template error: Fn::Select requires a list argument with a valid index value as its first element',
      path,
    )
  }
  // The parameter types CommaDelimitedList and List<...> are lists already.
  if (!Array.isArray(evaluated)) throw wrongArguments('Fn::Select', path)
  const chosen: unknown = evaluated[Number(index)]
  if (chosen !== undefined) return chosen
  throw new TemplateError(
    `Template error: Fn::Select cannot select nonexistent value at index ${String(index)}`,
    path,
  )
}

function base64(argument: unknown, scope: Scope, path: Path): unknown {
  const value = evaluate(argument, scope, path)
  if (!isKnown(value)) return UNKNOWN
  return Buffer.from(textOf(value, 'Fn::Base64', path), 'utf8').toString('base64')
}

function getAvailabilityZones(argument: unknown, scope: Scope, path: Path): unknown {
  const region = evaluate(argument, scope, path)
  if (!isKnown(region)) return UNKNOWN
  return scope.availabilityZones(textOf(region, 'Fn::GetAZs', path))
}

function importValue(argument: unknown, scope: Scope, path: Path): unknown {
  const name = evaluate(argument, scope, path)
  if (!isKnown(name)) return UNKNOWN
  return scope.importValue(textOf(name, 'Fn::ImportValue', path), path)
}

function cidr(argument: unknown, scope: Scope, path: Path): unknown {
  const list = listOf(argument, 'Fn::Cidr', path, 2, 3)
  const [block, count, bits = 8] = list.map((entry) => evaluate(entry, scope, path))
  if (!isKnown(block, count, bits)) return UNKNOWN
  return cidrBlocks(textOf(block, 'Fn::Cidr', path), Number(count), Number(bits), path)
}

// AWS: intrinsic-function-reference-length.html (AWS::LanguageExtensions)
function length(argument: unknown, scope: Scope, path: Path): unknown {
  const list = evaluate(argument, scope, path)
  if (!isKnown(list)) return UNKNOWN
  if (!Array.isArray(list)) throw wrongArguments('Fn::Length', path)
  return list.length
}

// AWS: intrinsic-function-reference-ToJsonString.html (AWS::LanguageExtensions)
function toJsonString(argument: unknown, scope: Scope, path: Path): unknown {
  const value = evaluate(argument, scope, path)
  if (hasUnknown(value)) return UNKNOWN
  if (typeof value !== 'object') throw wrongArguments('Fn::ToJsonString', path)
  return JSON.stringify(value)
}

/** Whether a value, at any depth, is known only after creation. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(hasUnknown)
}

const condition =
  (name: FunctionName): Intrinsic =>
  (argument, scope, path) =>
    evaluateCondition({ [name]: argument }, scope, path.slice(0, -1), evaluate)

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::Sub', (argument, scope, path) => substitute(argument, scope, path, evaluate)],
  ['Fn::Join', join],
  ['Fn::If', chooseBranch],
  ['Fn::FindInMap', (argument, scope, path) => findInMap(argument, scope, path, evaluate)],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::Base64', base64],
  ['Fn::GetAZs', getAvailabilityZones],
  ['Fn::ImportValue', importValue],
  ['Fn::Cidr', cidr],
  ['Fn::Length', length],
  ['Fn::ToJsonString', toJsonString],
  ['Fn::Equals', condition('Fn::Equals')],
  ['Fn::And', condition('Fn::And')],
  ['Fn::Or', condition('Fn::Or')],
  ['Fn::Not', condition('Fn::Not')],
])

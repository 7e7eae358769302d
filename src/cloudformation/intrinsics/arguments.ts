/** The arguments of intrinsic functions, refused in AWS's words. */
import { TemplateError, type Path } from '../errors.ts'
import { UNKNOWN } from './scope.ts'

/** AWS's description of the arguments of each function. */
// Seen: messages of CreateStack and CreateChangeSet in public issues and forum threads
const WORDS = {
  'Fn::And':
    'Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.',
  'Fn::Or':
    'Template error: every Fn::Or object requires a list of at least 2 and at most 10 boolean parameters.',
  'Fn::Not': 'Template error: every Fn::Not object requires one boolean parameter.',
  'Fn::Equals': 'Template error: every Fn::Equals object requires a list of 2 string parameters.',
  'Fn::If': 'Template error: Fn::If requires a list argument with three elements',
  'Fn::FindInMap':
    'Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
  'Fn::Base64': 'Template error: every Fn::Base64 object must have a String-typed value.',
  'Fn::Select':
    'Template error: Fn::Select requires a list argument with two elements: an integer index and a list',
  'Fn::Join':
    'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
  'Fn::Split':
    'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
  'Fn::Sub':
    "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
  'Fn::GetAtt':
    'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
  'Fn::GetAZs': 'Template error: every Fn::GetAZs object must have a String-typed value.',
  'Fn::ImportValue':
    'Template error: the attribute in Fn::ImportValue must be a string or a function that returns a string',
  'Fn::Cidr':
    'Template error: every Fn::Cidr object requires two parameters, (1) an IP address block and (2) a count',
  'Fn::Length': 'Template error: Fn::Length requires a list',
  'Fn::ToJsonString': 'Template error: Fn::ToJsonString requires an object or a list',
  Ref: 'Template error: All References must be of type string',
  Condition: 'Template error: All Conditions must be of type string',
} as const

export type FunctionName = keyof typeof WORDS

export const wrongArguments = (name: FunctionName, path: Path): TemplateError =>
  new TemplateError(WORDS[name], path)

/** A list with this number of elements. */
export function listOf(
  value: unknown,
  name: FunctionName,
  path: Path,
  least: number,
  most: number = least,
): readonly unknown[] {
  if (Array.isArray(value) && value.length >= least && value.length <= most) return value
  throw wrongArguments(name, path)
}

/** The text of a scalar: numbers and booleans print as CloudFormation prints them. */
export function textOf(value: unknown, name: FunctionName, path: Path): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw wrongArguments(name, path)
}

export const isKnown = (...values: readonly unknown[]): boolean =>
  values.every((value) => value !== UNKNOWN && !(Array.isArray(value) && value.includes(UNKNOWN)))

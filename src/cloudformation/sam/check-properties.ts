/** Refuses properties that SAM does not know, that have the wrong type, or that are missing. */
import { didYouMean } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import type { Path, TemplateError } from '../errors.ts'
import type { Properties } from './context.ts'
import { invalidAt } from './errors.ts'
import { EVENTS, RESOURCES, type PropertyKind, type PropertyTable } from './property-tables.ts'

export function checkResourceProperties(id: string, type: string, properties: Properties): void {
  const table = RESOURCES[type]
  if (table) check(table, properties, { id, type, path: ['Resources', id, 'Properties'] })
}

/** The id of an event is its function's with its own. */
export function checkEventProperties(
  functionId: string,
  name: string,
  type: string,
  properties: Properties,
): void {
  const table = EVENTS[type]
  const path = ['Resources', functionId, 'Properties', 'Events', name, 'Properties']
  if (table) check(table, properties, { id: `${functionId}${name}`, type, path })
}

interface Place {
  readonly id: string
  readonly type: string
  readonly path: Path
}

// AWS: serverless-application-model, samtranslator/model/__init__.py: the order, and the words
function check(table: PropertyTable, properties: Properties, { id, type, path }: Place): void {
  const refuse = (problem: string, name: string, hint?: string): TemplateError =>
    invalidAt(id, problem, [...path, name], hint)
  for (const name of Object.keys(properties)) {
    if (Object.hasOwn(table, name)) continue
    throw refuse(
      `property ${name} not defined for resource of type ${type}`,
      name,
      didYouMean(name, Object.keys(table)),
    )
  }
  for (const [name, kind] of Object.entries(table)) {
    const value = properties[name]
    if (value === undefined || value === null) {
      if (kind.endsWith('!')) throw refuse(`Missing required property '${name}'.`, name)
      continue
    }
    if (isIntrinsic(value) || fits(value, kind)) continue
    throw refuse(typeProblem(name, kind), name)
  }
}

/** Leaves intrinsic functions, maps with one member, to CloudFormation. */
const isIntrinsic = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 1

const typeProblem = (name: string, kind: PropertyKind): string => {
  const [word] = kind.split('!')
  if (word === 'text') return `Property '${name}' should be a string.`
  if (word === 'map') return `Property '${name}' should be a map.`
  return `Type of property '${name}' is invalid.`
}

function fits(value: unknown, kind: PropertyKind): boolean {
  const isText = typeof value === 'string'
  switch (kind.split('!')[0]) {
    case 'text':
      return isText
    case 'map':
      return isObject(value)
    case 'list':
      return Array.isArray(value)
    case 'flag':
      return typeof value === 'boolean'
    case 'integer':
      return Number.isInteger(value)
    case 'textOrMap':
      return isText || isObject(value)
    case 'textOrList':
      return isText || Array.isArray(value)
    case 'flagOrMap':
      return typeof value === 'boolean' || isObject(value)
    case 'mapOrList':
      return isObject(value) || Array.isArray(value)
    case 'policies':
      return isText || isObject(value) || arePolicies(value)
    default:
      return true
  }
}

const arePolicies = (value: unknown): boolean =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string' || isObject(entry))

/**
 * Patch operations of the control plane for REST APIs: a list of changes, each with a path. Every
 * resource has a table of the paths that it accepts.
 *
 * AWS: https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
import type { ServiceError } from '../../core/errors.ts'
import { badRequest } from './errors.ts'

export interface PatchOperation {
  readonly op?: string
  readonly path?: string
  readonly value?: string
  readonly from?: string
}

/** One change, with the parts of its path that the rule's stars match. */
export interface Patch {
  readonly op: 'add' | 'remove' | 'replace' | 'copy'
  /** The value as text. Empty if the operation has none. */
  readonly value: string
  /** Whether the operation has a value. */
  readonly hasValue: boolean
  readonly from: string
  readonly names: readonly string[]
}

export interface PatchRule<Entity> {
  /** `/name`, `/requestParameters/*`. A star stands for one escaped name. */
  readonly path: string
  readonly ops: readonly Patch['op'][]
  apply(entity: Entity, patch: Patch): Entity
}

/** The words of a resource for a path that it does not accept. */
export interface PatchWords {
  unknownPath(path: string, op: string): ServiceError
  wrongOp(path: string, op: string, supported: readonly string[]): ServiceError
}

/** Applies the operations in their order. Throws at the first that the rules do not accept. */
export function applyPatches<Entity>(
  entity: Entity,
  operations: readonly PatchOperation[] = [],
  rules: readonly PatchRule<Entity>[],
  words: PatchWords = listingWords(rules),
): Entity {
  return operations.reduce((current, { op = '', path = '', value, from = '' }) => {
    const matching = rules.flatMap((rule) => {
      const names = namesIn(rule.path, path)
      return names ? [{ rule, names }] : []
    })
    if (matching.length === 0) throw words.unknownPath(path, op)
    const match = matching.find(({ rule }) => (rule.ops as readonly string[]).includes(op))
    if (!match) {
      const supported = matching.flatMap(({ rule }) => rule.ops)
      throw words.wrongOp(path, op, supported)
    }
    const patch = { op: op as Patch['op'], value: value ?? '', hasValue: value !== undefined, from }
    return match.rule.apply(current, { ...patch, names: match.names })
  }, entity)
}

/** The names that a path has in the places of the rule's stars. Undefined if it does not match. */
function namesIn(rule: string, path: string): readonly string[] | undefined {
  const wanted = rule.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const names: string[] = []
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? ''
    if (part === '*') names.push(unescapeName(text))
    else if (part !== text) return undefined
  }
  return names
}

/** `application/json` for `application~1json`. */
const unescapeName = (text: string): string => text.replaceAll('~1', '/').replaceAll('~0', '~')

// Seen: LocalStack's tests against AWS (resources, models, validators; two blanks).
const listingWords = <Entity>(rules: readonly PatchRule<Entity>[]): PatchWords => ({
  unknownPath: (path, op) =>
    badRequest(
      `Invalid patch path  '${path}' specified for op '${op}'. Must be one of: [${rules.map((rule) => rule.path).join(', ')}]`,
    ),
  wrongOp: (path, op) =>
    badRequest(
      `Invalid patch path  '${path}' specified for op '${op}'. Please choose supported operations`,
    ),
})

// Seen: LocalStack's tests against AWS (APIs, methods, gateway responses).
export const shortWords: PatchWords = {
  unknownPath: (path) => badRequest(`Invalid patch path ${path}`),
  wrongOp: (_path, _op, supported) =>
    badRequest(`Invalid patch operation specified. Must be one of: [${supported.join(', ')}]`),
}

/** Replaces one member with text. */
export const replaceText = <Entity extends object>(
  name: keyof Entity & string,
): PatchRule<Entity> => ({
  path: `/${name}`,
  ops: ['replace'],
  apply: (entity, { value }) => ({ ...entity, [name]: value }),
})

/** Replaces one member with text, or unsets it with an empty value. */
export const replaceOptionalText = <Entity extends object>(
  name: keyof Entity & string,
): PatchRule<Entity> => ({
  path: `/${name}`,
  ops: ['replace', 'remove'],
  apply: (entity, { op, value }) => ({
    ...entity,
    [name]: op === 'remove' || value === '' ? undefined : value,
  }),
})

/** Replaces one member with a boolean. */
export const replaceFlag = <Entity extends object>(
  name: keyof Entity & string,
): PatchRule<Entity> => ({
  path: `/${name}`,
  ops: ['replace'],
  apply: (entity, { value }) => ({ ...entity, [name]: toFlag(value) }),
})

// Seen: LocalStack's tests against AWS: any text but true is false.
export const toFlag = (value: string): boolean => value.toLowerCase() === 'true'

type TextMap = Readonly<Record<string, unknown>>

/** Adds, replaces and removes the entries of a map: `/requestTemplates/application~1json`. */
export const mapEntries = <Entity extends object>(
  name: keyof Entity & string,
  toValue: (text: string) => unknown = (text) => text,
): PatchRule<Entity> => ({
  path: `/${name}/*`,
  ops: ['add', 'replace', 'remove'],
  apply(entity, { op, value, names: [key = ''] }) {
    const { [key]: _, ...others } = (entity[name] ?? {}) as TextMap
    const changed = op === 'remove' ? others : { ...others, [key]: toValue(value) }
    return { ...entity, [name]: Object.keys(changed).length === 0 ? undefined : changed }
  },
})

/** Adds and removes the entries of a list: the value, or the last part of the path. */
export const listEntries = <Entity extends object>(
  name: keyof Entity & string,
): readonly PatchRule<Entity>[] => {
  const apply = (entity: Entity, op: Patch['op'], entry: string): Entity => {
    const others = ((entity[name] ?? []) as readonly string[]).filter((each) => each !== entry)
    return { ...entity, [name]: op === 'remove' ? others : [...others, entry] }
  }
  return [
    {
      path: `/${name}`,
      ops: ['add', 'remove'],
      apply: (entity, { op, value }) => apply(entity, op, value),
    },
    {
      path: `/${name}/*`,
      ops: ['add', 'remove'],
      apply: (entity, { op, names: [entry = ''] }) => apply(entity, op, entry),
    },
  ]
}

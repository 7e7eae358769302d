/**
 * Reads inputs of the AWS query protocols: `Action=Publish&MessageAttributes.entry.1.Name=a&...`.
 */
import { schemaOf, type NormalizedSchema } from './smithy.ts'

interface FormNode {
  value: string | undefined
  readonly children: Map<string, FormNode>
}

const createNode = (): FormNode => ({ value: undefined, children: new Map() })

function toTree(form: URLSearchParams): FormNode {
  const root = createNode()
  for (const [name, value] of form) {
    if (name === 'Action' || name === 'Version') continue
    let node = root
    for (const part of name.split('.')) {
      let child = node.children.get(part)
      if (!child) node.children.set(part, (child = createNode()))
      node = child
    }
    node.value = value
  }
  return root
}

/** Returns the numbered children in order: `member.1`, `member.2`, ... */
const numbered = (node: FormNode | undefined): FormNode[] =>
  [...(node?.children ?? [])]
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child)

/** The names of members in a dialect of the query protocol. */
export interface FormNames {
  /** Returns the name of a structure's member. */
  member(schema: NormalizedSchema, name: string): string
  /** Whether a list has no element of its own in the names: `Filter.1.Name`. */
  isFlat(schema: NormalizedSchema): boolean
}

const wireName = (schema: NormalizedSchema, otherwise: string): string =>
  schema.getMergedTraits().xmlName ?? otherwise

export const NAMES: FormNames = {
  member: wireName,
  isFlat: (schema) => Boolean(schema.getMergedTraits().xmlFlattened),
}

/** AWS: the Smithy specification, "AWS EC2 query protocol": names with a capital, lists flat. */
export const EC2_NAMES: FormNames = {
  member(schema, name) {
    const { ec2QueryName } = schema.getMergedTraits()
    if (typeof ec2QueryName === 'string') return ec2QueryName
    const other = wireName(schema, name)
    return other.charAt(0).toUpperCase() + other.slice(1)
  },
  isFlat: () => true,
}

class FormReader {
  readonly #names: FormNames

  constructor(names: FormNames) {
    this.#names = names
  }

  structure(schema: NormalizedSchema, node: FormNode): Record<string, unknown> {
    const structure: Record<string, unknown> = {}
    for (const [name, member] of schema.structIterator()) {
      const child = node.children.get(this.#names.member(member, name))
      if (child) structure[name] = this.#read(member, child)
    }
    return structure
  }

  #list(schema: NormalizedSchema, node: FormNode): unknown[] {
    const value = schema.getValueSchema()
    const items = this.#names.isFlat(schema) ? node : node.children.get(wireName(value, 'member'))
    return numbered(items).map((item) => this.#read(value, item))
  }

  #map(schema: NormalizedSchema, node: FormNode): Record<string, unknown> {
    const key = schema.getKeySchema()
    const value = schema.getValueSchema()
    const flattened = Boolean(schema.getMergedTraits().xmlFlattened)
    const map: Record<string, unknown> = {}
    for (const entry of numbered(flattened ? node : node.children.get('entry'))) {
      const name = entry.children.get(wireName(key, 'key'))?.value
      const content = entry.children.get(wireName(value, 'value'))
      if (name !== undefined && content) define(map, name, this.#read(value, content))
    }
    return map
  }

  #read(schema: NormalizedSchema, node: FormNode): unknown {
    if (schema.isStructSchema()) return this.structure(schema, node)
    if (schema.isListSchema()) return this.#list(schema, node)
    if (schema.isMapSchema()) return this.#map(schema, node)
    return readScalar(schema, node.value ?? '')
  }
}

/** Defines `__proto__` like any other name. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

function readScalar(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, 'base64'))
  if (schema.isBooleanSchema()) return text === 'true'
  if (schema.isNumericSchema()) return Number(text)
  if (schema.isTimestampSchema()) return new Date(text)
  return text
}

export function readForm(
  schema: unknown,
  form: URLSearchParams,
  names: FormNames = NAMES,
): Record<string, unknown> {
  const root = schemaOf(schema)
  return root.isUnitSchema() ? {} : new FormReader(names).structure(root, toTree(form))
}

/** Inputs of the AWS query protocol: `Action=Publish&MessageAttributes.entry.1.Name=a&...`. */
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

/** The numbered children in order: `member.1`, `member.2`, ... */
const numbered = (node: FormNode | undefined): FormNode[] =>
  [...(node?.children ?? [])]
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child)

const wireName = (schema: NormalizedSchema, otherwise: string): string =>
  schema.getMergedTraits().xmlName ?? otherwise

function readList(schema: NormalizedSchema, node: FormNode): unknown[] {
  const value = schema.getValueSchema()
  const flattened = Boolean(schema.getMergedTraits().xmlFlattened)
  const items = flattened ? node : node.children.get(wireName(value, 'member'))
  return numbered(items).map((item) => read(value, item))
}

function readMap(schema: NormalizedSchema, node: FormNode): Record<string, unknown> {
  const key = schema.getKeySchema()
  const value = schema.getValueSchema()
  const flattened = Boolean(schema.getMergedTraits().xmlFlattened)
  const map: Record<string, unknown> = {}
  for (const entry of numbered(flattened ? node : node.children.get('entry'))) {
    const name = entry.children.get(wireName(key, 'key'))?.value
    const content = entry.children.get(wireName(value, 'value'))
    if (name !== undefined && content) define(map, name, read(value, content))
  }
  return map
}

/** `__proto__` is a name like any other. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

function readStructure(schema: NormalizedSchema, node: FormNode): Record<string, unknown> {
  const structure: Record<string, unknown> = {}
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(wireName(member, name))
    if (child) structure[name] = read(member, child)
  }
  return structure
}

function readScalar(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, 'base64'))
  if (schema.isBooleanSchema()) return text === 'true'
  if (schema.isNumericSchema()) return Number(text)
  if (schema.isTimestampSchema()) return new Date(text)
  return text
}

function read(schema: NormalizedSchema, node: FormNode): unknown {
  if (schema.isStructSchema()) return readStructure(schema, node)
  if (schema.isListSchema()) return readList(schema, node)
  if (schema.isMapSchema()) return readMap(schema, node)
  return readScalar(schema, node.value ?? '')
}

export function readForm(schema: unknown, form: URLSearchParams): Record<string, unknown> {
  const root = schemaOf(schema)
  return root.isUnitSchema() ? {} : readStructure(root, toTree(form))
}

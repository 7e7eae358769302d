/**
 * Adds an SDK client's facts to the models in data/, which are older: newer operations, members,
 * structures, errors and enumerated values, and the members that are sensitive. Reads the client's
 * schemas and, for enumerations, its type declarations.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { schemaOf, type NormalizedSchema } from '../../src/protocol/smithy.ts'
import type { AggregateData, ErrorData, Facts, Members, ModelData } from './data.ts'

const require = createRequire(import.meta.url)

/** The static form of schemas: `[kind, namespace, name, traits, ...]`. */
type StaticSchema = readonly [
  kind: number,
  namespace: string,
  name: string,
  traits: unknown,
  ...unknown[],
]
type Values = readonly string[]

interface Client {
  readonly operations: ReadonlyMap<string, StaticSchema>
  readonly errors: ReadonlyMap<string, StaticSchema>
  /** `Runtime` -> ['nodejs22.x', ...] */
  readonly enums: ReadonlyMap<string, Values>
  /** Returns TypeScript's type of a structure's member: `Architecture[] | undefined`. */
  typeOf(structure: string, member: string): string
}

const isSchema = (value: unknown): value is StaticSchema =>
  Array.isArray(value) && typeof value[0] === 'number' && typeof value[2] === 'string'

const isEnum = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).length > 0 &&
  Object.values(value).every((one) => typeof one === 'string')

/** `interface Name { Member?: Type; }` in the client's declarations. */
function readInterfaces(folder: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const text = readdirSync(folder)
    .filter((file) => /^(models_\d+|errors)\.d\.ts$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').replace(/\/\*[^]*?\*\//g, ''))
    .join('\n')
  const interfaces = text.matchAll(/export interface (\w+)[^{]*\{([^]*?)\n\}/g)
  return new Map(
    [...interfaces].map(([, name = '', body = '']) => [
      name,
      new Map(
        [...body.matchAll(/^ {4}(\w+)\??: ([^]*?);$/gm)].map(([, member = '', type = '']) => [
          member,
          type,
        ]),
      ),
    ]),
  )
}

function loadClient(packageName: string): Client {
  const main = require.resolve(packageName)
  const exported = Object.entries(require(packageName) as Record<string, unknown>)
  const schemas = exported.flatMap(([, value]) => (isSchema(value) ? [value] : []))
  const named = (kind: number): Map<string, StaticSchema> =>
    new Map(schemas.filter((one) => one[0] === kind).map((one) => [one[2], one]))
  const interfaces = readInterfaces(join(dirname(main), '../dist-types/models'))
  return {
    operations: named(9),
    errors: named(-3),
    enums: new Map(
      exported.flatMap(([name, value]): [string, Values][] =>
        isEnum(value) ? [[name, [...new Set(Object.values(value))]]] : [],
      ),
    ),
    typeOf: (structure, member) => interfaces.get(structure)?.get(member) ?? '',
  }
}

function typeOfSchema(schema: NormalizedSchema): string {
  if (schema.isUnionSchema?.()) return 'union'
  if (schema.isStructSchema()) return 'structure'
  if (schema.isListSchema()) return 'list'
  if (schema.isMapSchema()) return 'map'
  if (schema.isBlobSchema()) return 'blob'
  if (schema.isTimestampSchema()) return 'timestamp'
  if (schema.isBooleanSchema()) return 'boolean'
  if (schema.isNumericSchema()) return 'number'
  if (schema.isStringSchema()) return 'string'
  return 'document'
}

const isSensitive = (schema: NormalizedSchema): boolean =>
  Boolean(schema.getMergedTraits().sensitive)

/** Returns the number of required members of a structure, which come first. */
const requiredCount = (schema: NormalizedSchema): number => {
  const statics = schema.getSchema() as readonly unknown[]
  return typeof statics[6] === 'number' ? statics[6] : 0
}

class Merge {
  readonly structures: Record<string, AggregateData>
  readonly #client: Client
  readonly #done = new Set<string>()

  constructor(data: ModelData, client: Client) {
    this.structures = { ...data.structures }
    this.#client = client
  }

  members(known: Members, schema: NormalizedSchema): Members {
    if (!schema.isStructSchema()) return known
    const structure = schema.getName() ?? ''
    const required = requiredCount(schema)
    const merged: Record<string, Facts> = { ...known }
    let place = 0
    for (const [member, memberSchema] of schema.structIterator()) {
      const type = this.#client.typeOf(structure, member)
      const before = known[member] ?? (place < required ? { type: '', required: true } : undefined)
      merged[member] = this.#facts(before, memberSchema, type)
      place++
    }
    return merged
  }

  /** `type` is the TypeScript type, for the names of enumerations. */
  #facts(known: Facts | undefined, schema: NormalizedSchema, type: string): Facts {
    const values = known?.enum ?? (known?.type ? undefined : [])
    const newer = values && this.#newerValues(values, type)
    const facts: Facts = {
      ...known,
      type: known?.type || typeOfSchema(schema),
      ...(newer && newer.length > 0 && { enum: newer }),
      ...(isSensitive(schema) && { sensitive: true }),
    }
    const isAggregate = schema.isStructSchema() || schema.isListSchema() || schema.isMapSchema()
    if (!isAggregate) return facts
    return { ...facts, shape: this.#aggregate(known?.shape, schema, type) }
  }

  /** Returns the model's values in their order, then the client's newer ones. */
  #newerValues(values: Values, type: string): Values {
    for (const [identifier] of type.matchAll(/\b[A-Z]\w*\b/g)) {
      const all = this.#client.enums.get(identifier)
      if (all && values.every((value) => all.includes(value))) {
        return [...values, ...all.filter((value) => !values.includes(value))]
      }
    }
    return values
  }

  #aggregate(known: string | undefined, schema: NormalizedSchema, type: string): string {
    const name = known ?? this.#nameOf(schema, type)
    if (this.#done.has(name)) return name
    this.#done.add(name)
    const before = this.structures[name]
    if (schema.isStructSchema()) {
      const members = before && 'members' in before ? before.members : {}
      // A structure may contain itself, so it is stored before its members.
      this.structures[name] ??= { members }
      this.structures[name] = { members: this.members(members, schema) }
    } else if (schema.isListSchema()) {
      const list = before && 'list' in before ? before.list : undefined
      this.structures[name] = { list: this.#facts(list, schema.getValueSchema(), type) }
    } else {
      const map = before && 'key' in before ? before : undefined
      const record = /Record<([^,]+), ([^]*)>/.exec(type)
      this.structures[name] = {
        key: this.#facts(map?.key ?? { type: 'string' }, schema.getKeySchema(), record?.[1] ?? ''),
        value: this.#facts(map?.value, schema.getValueSchema(), record?.[2] ?? type),
      }
    }
    return name
  }

  /**
   * Names a list or map of plain types after its content, because the client's schemas have no name
   * for it.
   */
  #nameOf(schema: NormalizedSchema, type: string): string {
    const statics = schema.getSchema()
    const own = isSchema(statics) ? statics[2] : undefined
    const plain = type.replace(/ \| undefined/g, '').replace(/\W+/g, '_')
    const name =
      own ??
      `_${typeOfSchema(schema.getValueSchema())}_${schema.isMapSchema() ? 'map' : 'list'}_${plain}`
    const taken = this.structures[name]
    const isStructure = Boolean(taken && 'members' in taken)
    return taken && isStructure !== schema.isStructSchema() ? `${name}_` : name
  }
}

function errorsOf(client: Client): Record<string, ErrorData> {
  return Object.fromEntries(
    [...client.errors].map(([name, schema]) => {
      const { error, httpError, awsQueryError } = schemaOf(schema).getMergedTraits() as {
        error?: string
        httpError?: number
        awsQueryError?: readonly [string, number]
      }
      const status = httpError ?? awsQueryError?.[1]
      const facts: ErrorData = {
        ...(error && { fault: error }),
        ...(status && { status }),
        ...(awsQueryError && { queryCode: awsQueryError[0] }),
      }
      return [name, facts]
    }),
  )
}

/** Returns the model with the newer facts of the client in `packageName`. */
export function withClient(data: ModelData, packageName: string): ModelData {
  const client = loadClient(packageName)
  const merge = new Merge(data, client)
  const names = new Set([...Object.keys(data.operations), ...client.operations.keys()])
  const operations = Object.fromEntries(
    [...names].map((name) => {
      const input = data.operations[name]?.input ?? {}
      const schema = client.operations.get(name)
      return [name, { input: schema ? merge.members(input, schemaOf(schema[4])) : input }]
    }),
  )
  return {
    ...data,
    operations,
    structures: merge.structures,
    errors: { ...errorsOf(client), ...data.errors },
  }
}

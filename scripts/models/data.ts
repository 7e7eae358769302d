/** The models as written by scripts/models/extract.mjs, and the additions made by hand. */
import { existsSync, readFileSync } from 'node:fs'

/** The model's facts about one member. */
export interface Facts {
  readonly type: string
  readonly required?: boolean
  readonly sensitive?: boolean
  readonly length?: Bounds
  readonly range?: Bounds
  readonly pattern?: string
  /** The longest name, if the member takes names and ARNs. Then `length` applies to ARNs. */
  readonly nameMax?: number
  readonly enum?: readonly string[]
  /** Name of the structure, list or map. */
  readonly shape?: string
}

export type Bounds = readonly [min: number | null, max: number | null]
export type Members = Readonly<Record<string, Facts>>

export type AggregateData =
  | { readonly members: Members }
  | { readonly list: Facts }
  | { readonly key: Facts; readonly value: Facts }

export interface ErrorData {
  readonly fault?: string
  readonly status?: number
  readonly queryCode?: string
  readonly members?: readonly string[]
}

export interface ModelData {
  readonly service: string
  /** `lambda-2015-03-31.json` */
  readonly model: string
  readonly operations: Readonly<Record<string, { readonly input: Members }>>
  readonly structures: Readonly<Record<string, AggregateData>>
  readonly errors: Readonly<Record<string, ErrorData>>
}

/** Facts that replace the model's. `null` removes one. */
type FactsPatch = { readonly [Fact in keyof Facts]?: Facts[Fact] | null }

/**
 * scripts/models/additions/<service>.json: observed differences between AWS and the model, with the
 * sources.
 */
interface Additions {
  /** The sources of the facts below. */
  readonly sources: readonly string[]
  /** By operation and member. `*`: every operation with that member. */
  readonly operations?: Readonly<Record<string, Readonly<Record<string, FactsPatch>>>>
  /**
   * By structure and member. A list's elements are the member `list`, a map's are `key` and
   * `value`.
   */
  readonly structures?: Readonly<Record<string, Readonly<Record<string, FactsPatch>>>>
  readonly errors?: Readonly<Record<string, ErrorData>>
  /** Enumerations in AWS's order of printing. */
  readonly enumOrder?: readonly (readonly string[])[]
  /** Members of structures in AWS's order of printing. */
  readonly memberOrder?: Readonly<Record<string, readonly string[]>>
}

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

export const readModel = (service: string): ModelData => read(`data/${service}.json`) as ModelData

const NOTHING: Additions = { sources: [] }

export function readAdditions(service: string): Additions {
  const path = `additions/${service}.json`
  return existsSync(new URL(path, import.meta.url)) ? (read(path) as Additions) : NOTHING
}

const patched = (facts: Facts | undefined, patch: FactsPatch): Facts =>
  Object.fromEntries(
    Object.entries({ type: 'string', ...facts, ...patch }).filter(([, value]) => value !== null),
  ) as unknown as Facts

type Tables = Readonly<Record<string, Readonly<Record<string, FactsPatch>>>>

function patchMembers(name: string, members: Members, tables: Tables = {}): Members {
  const everywhere = Object.entries(tables['*'] ?? {}).filter(([member]) => member in members)
  const all = { ...Object.fromEntries(everywhere), ...tables[name] }
  return {
    ...members,
    ...Object.fromEntries(
      Object.entries(all).map(([member, patch]) => [member, patched(members[member], patch)]),
    ),
  }
}

function patchAggregate(name: string, data: AggregateData, tables: Tables = {}): AggregateData {
  if ('members' in data) return { members: patchMembers(name, data.members, tables) }
  const patch = tables[name] ?? {}
  if ('list' in data) return { list: patched(data.list, patch['list'] ?? {}) }
  return {
    key: patched(data.key, patch['key'] ?? {}),
    value: patched(data.value, patch['value'] ?? {}),
  }
}

/** Moves the named members to the front, in that order. */
function reordered(data: AggregateData, order: readonly string[] = []): AggregateData {
  if (!('members' in data)) return data
  const first = order.flatMap((name) => {
    const facts = data.members[name]
    return facts ? [[name, facts] as const] : []
  })
  return { members: { ...Object.fromEntries(first), ...data.members } }
}

const sameValues = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value) => b.includes(value))

/** Returns the model with the additions. */
export function withAdditions(data: ModelData, additions: Additions): ModelData {
  for (const name of Object.keys(additions.operations ?? {})) {
    if (name !== '*' && !data.operations[name]) throw new Error(`additions to unknown ${name}`)
  }
  for (const name of Object.keys(additions.structures ?? {})) {
    if (!data.structures[name]) throw new Error(`additions to unknown ${name}`)
  }
  const mapped = {
    ...data,
    operations: mapValues(data.operations, ({ input }, name) => ({
      input: patchMembers(name, input, additions.operations),
    })),
    structures: mapValues(data.structures, (aggregate, name) =>
      reordered(
        patchAggregate(name, aggregate, additions.structures),
        additions.memberOrder?.[name],
      ),
    ),
    errors: { ...data.errors, ...additions.errors },
  }
  const orders = additions.enumOrder ?? []
  const reorder = (facts: Facts): Facts => {
    const order = facts.enum && orders.find((one) => sameValues(one, facts.enum ?? []))
    return order ? { ...facts, enum: order } : facts
  }
  return mapFacts(mapped, reorder)
}

const mapValues = <From, To>(
  from: Readonly<Record<string, From>>,
  map: (value: From, key: string) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value, key)]))

/** Returns the model with each member's facts mapped. */
function mapFacts(data: ModelData, map: (facts: Facts) => Facts): ModelData {
  return {
    ...data,
    operations: mapValues(data.operations, ({ input }) => ({ input: mapValues(input, map) })),
    structures: mapValues(data.structures, (aggregate) => {
      if ('members' in aggregate) return { members: mapValues(aggregate.members, map) }
      if ('list' in aggregate) return { list: map(aggregate.list) }
      return { key: map(aggregate.key), value: map(aggregate.value) }
    }),
  }
}

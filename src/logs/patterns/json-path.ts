/** Property selectors: `$.users[0].id`, `$.objectList[*].id`, `$.['cluster.name']`, `$.*`. */
import { invalidPattern } from '../errors.ts'
import type { Scanner } from './scanner.ts'

type Segment = string | number | typeof ANY

/** `*`: every member, or every element. */
const ANY = Symbol('any')

export interface Selector {
  readonly hasWildcard: boolean
  /** Returns the values that it selects. None if the path does not exist. */
  select(root: unknown): readonly unknown[]
}

const NAME = /[\w-]+/y
const INDEX = /\d{1,9}/y
const QUOTED = /'[^']*'|"[^"]*"/y

export function parseSelector(scanner: Scanner): Selector {
  if (!scanner.take('$')) throw scanner.refuse()
  const segments: Segment[] = []
  while (scanner.next === '.' || scanner.next === '[') segments.push(parseSegment(scanner))
  if (segments.length === 0) throw scanner.refuse()
  const wildcards = segments.filter((segment) => segment === ANY).length
  // AWS: FilterAndPatternSyntax.html: one wildcard in a property selector.
  if (wildcards > 1) throw invalidPattern()
  return { hasWildcard: wildcards > 0, select: (root) => select([root], segments) }
}

function parseSegment(scanner: Scanner): Segment {
  const hasDot = scanner.take('.')
  if (scanner.next !== '[') {
    if (scanner.take('*')) return ANY
    const name = scanner.takeForm(NAME)
    if (name === undefined) throw scanner.refuse()
    return name
  }
  scanner.expect('[')
  const segment = hasDot ? undefined : parseIndex(scanner)
  if (segment !== undefined) return segment
  const name = scanner.takeForm(QUOTED)
  if (name === undefined) throw scanner.refuse()
  scanner.expect(']')
  return name.slice(1, -1)
}

function parseIndex(scanner: Scanner): Segment | undefined {
  const index = scanner.take('*') ? ANY : scanner.takeForm(INDEX)
  if (index === undefined) return undefined
  scanner.expect(']')
  return index === ANY ? ANY : Number(index)
}

function select(from: readonly unknown[], segments: readonly Segment[]): readonly unknown[] {
  let values = from
  for (const segment of segments) values = values.flatMap((value) => step(value, segment))
  return values
}

function step(value: unknown, segment: Segment): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  if (segment === ANY) return Object.values(value)
  if (Array.isArray(value)) {
    return typeof segment === 'number' && segment < value.length ? [value[segment]] : []
  }
  return typeof segment === 'string' && Object.hasOwn(value, segment)
    ? [(value as Readonly<Record<string, unknown>>)[segment]]
    : []
}

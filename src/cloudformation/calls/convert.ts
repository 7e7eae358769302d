/**
 * Converts the values of properties as CloudFormation does: a template writes `"true"` for a
 * boolean and `"3"` for a number as well.
 */
// Recorded: TestTypes::test_implicit_type_conversion
import { isObject } from '../../core/json.ts'
import { setOwn } from '../../core/set-own.ts'
import type { Shape, StructureShape } from '../../model/index.ts'

/** Hears of members that a structure does not have. */
export type NoteUnknown = (path: string, name: string, known: readonly string[]) => void

/** Values that do not fit stay as they are: the operation refuses them in its own words. */
export function convert(
  shape: Shape | undefined,
  value: unknown,
  note?: NoteUnknown,
  path = '',
): unknown {
  switch (shape?.type) {
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
    case 'number':
      return typeof value === 'string' && isNumber(value) ? Number(value) : value
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value
    case 'list':
      // CloudFormation takes a single value where it expects a list.
      return Array.isArray(value)
        ? value.map((entry) => convert(shape.member, entry, note, path))
        : value === undefined || isObject(value)
          ? value
          : [convert(shape.member, value, note, path)]
    case 'map':
      return isObject(value) ? convertMembers(value, () => shape.value, note, path) : value
    case 'structure':
      if (!isObject(value)) return value
      if (note) noteUnknown(shape, value, note, path)
      return convertMembers(value, memberShape(shape), note, path)
    default:
      return value
  }
}

function noteUnknown(shape: StructureShape, value: object, note: NoteUnknown, path: string): void {
  const shapeOf = memberShape(shape)
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (member === undefined || shapeOf(name)) continue
    const known = shape.members.map((member) => member.name)
    note(join(path, name), name, known)
  }
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))

/** By name, of structures that were seen: the calls of a stack are of few kinds. */
const shapes = new WeakMap<StructureShape, ReadonlyMap<string, Shape>>()

function memberShape(shape: StructureShape): (name: string) => Shape | undefined {
  let known = shapes.get(shape)
  if (!known) {
    known = new Map(shape.members.map(({ name, shape: own }) => [name, own]))
    shapes.set(shape, known)
  }
  const byName = known
  return (name) => byName.get(name)
}

function convertMembers(
  value: Readonly<Record<string, unknown>>,
  shapeOf: (name: string) => Shape | undefined,
  note: NoteUnknown | undefined,
  path: string,
): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value))
    setOwn(made, name, convert(shapeOf(name), member, note, join(path, name)))
  return made
}

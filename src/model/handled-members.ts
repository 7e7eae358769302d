/**
 * Finds members of an input that an operation does not handle. They are refused by name, without a
 * list of them.
 */
import { UnsupportedError } from '../core/errors.ts'
import type { Shape, StructureShape } from './shape.ts'

/** Handled members of a structure: the whole member (`true`), or some of the members inside. */
type Handled = ReadonlyMap<string, true | Handled>
type Building = Map<string, true | Building>

/**
 * Returns a closure that names the first given member that is not handled: `VpcConfig.SubnetIds`.
 * `handles` lists members (`FunctionName`) and members of structures (`VpcConfig.SubnetIds`), also
 * inside lists and maps: `Entries.MessageBody`. Members that the model does not know are ignored,
 * because AWS's parsers skip them, in JSON, forms and XML alike.
 */
export function unhandledMemberOf(
  shape: StructureShape,
  handles: readonly string[],
): (input: object) => string | undefined {
  const handled = handledTree(shape, handles)
  return (input) => findUnhandled(shape, handled, input, '')
}

/**
 * Returns a check that throws an UnsupportedError with service, operation and member if an input
 * has a member that is not handled.
 */
export function unhandledMemberCheck(
  service: string,
  operation: string,
  shape: StructureShape,
  handles: readonly string[],
): (input: object) => void {
  const unhandled = unhandledMemberOf(shape, handles)
  return (input) => {
    const parameter = unhandled(input)
    if (parameter !== undefined) throw new UnsupportedError({ service, operation, parameter })
  }
}

function handledTree(shape: StructureShape, handles: readonly string[]): Handled {
  const root: Building = new Map()
  for (const path of handles) {
    let structure: StructureShape | undefined = shape
    let level = root
    const names = path.split('.')
    for (const [depth, name] of names.entries()) {
      const member = structure?.members.find((one) => one.name === name)
      // A mistake of an operation's author, found at the operation's first call.
      if (!member) throw new Error(`${shape.name} has no member ${path}.`)
      const known = level.get(name)
      if (known === true) break
      if (depth === names.length - 1) {
        level.set(name, true)
        break
      }
      const next: Building = known ?? new Map()
      level.set(name, next)
      level = next
      structure = structureIn(member.shape)
    }
  }
  return root
}

/** Returns the structure of a member, directly or inside lists and maps. */
function structureIn(shape: Shape): StructureShape | undefined {
  switch (shape.type) {
    case 'structure':
      return shape
    case 'list':
      return structureIn(shape.member)
    case 'map':
      return structureIn(shape.value)
    default:
      return undefined
  }
}

function findUnhandled(
  shape: Shape | undefined,
  handled: Handled,
  given: object,
  path: string,
): string | undefined {
  const input = given as Readonly<Record<string, unknown>>
  for (const name in input) {
    const inside = handled.get(name)
    if (inside === true) continue
    const value = input[name]
    if (value === undefined || value === null) continue
    const structure = shape && structureIn(shape)
    const member = structure?.members.find((one) => one.name === name)
    if (!member) continue
    const at = path === '' ? name : `${path}.${name}`
    if (inside === undefined) return at
    const found = findInside(member.shape, inside, value, at)
    if (found !== undefined) return found
  }
  return undefined
}

/** Searches a structure, or a list or map of structures, of which some members are handled. */
function findInside(
  shape: Shape,
  handled: Handled,
  value: unknown,
  path: string,
): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (shape.type === 'structure') return findUnhandled(shape, handled, value, path)
  const entry =
    shape.type === 'list' ? shape.member : shape.type === 'map' ? shape.value : undefined
  if (!entry) return undefined
  for (const one of Object.values(value)) {
    const found = findInside(entry, handled, one, path)
    if (found !== undefined) return found
  }
  return undefined
}

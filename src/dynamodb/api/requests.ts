/** Reads each operation's input from the wire and checks it against the API model's constraints. */
import type { World } from '../../core/world/world.ts'
import { checkerOf } from '../../model/constraints.ts'
import { RULES } from '../../model/services.ts'
import { withAlone, type StructureShape } from '../../model/shape.ts'
import { readerOf, type Reader } from './deserialize.ts'
import { ALONE, checksMembersAnew, type RegionalOperation } from './rollout.ts'
import * as items from './shapes/items.ts'
import * as tables from './shapes/tables.ts'
import { rooms } from '../rooms.ts'

/** Finds the shape of an operation's input: `putItem` for PutItem. */
export function inputShapeOf(operation: string): StructureShape {
  const name = operation.replace(/^./, (letter) => letter.toLowerCase())
  const find = (shapes: Readonly<Record<string, StructureShape>>): StructureShape | undefined =>
    Object.hasOwn(shapes, name) ? shapes[name] : undefined
  const found = find(items) ?? find(tables) ?? find(rooms.laterShapes())
  if (!found) throw new TypeError(`no shape describes the input of ${operation}`)
  return found
}

/** Delays `compile` until the first call, so that importing the package compiles nothing. */
function lazily<Argument, Result>(
  compile: () => (argument: Argument) => Result,
): (argument: Argument) => Result {
  let compiled: ((argument: Argument) => Result) | undefined
  return (argument) => (compiled ??= compile())(argument)
}

/**
 * Returns the reader of an operation's parsed JSON: `parse: parserOf<PutItemInput>('PutItem')`. It
 * ignores unknown members and throws a SerializationException for wrong types.
 */
export function parserOf<Input>(operation: string): (body: unknown) => Input {
  return lazily((): Reader => readerOf(inputShapeOf(operation))) as (body: unknown) => Input
}

/**
 * Returns the check of an operation's input. It throws `N validation errors detected: ...` when the
 * input breaks the API model's constraints.
 */
export function constraintsFor(operation: string): (input: object) => void {
  return lazily(() => checkerOf(inputShapeOf(operation), RULES.dynamodb))
}

/** Returns the check of an operation whose validation depends on the region. */
export function regionalConstraintsFor(
  operation: RegionalOperation,
): (input: object, world: World) => void {
  const classic = constraintsFor(operation)
  const renewed = lazily(() =>
    checkerOf(withAlone(inputShapeOf(operation), ALONE[operation]), RULES.dynamodb),
  )
  return (input, world) => (checksMembersAnew(world, operation) ? renewed : classic)(input)
}

/** Reads an operation's parsed JSON. */
export const deserialize = <Input = Record<string, unknown>>(
  operation: string,
  body: unknown,
): Input => parserOf<Input>(operation)(body)

/** Checks an operation's input against the API model. */
export const checkConstraints = (operation: string, input: object): void =>
  constraintsFor(operation)(input)

/** Every operation's input: how it is read from the wire, and what the API model demands of it. */
import type { World } from '../../core/world.ts'
import { checkerOf } from '../../model/constraints.ts'
import { RULES } from '../../model/services.ts'
import { labelled, type StructureShape } from '../../model/shape.ts'
import { readerOf, type Reader } from './deserialize.ts'
import { ALONE_WHERE_RENEWED, usesNewValidation, type RegionalOperation } from './rollout.ts'
import * as backups from './shapes/backups.ts'
import * as batches from './shapes/batches.ts'
import * as items from './shapes/items.ts'
import * as streams from './shapes/streams.ts'
import * as tables from './shapes/tables.ts'

const SHAPES: ReadonlyMap<string, StructureShape> = new Map(
  [tables, items, batches, backups, streams].flatMap((shapes) =>
    Object.values(shapes).map((shape): [string, StructureShape] => [
      shape.name.replace(/(?:Input|Request)$/, ''),
      shape,
    ]),
  ),
)

/** Calls `compile` when the closure is first used: importing the package costs nothing. */
function lazily<Argument, Result>(
  compile: () => (argument: Argument) => Result,
): (argument: Argument) => Result {
  let compiled: ((argument: Argument) => Result) | undefined
  return (argument) => (compiled ??= compile())(argument)
}

const READERS: ReadonlyMap<string, Reader> = new Map(
  [...SHAPES].map(([operation, shape]) => [operation, lazily(() => readerOf(shape))]),
)
const CHECKS: ReadonlyMap<string, (input: object) => void> = new Map(
  [...SHAPES].map(([operation, shape]) => [
    operation,
    lazily(() => checkerOf(shape, RULES.dynamodb)),
  ]),
)

function of<Made>(made: ReadonlyMap<string, Made>, operation: string): Made {
  const found = made.get(operation)
  if (!found) throw new TypeError(`no shape describes the input of ${operation}`)
  return found
}

/**
 * Reads an operation's parsed JSON: `parse: parserOf<PutItemInput>('PutItem')`. Unknown members are ignored, wrong types are a
 * SerializationException.
 */
export function parserOf<Input>(operation: string): (body: unknown) => Input {
  return of(READERS, operation) as (body: unknown) => Input
}

/** Throws `N validation errors detected: ...` when an operation's input breaks the API model's constraints. */
export function constraintsFor(operation: string): (input: object) => void {
  return of(CHECKS, operation)
}

/** The same for operations that answer in two ways: the region's. */
export function regionalConstraintsFor(
  operation: RegionalOperation,
): (input: object, world: World) => void {
  const classic = of(CHECKS, operation)
  const shape = of(SHAPES, operation)
  const renewed = lazily(() =>
    checkerOf(labelled(shape, ALONE_WHERE_RENEWED[operation]), RULES.dynamodb),
  )
  return (input, world) => (usesNewValidation(world, operation) ? renewed : classic)(input)
}

/** Reads the parsed JSON of `operation`. */
export const deserialize = <Input = Record<string, unknown>>(
  operation: string,
  body: unknown,
): Input => parserOf<Input>(operation)(body)

/** Checks the input of `operation` against the API model. */
export const checkConstraints = (operation: string, input: object): void =>
  constraintsFor(operation)(input)

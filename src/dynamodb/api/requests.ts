/** Reads each operation's input from the wire and checks it against the API model's constraints. */
import type { World } from '../../core/world/world.ts'
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

/** Delays `compile` until the first call, so that importing the package compiles nothing. */
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
 * Returns the reader of an operation's parsed JSON: `parse: parserOf<PutItemInput>('PutItem')`. It
 * ignores unknown members and throws a SerializationException for wrong types.
 */
export function parserOf<Input>(operation: string): (body: unknown) => Input {
  return of(READERS, operation) as (body: unknown) => Input
}

/**
 * Returns the check of an operation's input. It throws `N validation errors detected: ...` when the
 * input breaks the API model's constraints.
 */
export function constraintsFor(operation: string): (input: object) => void {
  return of(CHECKS, operation)
}

/** Returns the check of an operation whose validation depends on the region. */
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

/** Reads an operation's parsed JSON. */
export const deserialize = <Input = Record<string, unknown>>(
  operation: string,
  body: unknown,
): Input => parserOf<Input>(operation)(body)

/** Checks an operation's input against the API model. */
export const checkConstraints = (operation: string, input: object): void =>
  constraintsFor(operation)(input)

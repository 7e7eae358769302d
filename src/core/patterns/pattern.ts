/**
 * The pattern language of EventBridge rules and of Lambda's event filters. A pattern is compiled
 * into a tree by the segments of its paths; matching walks the tree and the event together, once.
 *
 * - **Paths.** `{ a: { b: [1] } }` and `{ 'a.b': [1] }` are the same path, in patterns and events.
 * - **Arrays.** An array matches if one of its elements does. The members of one object of a
 *   pattern must come from one element.
 * - **Absence.** `{ exists: false }` matches if the whole event has no value at the path.
 *
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
import { isObject } from '../json.ts'
import { isScalar, toExpression, type Expression } from './operators.ts'
import { PatternError, refuse } from './pattern-error.ts'
import type { Scalar, Test } from './scalar-test.ts'

/** A compiled pattern. */
export interface Pattern {
  /** Whether a JSON value matches. */
  matches(event: unknown): boolean
  /** The conditions that every matching event meets with an exact value, for an index. */
  readonly exact: readonly ExactCondition[]
}

/** One of the values is at the path. */
export interface ExactCondition {
  readonly path: readonly string[]
  readonly values: readonly Scalar[]
}

/** The list at the end of a path: one of its tests must pass. */
interface Leaf {
  readonly path: readonly string[]
  readonly tests: readonly Test[]
  readonly matchesAbsence: boolean
  /** The values, if the list has only exact ones. */
  readonly values: readonly Scalar[] | undefined
}

interface Node {
  readonly leaves: Leaf[]
  readonly children: Map<string, Node>
  /** The lists of `$or`: one node of each must match the same object. */
  readonly choices: (readonly Node[])[]
}

const createNode = (): Node => ({ leaves: [], children: new Map(), choices: [] })

/** Compiles one entry of a leaf's list. SNS has other operators than EventBridge. */
export type CompileEntry = (entry: unknown) => Expression

/**
 * Compiles a pattern.
 *
 * @throws PatternError with AWS's reason when AWS would refuse it
 */
export function compilePattern(
  pattern: unknown,
  compileEntry: CompileEntry = toExpression,
): Pattern {
  if (!isObject(pattern)) return refuse('Filter is not an object')
  const root = createNode()
  compileObject(root, pattern, [], compileEntry)
  return {
    matches: (event) => matchesInner(root, isObject(event) ? event : undefined, event),
    exact: exactConditions(root),
  }
}

/** Those of the alternatives of `$or` do not count: an event need not meet them. */
const exactConditions = ({ leaves, children }: Node): ExactCondition[] => [
  ...leaves.flatMap(({ path, values }) => (values ? [{ path, values }] : [])),
  ...[...children.values()].flatMap(exactConditions),
]

/**
 * Compiles a pattern from its JSON text. Of a key that an object has twice the last one counts.
 *
 * @throws PatternError with AWS's reason when AWS would refuse it
 */
export function parsePattern(text: string): Pattern {
  let pattern: unknown
  try {
    pattern = JSON.parse(text)
  } catch (error) {
    // Unverified: AWS answers with the words of another parser.
    throw new PatternError(error instanceof Error ? error.message : String(error))
  }
  return compilePattern(pattern)
}

function compileObject(
  node: Node,
  pattern: Readonly<Record<string, unknown>>,
  path: readonly string[],
  compileEntry: CompileEntry,
): void {
  const entries = Object.entries(pattern)
  if (entries.length === 0) refuse('Empty objects are not allowed')
  for (const [key, value] of entries) {
    if (key === '$or' && isChoice(value)) {
      node.choices.push(value.map((each) => compileChoice(each, path, compileEntry)))
      continue
    }
    const segments = key.split('.')
    const child = segments.reduce(childOf, node)
    const here = [...path, ...segments]
    if (Array.isArray(value)) child.leaves.push(toLeaf(value, here, compileEntry))
    else if (isObject(value)) compileObject(child, value, here, compileEntry)
    else refuse(`"${key}" must be an object or an array`)
  }
}

function childOf(node: Node, segment: string): Node {
  let child = node.children.get(segment)
  if (!child) node.children.set(segment, (child = createNode()))
  return child
}

// An object with the name of an operator is a match expression, so the key is an ordinary `$or`.
const OPERATOR_NAMES =
  /^(exactly|prefix|suffix|equals-ignore-case|wildcard|cidr|numeric|anything-but|exists)$/

/** Whether a value under the key `$or` is a list of alternatives. */
export const isChoice = (value: unknown): value is Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) &&
  value.length >= 2 &&
  value.every(
    (each) => isObject(each) && !Object.keys(each).some((key) => OPERATOR_NAMES.test(key)),
  )

function compileChoice(
  pattern: Readonly<Record<string, unknown>>,
  path: readonly string[],
  compileEntry: CompileEntry,
): Node {
  const node = createNode()
  compileObject(node, pattern, path, compileEntry)
  return node
}

function toLeaf(
  list: readonly unknown[],
  path: readonly string[],
  compileEntry: CompileEntry,
): Leaf {
  if (list.length === 0) refuse('Empty arrays are not allowed')
  const expressions = list.map(compileEntry)
  return {
    path,
    tests: expressions.flatMap((expression) => ('test' in expression ? [expression.test] : [])),
    matchesAbsence: expressions.some((expression) => 'absent' in expression),
    values: list.every(isScalar) ? list : undefined,
  }
}

type Shape = Readonly<Record<string, unknown>>

/** Whether the value at a node matches. `undefined`: the event has none. */
function matchesNode(node: Node, value: unknown, event: unknown): boolean {
  for (const leaf of node.leaves) if (!matchesLeaf(leaf, value, event)) return false
  if (node.children.size === 0 && node.choices.length === 0) return true
  const objects = objectsIn(value)
  if (objects.length === 0) return matchesInner(node, undefined, event)
  return objects.some((object) => matchesInner(node, object, event))
}

function matchesInner(node: Node, object: Shape | undefined, event: unknown): boolean {
  const members = object && withoutDots(object)
  for (const [segment, child] of node.children) {
    const value = members && Object.hasOwn(members, segment) ? members[segment] : undefined
    if (!matchesNode(child, value, event)) return false
  }
  return node.choices.every((nodes) => nodes.some((each) => matchesInner(each, object, event)))
}

function matchesLeaf(
  { path, tests, matchesAbsence }: Leaf,
  value: unknown,
  event: unknown,
): boolean {
  const scalars = scalarsIn(value)
  if (scalars.some((scalar) => tests.some((test) => test(scalar)))) return true
  return matchesAbsence && scalars.length === 0 && isAbsent(path, 0, event)
}

/** Whether an event has no value at a path, in any element of any array on the way. */
function isAbsent(path: readonly string[], depth: number, value: unknown): boolean {
  const segment = path[depth]
  if (segment === undefined) return scalarsIn(value).length === 0
  return objectsIn(value).every((object) => {
    const members = withoutDots(object)
    return !Object.hasOwn(members, segment) || isAbsent(path, depth + 1, members[segment])
  })
}

/** The values of an event at a path, through the elements of arrays. */
export function scalarsAt(event: unknown, path: readonly string[], depth = 0): readonly Scalar[] {
  const segment = path[depth]
  if (segment === undefined) return scalarsIn(event)
  const objects = objectsIn(event)
  const [only] = objects
  if (objects.length === 1 && only) return scalarsAt(memberOf(only, segment), path, depth + 1)
  return objects.flatMap((object) => scalarsAt(memberOf(object, segment), path, depth + 1))
}

function memberOf(object: Shape, segment: string): unknown {
  const members = withoutDots(object)
  return Object.hasOwn(members, segment) ? members[segment] : undefined
}

const NO_SCALARS: readonly Scalar[] = []
const NO_OBJECTS: readonly Shape[] = []

/** The values of a leaf: those of an array are its elements. */
function scalarsIn(value: unknown): readonly Scalar[] {
  if (isScalar(value)) return [value]
  if (!Array.isArray(value)) return NO_SCALARS
  return (value.flat(Infinity) as unknown[]).filter(isScalar)
}

function objectsIn(value: unknown): readonly Shape[] {
  if (isObject(value)) return [value]
  if (!Array.isArray(value)) return NO_OBJECTS
  return (value.flat(Infinity) as unknown[]).filter(isObject)
}

/** Splits keys such as `state.status`: `{ state: { status: ... } }`. Nearly no event has any. */
function withoutDots(object: Shape): Shape {
  let hasDots = false
  for (const key in object) if (key.includes('.')) hasDots = true
  if (!hasDots) return object
  const split = Object.create(null) as Record<string, unknown>
  for (const [key, value] of Object.entries(object)) {
    const [first = '', ...rest] = key.split('.')
    const inner = rest.reduceRight<unknown>((nested, segment) => ({ [segment]: nested }), value)
    split[first] = first in split ? [split[first], inner].flat() : inner
  }
  return split
}

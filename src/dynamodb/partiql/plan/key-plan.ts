/**
 * Plans the reads of a WHERE clause. It expands every OR and IN with key conditions into branches;
 * each branch reads one partition and one range of sort keys. If that is not possible, the whole
 * table or index is read.
 * AWS, as captured by a peer (floci) in 2026, unless a line says otherwise.
 */
import { compareValues, equalValues } from '../../values/compare.ts'
import { checkQueriedSizes, checkQueriedValue } from '../../keys/key-checks.ts'
import { validation } from '../../errors.ts'
import { documentPathsOf } from '../../expressions/condition.ts'
import type { KeyRange } from '../../expressions/key-range.ts'
import { tooManyInOperands } from '../../expressions/grammar/problems.ts'
import type { Condition } from '../../expressions/grammar/tree.ts'
import { boundsIn, boundsOf } from '../../reads/key-bounds.ts'
import type { KeyAttribute, KeySchema } from '../../schema/definition.ts'
import type { Bound } from '../../keys/position.ts'
import { type AttributeValue, typeOf } from '../../values/values.ts'

/** A partition, and the bounds of the read in it. */
export interface ReadRange {
  readonly partition: readonly AttributeValue[]
  readonly from: Bound
  readonly to: Bound
  /** The conditions that are not on the key. */
  readonly filters: readonly Condition[]
}

/** The range of one branch of WHERE. */
interface BranchRange extends ReadRange {
  /** Whether the branch has no condition that bounds the sort key. */
  readonly isWhole: boolean
  /** The conditions except those on the partition key. */
  readonly conditions: readonly Condition[]
}

// AWS: ql-operators.html (at most 50 values of a partition key)
const MAX_PARTITIONS = 50
// Far more than a statement within AWS's limits needs. Beyond it the whole table is read.
const MAX_BRANCHES = 1000

/** A condition that compares a key attribute with values. */
interface KeyTerm {
  readonly attribute: KeyAttribute
  readonly values: Values
  readonly condition: Condition
}

type Values = readonly [AttributeValue, ...AttributeValue[]]

interface Branch {
  readonly keys: KeyTerm[]
  readonly filters: Condition[]
}

/** The ranges in key order. Undefined if the whole table or index must be read. */
export function planReads(
  where: readonly Condition[],
  schema: KeySchema,
  index?: string,
): readonly ReadRange[] | undefined {
  const branches = spreadAll(where, schema)
  if (!branches) return undefined
  for (const { keys } of branches) for (const key of keys) checkKeyValues(key, index)
  const ranges: BranchRange[] = []
  for (const branch of branches) {
    const partition = schema.partition.map(({ name }) => partitionValue(branch, name))
    if (!partition.every((value) => value !== undefined)) return undefined
    ranges.push(rangeOf(branch, partition, schema))
  }
  ranges.sort(compareRanges)
  const merged = mergeWhole(ranges, schema)
  checkRanges(merged)
  return merged
}

/**
 * Merges the branches of a partition if one of them has no condition on the sort key: then the whole
 * partition is read and filtered.
 * AWS, as observed by peers in October 2026: such branches do not overlap (`pk = 'a' AND (sk = '2' OR
 * NOT sk = '1')`, `pk = 'a' AND sk = '2' OR pk = 'a'`), and each item comes once.
 */
function mergeWhole(ranges: readonly BranchRange[], schema: KeySchema): readonly ReadRange[] {
  if (ranges.length < 2) return ranges
  const merged: ReadRange[] = []
  for (let at = 0; at < ranges.length;) {
    const first = ranges[at]
    if (!first) break
    let end = at + 1
    while (isSamePartition(first, ranges[end])) end++
    const group = ranges.slice(at, end)
    if (group.length > 1 && group.some(({ isWhole }) => isWhole))
      merged.push(wholePartition(group, first.partition, schema))
    else merged.push(...group)
    at = end
  }
  return merged
}

const isSamePartition = (a: ReadRange, b: ReadRange | undefined): boolean =>
  b !== undefined && comparePartitions(a, b) === 0

function wholePartition(
  group: readonly BranchRange[],
  partition: readonly AttributeValue[],
  schema: KeySchema,
): ReadRange {
  const conditions = group.map(({ conditions: parts }): Condition => ({
    type: 'and',
    conditions: parts,
  }))
  const isBare = group.some(({ conditions: parts }) => parts.length === 0)
  const { from, to } = boundsOf(schema, { partition, equal: [] })
  return { partition, from, to, filters: isBare ? [] : [{ type: 'or', conditions }] }
}

function checkRanges(ranges: readonly ReadRange[]): void {
  let partitions = 0
  ranges.forEach((range, at) => {
    const before = ranges[at - 1]
    if (!before || comparePartitions(before, range) !== 0) partitions++
    else if (compareBounds(before.to, range.from) > 0)
      throw validation('Overlapping conditions with range keys are not supported in where clause')
  })
  // Unverified: the text. The limit is documented.
  if (partitions > MAX_PARTITIONS) throw validation(tooManyInOperands(partitions))
}

function spreadAll(
  conditions: readonly Condition[],
  schema: KeySchema,
): readonly Branch[] | undefined {
  let branches: readonly Branch[] = [{ keys: [], filters: [] }]
  for (const condition of conditions) {
    const next = spread(condition, schema)
    if (!next || branches.length * next.length > MAX_BRANCHES) return undefined
    const [first] = next
    if (first && next.length === 1) for (const branch of branches) extend(branch, first)
    else branches = branches.flatMap((left) => next.map((right) => join(left, right)))
  }
  return branches
}

function extend({ keys, filters }: Branch, more: Branch): void {
  keys.push(...more.keys)
  filters.push(...more.filters)
}

const join = (left: Branch, right: Branch): Branch => ({
  keys: [...left.keys, ...right.keys],
  filters: [...left.filters, ...right.filters],
})

function spread(condition: Condition, schema: KeySchema): readonly Branch[] | undefined {
  if (condition.type === 'and') return spreadAll(condition.conditions, schema)
  if (condition.type === 'or' && namesKey(condition, schema)) {
    const branches: Branch[] = []
    for (const part of condition.conditions) {
      const next = spread(part, schema)
      if (!next || branches.length + next.length > MAX_BRANCHES) return undefined
      branches.push(...next)
    }
    return branches
  }
  const term = keyTermOf(condition, schema)
  if (!term) return [{ keys: [], filters: [condition] }]
  if (condition.type !== 'in') return [{ keys: [term], filters: [] }]
  const { attribute } = term
  return condition.candidates.flatMap((right) => {
    if (right.type !== 'value') return []
    const equality: Condition = {
      type: 'compare',
      comparator: '=',
      left: condition.operand,
      right,
    }
    return [{ keys: [{ attribute, values: [right.value], condition: equality }], filters: [] }]
  })
}

function namesKey(condition: Condition, schema: KeySchema): boolean {
  if (condition.type === 'and' || condition.type === 'or')
    return condition.conditions.some((part) => namesKey(part, schema))
  return keyTermOf(condition, schema) !== undefined
}

/** The attribute on the left side of a condition. */
function subjectOf(condition: Condition): string | undefined {
  const operand =
    condition.type === 'compare'
      ? condition.left
      : condition.type === 'between' || condition.type === 'in' || condition.type === 'beginsWith'
        ? condition.operand
        : undefined
  return operand?.type === 'path' && operand.path.length === 1 ? operand.path[0] : undefined
}

/** The values on the right side of a condition. Undefined if it has other operands, too. */
function valuesOf(condition: Condition): Values | undefined {
  if (condition.type === 'compare') {
    const { right } = condition
    return right.type === 'value' ? [right.value] : undefined
  }
  const operands =
    condition.type === 'between'
      ? [condition.lower, condition.upper]
      : condition.type === 'in'
        ? condition.candidates
        : condition.type === 'beginsWith'
          ? [condition.prefix]
          : []
  const values = operands.flatMap((operand) => (operand.type === 'value' ? [operand.value] : []))
  const [first, ...more] = values
  return first && values.length === operands.length ? [first, ...more] : undefined
}

/** The condition as a key condition. Undefined for filters. */
function keyTermOf(condition: Condition, { partition, sort }: KeySchema): KeyTerm | undefined {
  const subject = subjectOf(condition)
  const values = valuesOf(condition)
  if (subject === undefined || !values) return undefined
  const isSubject = ({ name }: KeyAttribute): boolean => name === subject
  const hash = partition.find(isSubject)
  if (hash) return canSelect(condition) ? { attribute: hash, values, condition } : undefined
  const range = sort.find(isSubject)
  if (!range || (condition.type === 'compare' && condition.comparator === '<>')) return undefined
  return { attribute: range, values, condition }
}

/** Whether a condition selects partitions: `pk = 'a'`, `pk IN ['a', 'b']`. */
const canSelect = (condition: Condition): boolean =>
  condition.type === 'in' || (condition.type === 'compare' && condition.comparator === '=')

function checkKeyValues({ values, attribute }: KeyTerm, index: string | undefined): void {
  for (const value of values) {
    checkKeyType(value, attribute)
    // Unverified: that AWS answers as it does to a Query.
    checkQueriedValue(value, attribute, index)
  }
}

function checkKeyType(value: AttributeValue, { name, type }: KeyAttribute): void {
  const given = typeOf(value)
  if (given !== 'S' && given !== 'N' && given !== 'B')
    throw validation(`Key value must be of type S, N, or B. Key name: ${name}, Key type: ${given}`)
  if (given !== type)
    throw validation(
      `Key attribute's data type should match its data type in table's schema: Key ${name}`,
    )
}

/** The value of a partition attribute in a branch. Undefined if it has none or different ones. */
function partitionValue({ keys }: Branch, name: string): AttributeValue | undefined {
  let found: AttributeValue | undefined
  for (const { attribute, values } of keys) {
    if (attribute.name !== name) continue
    const [value] = values
    if (found && !equalValues(found, value)) return undefined
    found = value
  }
  return found
}

function rangeOf(
  branch: Branch,
  partition: readonly AttributeValue[],
  schema: KeySchema,
): BranchRange {
  checkQueriedSizes(partition, [])
  const whole = boundsOf(schema, { partition, equal: [] })
  let { from, to } = whole
  const rest: Condition[] = [...branch.filters]
  const bounding: Condition[] = []
  const [sort] = schema.sort
  for (const key of branch.keys) {
    const { name } = key.attribute
    if (name !== sort?.name) {
      if (schema.sort.some((attribute) => attribute.name === name)) rest.push(key.condition)
      continue
    }
    // Unverified: that AWS answers as it does to a Query.
    for (const value of key.values) checkQueriedSizes([], [value])
    const bounds = boundsIn(whole, schema, sortRange(key))
    bounding.push(key.condition)
    if (compareBounds(bounds.from, from) > 0) from = bounds.from
    if (compareBounds(bounds.to, to) < 0) to = bounds.to
  }
  const isWhole = bounding.length === 0
  return { partition, from, to, filters: rest, isWhole, conditions: [...bounding, ...rest] }
}

function sortRange({ condition, values }: KeyTerm): Omit<KeyRange, 'partition'> {
  const [value, upper = value] = values
  if (condition.type === 'between')
    return { equal: [], range: { operator: 'BETWEEN', lower: value, upper } }
  if (condition.type === 'beginsWith')
    return { equal: [], range: { operator: 'begins_with', value } }
  const comparator = condition.type === 'compare' ? condition.comparator : '='
  if (comparator === '=' || comparator === '<>') return { equal: [value] }
  return { equal: [], range: { operator: comparator, value } }
}

/** Compares two bounds in one partition. */
function compareBounds(a: Bound, b: Bound): number {
  if (a.sort === undefined || b.sort === undefined) {
    const side = (bound: Bound): number => (bound.sort === undefined ? bound.side : 0)
    return side(a) - side(b)
  }
  if (a.sort !== b.sort) return a.sort < b.sort ? -1 : 1
  return a.side - b.side
}

const compareRanges = (a: ReadRange, b: ReadRange): number =>
  comparePartitions(a, b) || compareBounds(a.from, b.from)

/** Sorts ranges in the given directions. */
export const inOrder = (
  ranges: readonly ReadRange[],
  partitionsDescending: boolean,
  descending: boolean,
): readonly ReadRange[] =>
  ranges.length < 2
    ? ranges
    : [...ranges].sort(
        (a, b) =>
          comparePartitions(a, b) * (partitionsDescending ? -1 : 1) ||
          compareBounds(a.from, b.from) * (descending ? -1 : 1),
      )

function comparePartitions(a: ReadRange, b: ReadRange): number {
  for (const [at, value] of a.partition.entries()) {
    const other = b.partition[at]
    const order = (other && compareValues(value, other)) ?? 0
    if (order !== 0) return order
  }
  return 0
}

/**
 * The attributes that filters need and an index does not project. Empty if the filters of any range
 * have all their attributes, otherwise the missing attributes of the last range.
 */
export function unprojectedFilters(
  ranges: readonly ReadRange[],
  projected: ReadonlySet<string>,
): readonly string[] {
  let missing: readonly string[] = []
  for (const { filters } of ranges) {
    const names = new Set(filters.flatMap(documentPathsOf).map(([name]) => name))
    missing = [...names].filter((name) => !projected.has(name))
    if (missing.length === 0) return []
  }
  return missing
}

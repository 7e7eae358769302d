/** Turns key conditions into the range of a table or an index with a known key schema. */
import { checkQueriedSizes, checkQueriedValue } from '../keys/key-checks.ts'
import { invalidParameter, validation } from '../errors.ts'
import {
  gapInConditions,
  keyConditionNotSupported,
  tooManyConditions,
  wrongConditionCount,
} from './errors.ts'
import type { KeyAttribute, KeySchema } from '../schema/definition.ts'
import type { AttributeValue } from '../values/values.ts'
import type { KeyClause, KeyConditionTree } from './grammar/tree.ts'

/** The condition on the last conditioned sort attribute, if it is not equality. */
export type SortRange =
  | { readonly operator: '<' | '<=' | '>' | '>=' | 'begins_with'; readonly value: AttributeValue }
  | {
      readonly operator: 'BETWEEN'
      readonly lower: AttributeValue
      readonly upper: AttributeValue
    }

export interface KeyRange {
  /** The values of the HASH attributes, in the order of the schema. */
  readonly partition: readonly AttributeValue[]
  /** The values of the first RANGE attributes, which have conditions of equality. */
  readonly equal: readonly AttributeValue[]
  /** The condition on the RANGE attribute after the ones in `equal`. */
  readonly range?: SortRange
}

const missed = (name: string): Error =>
  validation(`Query condition missed key schema element: ${name}`)

/** Checks the number of conditions, before the starting key. */
export function checkConditionCount(
  { clauses }: KeyConditionTree,
  { partition, sort }: KeySchema,
): void {
  if (clauses.length === 0) throw wrongConditionCount()
  const size = partition.length + sort.length
  if (clauses.length > 2 && clauses.length > size) throw tooManyConditions(clauses.length, size)
}

/**
 * Returns the range of key conditions. Throws AWS's ValidationException. A peer (dynalite) found
 * the order of errors for keys of one and two attributes: the errors of `visit` for an attribute
 * come before the errors of its condition.
 */
export function toKeyRange(
  conditions: KeyConditionTree,
  key: KeySchema,
  visit: (attribute: KeyAttribute) => void = () => undefined,
  index?: string,
): KeyRange {
  const { clauses } = conditions
  const { partition, sort } = key
  checkConditionCount(conditions, key)
  const size = partition.length + sort.length
  const values = partition.map((attribute) => {
    visit(attribute)
    if (size === 1 && clauses.length > 1) throw keyConditionNotSupported()
    return equalTo(clauses, attribute, index)
  })
  let rest = clauses.length - values.length
  const equal: AttributeValue[] = []
  let range: SortRange | undefined
  for (const attribute of sort) {
    visit(attribute)
    if (rest === 0 || range) continue
    const clause = clauses.find(({ name }) => name === attribute.name)
    if (!clause) throw gapBefore(clauses, sort) ?? missed(attribute.name)
    checkClause(clause, attribute, index)
    rest--
    if (clause.operator === '=') equal.push(clause.value)
    else if (rest > 0) throw gapBefore(clauses, sort) ?? rangeNotLast(clauses, sort)
    else range = toSortRange(clause)
  }
  if (rest > 0) throw keyConditionNotSupported()
  checkQueriedSizes(values, equal)
  for (const value of range ? operandsOf(range) : []) checkQueriedSizes([], [...equal, value])
  return { partition: values, equal, ...(range && { range }) }
}

/**
 * The error for a condition on a RANGE attribute behind others without equality. Undefined if there
 * is none.
 * Unverified: how AWS names several attributes, on either side; and that it answers two conditions
 * on a key of one attribute as before.
 */
function gapBefore(
  clauses: readonly KeyClause[],
  sort: readonly KeyAttribute[],
): Error | undefined {
  const missing: string[] = []
  for (const { name } of sort) {
    const clause = clauses.find((each) => each.name === name)
    if (clause && missing.length > 0) return gapInConditions(missing, name)
    if (clause?.operator !== '=') missing.push(name)
  }
  return undefined
}

// Only the last conditioned attribute may have a range. A later condition may also be on an
// attribute that is not a key attribute.
function rangeNotLast(clauses: readonly KeyClause[], sort: readonly KeyAttribute[]): Error {
  const unused = sort.find(({ name }) => !clauses.some((clause) => clause.name === name))
  return unused ? missed(unused.name) : keyConditionNotSupported()
}

const operandsOf = (clause: Exclude<KeyClause, { operator: 'unindexable' }> | SortRange) =>
  clause.operator === 'BETWEEN' ? [clause.lower, clause.upper] : [clause.value]

function equalTo(
  clauses: readonly KeyClause[],
  attribute: KeyAttribute,
  index: string | undefined,
): AttributeValue {
  const clause = clauses.find(({ name }) => name === attribute.name)
  if (!clause) throw missed(attribute.name)
  checkClause(clause, attribute, index)
  if (clause.operator !== '=') throw keyConditionNotSupported()
  return clause.value
}

function checkClause(clause: KeyClause, attribute: KeyAttribute, index: string | undefined): void {
  if (clause.operator === 'unindexable')
    throw validation('Attempted conditional constraint is not an indexable operation')
  const values = operandsOf(clause)
  for (const value of values)
    if (!(attribute.type in value))
      throw invalidParameter('Condition parameter type does not match schema type')
  for (const value of values) checkQueriedValue(value, attribute, index)
}

function toSortRange(clause: KeyClause): SortRange {
  switch (clause.operator) {
    case 'BETWEEN':
      return { operator: clause.operator, lower: clause.lower, upper: clause.upper }
    case '=':
    case 'unindexable':
      throw keyConditionNotSupported()
    default:
      return { operator: clause.operator, value: clause.value }
  }
}

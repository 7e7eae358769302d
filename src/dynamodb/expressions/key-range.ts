/** From key conditions to the range of a table or an index, once its key schema is known. */
import { emptyKeyValue } from '../keys/errors.ts'
import { invalidParameter, validation } from '../errors.ts'
import { keyConditionNotSupported, wrongConditionCount } from './errors.ts'
import type { KeyAttribute, KeySchema } from '../schema/definition.ts'
import type { AttributeValue } from '../values/values.ts'
import type { KeyClause, KeyConditionTree } from './grammar/tree.ts'

/** The condition on the last sort attribute that has one, where it is not equality. */
export type SortRange =
  | { readonly operator: '<' | '<=' | '>' | '>=' | 'begins_with'; readonly value: AttributeValue }
  | {
      readonly operator: 'BETWEEN'
      readonly lower: AttributeValue
      readonly upper: AttributeValue
    }

export interface KeyRange {
  /** One for each HASH attribute, in the order of the schema. */
  readonly partition: readonly AttributeValue[]
  /** The values of the first RANGE attributes: all conditions of equality. */
  readonly equal: readonly AttributeValue[]
  /** On the RANGE attribute after those in `equal`. */
  readonly range?: SortRange
}

const missed = (name: string): Error =>
  validation(`Query condition missed key schema element: ${name}`)

/**
 * The range that conditions describe, or the ValidationException AWS answers. The order of complaints was worked out by a peer (dynalite)
 * for keys of one and two attributes: what `visit` says of an attribute comes before what its condition lacks.
 * Unverified: for keys of more attributes, which of these texts AWS uses.
 */
export function toKeyRange(
  { clauses }: KeyConditionTree,
  { partition, sort }: KeySchema,
  visit: (attribute: KeyAttribute) => void = () => undefined,
): KeyRange {
  const size = partition.length + sort.length
  if (clauses.length === 0 || (clauses.length > 2 && size <= 2)) throw wrongConditionCount()
  const values = partition.map((attribute) => {
    visit(attribute)
    if (size === 1 && clauses.length > 1) throw keyConditionNotSupported()
    return equalTo(clauses, attribute)
  })
  let rest = clauses.length - values.length
  const equal: AttributeValue[] = []
  let range: SortRange | undefined
  for (const attribute of sort) {
    visit(attribute)
    if (rest === 0 || range) continue
    const clause = clauses.find(({ name }) => name === attribute.name)
    if (!clause) throw missed(attribute.name)
    checkClause(clause, attribute)
    rest--
    if (clause.operator === '=') equal.push(clause.value)
    else if (rest > 0) throw rangeNotLast(clauses, sort)
    else range = toSortRange(clause)
  }
  if (rest > 0) throw keyConditionNotSupported()
  return { partition: values, equal, ...(range && { range }) }
}

// A range must be on the last attribute; a later one may also be no key attribute at all.
function rangeNotLast(clauses: readonly KeyClause[], sort: readonly KeyAttribute[]): Error {
  const unused = sort.find(({ name }) => !clauses.some((clause) => clause.name === name))
  return unused ? missed(unused.name) : keyConditionNotSupported()
}

function equalTo(clauses: readonly KeyClause[], attribute: KeyAttribute): AttributeValue {
  const clause = clauses.find(({ name }) => name === attribute.name)
  if (!clause) throw missed(attribute.name)
  checkClause(clause, attribute)
  if (clause.operator !== '=') throw keyConditionNotSupported()
  return clause.value
}

function checkClause(clause: KeyClause, attribute: KeyAttribute): void {
  if (clause.operator === 'unindexable')
    throw validation('Attempted conditional constraint is not an indexable operation')
  const values = clause.operator === 'BETWEEN' ? [clause.lower, clause.upper] : [clause.value]
  for (const value of values)
    if (!(attribute.type in value))
      throw invalidParameter('Condition parameter type does not match schema type')
  for (const value of values)
    if (isEmpty(value)) throw emptyKeyValue(attribute.name, attribute.type)
}

const isEmpty = (value: AttributeValue): boolean =>
  ('S' in value && value.S === '') || ('B' in value && value.B.length === 0)

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

/**
 * Turns key conditions as data into the parameters of Query. Reserved words and names that an
 * expression cannot contain get placeholders.
 */
import { nameOf } from '../../core/checks.ts'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { isReservedWord } from '../expressions/grammar/reserved-words.ts'
import { MARSHALLED_VALUE } from './marshalled.ts'
import { toAttributeValue, type CallSite } from '../values/marshal.ts'
import { isNumberLike } from '../values/number-value.ts'
import { isAttributeType, type AttributeValue, type MutableItem } from '../values/values.ts'

/** A condition on one key attribute: the value itself, or one operator. */
export type KeyCondition<Value> =
  | Value
  | { readonly eq: Value }
  | { readonly lt: Value }
  | { readonly lte: Value }
  | { readonly gt: Value }
  | { readonly gte: Value }
  | { readonly between: readonly [from: Value, to: Value] }
  | { readonly beginsWith: Value }

/** Conditions on the key attributes of a table or an index, by attribute name. */
export type KeyConditions<Item extends object> = {
  readonly [Name in keyof Item]?: KeyCondition<NonNullable<Item[Name]>>
}

/** The expression and its placeholders, for the operation's input. */
export interface ExpressionParameters {
  readonly expression: string
  readonly names: Record<string, string> | undefined
  readonly values: Record<string, AttributeValue> | undefined
}

/** The caller's own placeholders, which generated ones must not repeat. */
interface Taken {
  readonly names: object | undefined
  readonly values: object | undefined
}

const COMPARATORS: Readonly<Record<string, string>> = {
  eq: '=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
}
const OPERATORS = [...Object.keys(COMPARATORS), 'between', 'beginsWith']

/** Collects names and values under placeholders that the expression does not use yet. */
export class Placeholders {
  readonly #taken: Taken
  names: Record<string, string> | undefined
  values: MutableItem | undefined

  constructor(taken: Taken) {
    this.#taken = taken
  }

  /** The attribute as an expression may name it: `status` is a reserved word, so `#status`. */
  name(attribute: string): string {
    if (/^[A-Za-z][A-Za-z0-9_]*$/.test(attribute) && !isReservedWord(attribute)) return attribute
    this.names ??= {}
    const placeholder = free('#', attribute, this.#taken.names, this.names)
    this.names[placeholder] = attribute
    return placeholder
  }

  value(attribute: string, value: AttributeValue): string {
    this.values ??= {} as MutableItem
    const placeholder = free(':', attribute, this.#taken.values, this.values)
    this.values[placeholder] = value
    return placeholder
  }
}

function free(sign: string, attribute: string, taken: object | undefined, own: object): string {
  const stem = sign + attribute.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 100)
  let placeholder = stem
  for (let count = 2; placeholder in own || (taken && placeholder in taken); count++) {
    placeholder = `${stem}_${count}`
  }
  return placeholder
}

/** `{ customerId: 'c1', orderId: { beginsWith: '2026-' } }` as a KeyConditionExpression. */
export function toKeyConditionExpression(
  conditions: object,
  site: CallSite,
  taken: Taken,
): ExpressionParameters {
  const placeholders = new Placeholders(taken)
  const clauses = Object.entries(conditions).map(([attribute, condition]) =>
    toClause(attribute, condition, placeholders, site),
  )
  const { names, values } = placeholders
  return { expression: clauses.join(' AND '), names, values }
}

function toClause(
  attribute: string,
  condition: unknown,
  placeholders: Placeholders,
  site: CallSite,
): string {
  const { operator, operand } = toOperation(attribute, condition, site)
  const value = (content: unknown): string =>
    placeholders.value(attribute, toAttributeValue(content, site, attribute))
  const name = placeholders.name(attribute)
  if (operator === 'beginsWith') return `begins_with(${name}, ${value(operand)})`
  if (operator !== 'between') return `${name} ${COMPARATORS[operator]} ${value(operand)}`
  if (!Array.isArray(operand) || operand.length !== 2) {
    throw new MisuseError(
      `${site.caller}: between of ${attribute} is ${nameOf(operand)}.`,
      'a list of two values: { between: [from, to] }',
    )
  }
  return `${name} BETWEEN ${value(operand[0])} AND ${value(operand[1])}`
}

interface Operation {
  readonly operator: string
  readonly operand: unknown
}

function toOperation(attribute: string, condition: unknown, site: CallSite): Operation {
  if (condition === undefined) {
    throw new MisuseError(`${site.caller}: ${attribute} is undefined.`, 'a value')
  }
  if (!isOperators(condition)) return { operator: 'eq', operand: condition }
  const [first, ...more] = Object.entries(condition).filter(([, operand]) => operand !== undefined)
  if (!first || more.length > 0) {
    const saw = first ? Object.keys(condition).join(' and ') : 'no operator'
    throw new MisuseError(
      `${site.caller}: ${attribute} has ${saw}.`,
      `one of ${OPERATORS.join(', ')}`,
      more.length === 1 ? 'Did you mean { between: [from, to] }, which includes both?' : undefined,
    )
  }
  const [operator, operand] = first
  if (!OPERATORS.includes(operator)) {
    throw new MisuseError(
      `${site.caller}: '${operator}' is not an operator for the key attribute ${attribute}.`,
      `one of ${OPERATORS.join(', ')}`,
      operatorSlip(attribute, operator) ?? didYouMean(operator.replace('_', ''), OPERATORS),
    )
  }
  return { operator, operand }
}

const SYMBOLS: Readonly<Record<string, string>> = {
  '=': 'eq',
  '<': 'lt',
  '<=': 'lte',
  le: 'lte',
  '>': 'gt',
  '>=': 'gte',
  ge: 'gte',
  startswith: 'beginsWith',
  prefix: 'beginsWith',
}

function operatorSlip(attribute: string, operator: string): string | undefined {
  const word = operator.toLowerCase()
  if (word === 'in') {
    return `A query reads one range of one partition. Query each value, or scan with { filter: '${attribute} IN (:a, :b)' }.`
  }
  if (isAttributeType(operator)) return MARSHALLED_VALUE
  return Object.hasOwn(SYMBOLS, word) ? `Did you mean '${SYMBOLS[word]}'?` : undefined
}

// A key is a string, a number or bytes, so any other object holds operators.
const isOperators = (condition: unknown): condition is object =>
  typeof condition === 'object' &&
  condition !== null &&
  !ArrayBuffer.isView(condition) &&
  !(condition instanceof ArrayBuffer) &&
  !isNumberLike(condition) &&
  !Array.isArray(condition)

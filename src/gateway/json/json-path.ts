/** Finds values in JSON documents by JSONPath. */
import { rooms } from '../rooms.ts'
import { isList, isMap, type Value } from '../velocity/index.ts'
import { JsonPathError, type Filter, type Operand, type PathStep } from './json-path-syntax.ts'
import { parseJsonPath } from './parse-json-path.ts'
import { apply, childrenOf, isNumber, sizeOf, toArray } from './path-values.ts'

/**
 * The value at a path: an array of all matches for a path that may have several, undefined for one
 * that leads nowhere. `use` hears the steps of the search, and ends it by an error.
 *
 * @throws JsonPathError for a path that cannot be parsed
 */
export function findByPath(
  document: Value,
  path: string,
  use: (steps: number) => void,
): Value | undefined {
  const { steps, isDefinite } = parseJsonPath(path)
  const found = new Search(document, use).follow([document], steps)
  return isDefinite ? found[0] : toArray(found)
}

class Search {
  readonly #root: Value
  readonly #use: (steps: number) => void

  constructor(root: Value, use: (steps: number) => void) {
    this.#root = root
    this.#use = use
  }

  follow(from: readonly Value[], steps: readonly PathStep[]): readonly Value[] {
    let found = from
    for (const step of steps) {
      found = found.flatMap((value) => this.#step(value, step))
      this.#use(found.length >> 4)
    }
    return found
  }

  #step(value: Value, step: PathStep): readonly Value[] {
    this.#use(1)
    switch (step.kind) {
      case 'names':
        return step.names.flatMap((name) => memberOf(value, name))
      case 'indexes':
        return step.indexes.flatMap((index) => itemOf(value, index))
      case 'slice':
        return isArray(value) ? sliceOf(value, step) : []
      case 'all':
        return childrenOf(value)
      case 'descendants':
        return this.#descendants(value)
      case 'filter':
        return (isArray(value) ? value : [value]).filter((item) => this.#passes(item, step.filter))
      case 'function':
        this.#use(sizeOf(value) >> 4)
        return apply(step.name, value)
    }
  }

  #descendants(value: Value): readonly Value[] {
    const all: Value[] = []
    const waiting = [value]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      this.#use(1)
      all.push(next)
      for (const child of [...childrenOf(next)].reverse()) waiting.push(child)
    }
    return all
  }

  #passes(item: Value, filter: Filter): boolean {
    this.#use(1)
    switch (filter.kind) {
      case 'or':
        return filter.filters.some((one) => this.#passes(item, one))
      case 'and':
        return filter.filters.every((one) => this.#passes(item, one))
      case 'not':
        return !this.#passes(item, filter.filter)
      case 'exists':
        return this.#operand(item, filter.operand) !== undefined
      case 'compare':
        return this.#compares(item, filter)
    }
  }

  #compares(item: Value, filter: Extract<Filter, { kind: 'compare' }>): boolean {
    const left = this.#operand(item, filter.left)
    if (filter.right.kind === 'pattern')
      return (
        filter.operator === '=~' &&
        typeof left === 'string' &&
        matches(filter.right.source, left, this.#use)
      )
    const right = this.#operand(item, filter.right)
    switch (filter.operator) {
      case '==':
        return isSame(left, right)
      case '!=':
        return !isSame(left, right)
      case 'in':
      case 'nin':
        this.#use(sizeOf(right) >> 4)
        return (
          isArray(right) && right.some((one) => isSame(left, one)) === (filter.operator === 'in')
        )
      case 'size':
        return left !== undefined && isSame(BigInt(sizeOf(left)), right)
      case 'empty':
        return left !== undefined && isSame(left === '' || isEmpty(left), right)
      default:
        return isOrdered(filter.operator, left, right)
    }
  }

  #operand(item: Value, operand: Operand): Value | undefined {
    if (operand.kind === 'value') return operand.value
    if (operand.kind === 'pattern') return undefined
    const { fromRoot, path } = operand
    const found = this.follow([fromRoot ? this.#root : item], path.steps)
    return path.isDefinite ? found[0] : toArray(found)
  }
}

const isArray = (value: Value | undefined): value is Value[] =>
  value !== undefined && value !== null && isList(value)

const memberOf = (value: Value, name: string): readonly Value[] => {
  const member = value !== null && isMap(value) ? value.get(name) : undefined
  return member === undefined ? [] : [member]
}

function itemOf(value: Value, index: number): readonly Value[] {
  const item = isArray(value) ? value.at(index) : undefined
  return item === undefined ? [] : [item]
}

function sliceOf(
  list: readonly Value[],
  { from, to, by }: Extract<PathStep, { kind: 'slice' }>,
): readonly Value[] {
  const items = list.slice(from, to)
  return by > 1 ? items.filter((_, index) => index % by === 0) : items
}

const isEmpty = (value: Value): boolean =>
  value !== null && typeof value === 'object' && sizeOf(value) === 0

function isSame(left: Value | undefined, right: Value | undefined): boolean {
  if (isNumber(left) && isNumber(right)) return left == right
  return left === right
}

function isOrdered(operator: string, left: Value | undefined, right: Value | undefined): boolean {
  const areTexts = typeof left === 'string' && typeof right === 'string'
  if (!areTexts && !(isNumber(left) && isNumber(right))) return false
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  return operator === '>' ? left > right : left >= right
}

function matches(pattern: string, text: string, use: (steps: number) => void): boolean {
  const { compileRegex, RegexLimitError, RegexSyntaxError } = rooms.regex()
  try {
    return compileRegex(pattern, (steps) => use(steps >> 4)).matches(text)
  } catch (error) {
    if (error instanceof RegexSyntaxError || error instanceof RegexLimitError)
      throw new JsonPathError(`the pattern '${pattern}': ${error.message}`)
    throw error
  }
}

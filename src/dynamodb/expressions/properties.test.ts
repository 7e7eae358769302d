/**
 * Property tests: printed expressions parse to the same tree, evaluation matches a naive model, and
 * random tokens are refused quickly.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isServiceError } from '../../core/errors.ts'
import { newItem, type AttributeValue, type Item, typeOf } from '../values/values.ts'
import { parseCondition } from './condition.ts'
import { evaluateCondition } from './evaluate.ts'
import { parseKeyCondition } from './key-condition.ts'
import { parseProjection, projectItem } from './projection.ts'
import { createScope, type ExpressionNames, type ExpressionValues } from './grammar/scope.ts'
import type { Comparator, Condition, Operand, Path } from './grammar/tree.ts'
import { applyUpdate } from './update.ts'
import { parseUpdate } from './grammar/update-parser.ts'

const item = (content: Record<string, AttributeValue>): Item =>
  Object.assign(newItem(), content) as Item

// Few names and values, so that they repeat.
const scalar: fc.Arbitrary<AttributeValue> = fc.oneof(
  fc.constantFrom('', 'a', 'ab', 'b', '\u{1F600}', '\uFFFF').map((S) => ({ S })),
  fc.integer({ min: -2, max: 3 }).map((N) => ({ N: String(N) })),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true }),
)
const set: fc.Arbitrary<AttributeValue> = fc
  .uniqueArray(fc.constantFrom('a', 'ab', 'b'), { minLength: 1 })
  .map((SS) => ({ SS: SS.sort() }))
const value: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    scalar,
    set,
    fc.array(tie('value'), { maxLength: 2 }).map((L) => ({ L })),
    fc
      .dictionary(fc.constantFrom('x', 'y', '__proto__'), tie('value'), { maxKeys: 2 })
      .map((members) => ({ M: item(members) })),
  ),
})).value
const anyItem: fc.Arbitrary<Item> = fc
  .dictionary(fc.constantFrom('p', 'q', 'r s', 'size'), value, { maxKeys: 4 })
  .map(item)

const path: fc.Arbitrary<Path> = fc
  .tuple(
    fc.constantFrom('p', 'q', 'r s', 'size'),
    fc.array(fc.oneof(fc.constantFrom('x', 'y', '__proto__'), fc.integer({ min: 0, max: 2 })), {
      maxLength: 2,
    }),
  )
  .map(([first, rest]): Path => [first, ...rest])
const operand: fc.Arbitrary<Operand> = fc.oneof(
  path.map((p): Operand => ({ type: 'path', path: p })),
  value.map((v): Operand => ({ type: 'value', value: v })),
  path.map((p): Operand => ({ type: 'size', of: { type: 'path', path: p } })),
)
const comparator = fc.constantFrom<Comparator>('=', '<>', '<', '<=', '>', '>=')
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .record({ comparator, left: operand, right: operand })
    .map((parts): Condition => ({ type: 'compare', ...parts })),
  fc
    .record({ operand, lower: operand, upper: operand })
    .map((parts): Condition => ({ type: 'between', ...parts })),
  fc
    .record({ operand, candidates: fc.array(operand, { minLength: 1, maxLength: 3 }) })
    .map((parts): Condition => ({ type: 'in', ...parts })),
  fc
    .record({ type: fc.constantFrom('exists' as const, 'notExists' as const), path })
    .map((parts): Condition => parts),
  fc
    .record({ operand, name: fc.constantFrom('S' as const, 'N' as const, 'L' as const) })
    .map((parts): Condition => ({ type: 'hasType', ...parts })),
  fc
    .record({ operand, prefix: operand })
    .map((parts): Condition => ({ type: 'beginsWith', ...parts })),
  fc.record({ operand, part: operand }).map((parts): Condition => ({ type: 'contains', ...parts })),
)
const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc
      .record({
        type: fc.constantFrom('and' as const, 'or' as const),
        conditions: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
      })
      .map((parts): Condition => parts),
    tie('condition').map((inner): Condition => ({ type: 'not', condition: inner })),
  ),
})).condition

/** Prints a tree as an expression, with every name and value as a placeholder. */
class Printer {
  readonly names: Record<string, string> = {}
  readonly values: Record<string, AttributeValue> = {}

  path(steps: Path): string {
    return steps
      .map((step, at) =>
        typeof step === 'number' ? `[${step}]` : (at ? '.' : '') + this.name(step),
      )
      .join('')
  }

  private name(name: string): string {
    const known = Object.keys(this.names).find((key) => this.names[key] === name)
    const placeholder = known ?? `#n${Object.keys(this.names).length}`
    this.names[placeholder] = name
    return placeholder
  }

  value(content: AttributeValue): string {
    const placeholder = `:v${Object.keys(this.values).length}`
    this.values[placeholder] = content
    return placeholder
  }

  operand(node: Operand): string {
    if (node.type === 'value') return this.value(node.value)
    return node.type === 'path' ? this.path(node.path) : `size(${this.operand(node.of)})`
  }

  condition(node: Condition): string {
    switch (node.type) {
      case 'and':
      case 'or':
        return node.conditions.map((part) => this.inner(part)).join(` ${node.type} `)
      case 'not':
        return `NOT ${this.inner(node.condition)}`
      case 'compare':
        return `${this.operand(node.left)} ${node.comparator} ${this.operand(node.right)}`
      case 'between':
        return `${this.operand(node.operand)} BETWEEN ${this.operand(node.lower)} AND ${this.operand(node.upper)}`
      case 'in':
        return `${this.operand(node.operand)} IN (${node.candidates.map((each) => this.operand(each)).join(', ')})`
      case 'exists':
        return `attribute_exists(${this.path(node.path)})`
      case 'notExists':
        return `attribute_not_exists(${this.path(node.path)})`
      case 'hasType':
        return `attribute_type(${this.operand(node.operand)}, ${this.value({ S: node.name })})`
      case 'beginsWith':
        return `begins_with(${this.operand(node.operand)}, ${this.operand(node.prefix)})`
      default:
        return `contains(${this.operand(node.operand)}, ${this.operand(node.part)})`
    }
  }

  private inner(node: Condition): string {
    const isPlain = node.type !== 'and' && node.type !== 'or' && node.type !== 'not'
    return isPlain ? this.condition(node) : `(${this.condition(node)})`
  }

  scope(): ReturnType<typeof createScope> {
    const given = <Map extends object>(map: Map): Map | undefined =>
      Object.keys(map).length > 0 ? map : undefined
    return createScope(given<ExpressionNames>(this.names), given<ExpressionValues>(this.values))
  }
}

const plain = (content: unknown): unknown => JSON.parse(JSON.stringify(content))

/** The model of evaluateCondition, in the simplest form over plain JSON. */
function holds(node: Condition, of: Item): boolean {
  const at = (steps: Path): AttributeValue | undefined => {
    let found: any = { M: of }
    for (const step of steps) found = found?.[typeof step === 'number' ? 'L' : 'M']?.[step]
    return found as AttributeValue | undefined
  }
  const get = (operand: Operand): any => {
    if (operand.type !== 'size') return operand.type === 'value' ? operand.value : at(operand.path)
    const content: any = Object.values(get(operand.of) ?? {})[0]
    const isSized =
      (typeof content === 'object' || typeof content === 'string') && !('N' in get(operand.of))
    return isSized ? { N: String(content.length ?? Object.keys(content).length) } : undefined
  }
  const canonical = (content: any): string => {
    if (Array.isArray(content)) return `[${content.map(canonical).join()}]`
    if (typeof content !== 'object' || content === null) return JSON.stringify(content)
    const members = Object.keys(content).map((key) =>
      key === 'SS' ? `SS:${[...content[key]].sort().join()}` : `${key}:${canonical(content[key])}`,
    )
    return `{${members.sort().join()}}`
  }
  const same = (a: unknown, b: unknown): boolean => !!a && !!b && canonical(a) === canonical(b)
  const order = (a: any, b: any): number | undefined => {
    if (a?.S !== undefined && b?.S !== undefined)
      return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S))
    return a?.N !== undefined && b?.N !== undefined ? Number(a.N) - Number(b.N) : undefined
  }
  const test = (sign: Comparator, a: any, b: any): boolean => {
    if (sign === '=') return same(a, b)
    if (sign === '<>') return !same(a, b)
    const by = order(a, b)
    if (by === undefined) return false
    return sign === '<' ? by < 0 : sign === '<=' ? by <= 0 : sign === '>' ? by > 0 : by >= 0
  }
  switch (node.type) {
    case 'and':
      return node.conditions.every((part) => holds(part, of))
    case 'or':
      return node.conditions.some((part) => holds(part, of))
    case 'not':
      return !holds(node.condition, of)
    case 'compare':
      return test(node.comparator, get(node.left), get(node.right))
    case 'between':
      return (
        test('>=', get(node.operand), get(node.lower)) &&
        test('<=', get(node.operand), get(node.upper))
      )
    case 'in':
      return node.candidates.some((each) => same(get(node.operand), get(each)))
    case 'exists':
      return at(node.path) !== undefined
    case 'notExists':
      return at(node.path) === undefined
    case 'hasType': {
      const found = get(node.operand)
      return found !== undefined && typeOf(found) === node.name
    }
    case 'beginsWith':
      return (
        (get(node.prefix)?.S !== undefined &&
          !!get(node.operand)?.S?.startsWith(get(node.prefix).S)) ||
        (get(node.operand)?.S === '' && get(node.prefix)?.S === '')
      )
    default: {
      const [whole, part] = [get(node.operand), get(node.part)]
      if (whole?.S !== undefined) return part?.S !== undefined && whole.S.includes(part.S)
      if (whole?.SS) return part?.S !== undefined && whole.SS.includes(part.S)
      return !!whole?.L?.some((each: AttributeValue) => same(each, part))
    }
  }
}

describe('conditions', () => {
  it('are the same after printing and parsing if AWS accepts them', () => {
    let taken = 0
    fc.assert(
      fc.property(condition, (tree) => {
        const printer = new Printer()
        const text = printer.condition(tree)
        const parsed = accepted(() => parseCondition('FilterExpression', text, printer.scope()))
        if (parsed) {
          taken++
          expect(plain(parsed)).toEqual(plain(tree))
        }
      }),
      { numRuns: 500, seed: 7 },
    )
    expect(taken).toBeGreaterThan(150)
  })

  it('evaluate like a naive model', () => {
    fc.assert(
      fc.property(condition, anyItem, (tree, of) => {
        expect(evaluateCondition(tree, of)).toBe(holds(tree, of))
      }),
      { numRuns: 3000, seed: 7 },
    )
  })
})

/** The result, or undefined for an AWS error. */
function accepted<Result>(parse: () => Result): Result | undefined {
  try {
    return parse()
  } catch (error) {
    if (isServiceError(error) && error.code === 'ValidationException') return undefined
    throw error
  }
}

describe('projections and updates', () => {
  it('do not change other attributes', () => {
    fc.assert(
      fc.property(anyItem, path, value, (of, place, next) => {
        const printer = new Printer()
        const text = `SET ${printer.path(place)} = ${printer.value(next)}`
        const before = plain(of)
        const update = parseUpdate(text, printer.scope())
        const after = accepted(() => applyUpdate(update, of).item)
        expect(plain(of)).toEqual(before)
        if (!after) return
        const others = (from: Item): unknown => plain({ ...from, [place[0]]: undefined })
        expect(others(after)).toEqual(others(of))
        const names = new Printer()
        const projection = parseProjection(names.path(place), names.scope())
        const part = plain(projectItem(projection, after))
        const appended = place.some((step) => typeof step === 'number')
        if (!appended) expect(JSON.stringify(part)).toContain(JSON.stringify(next))
      }),
      { numRuns: 1000, seed: 7 },
    )
  })
})

describe('random tokens', () => {
  const token = fc.constantFrom(
    ...'a b size name #a #b :a :b ( ) [ ] 0 12 . , = <> < <= > >= + - AND OR NOT IN BETWEEN SET REMOVE ADD DELETE'.split(
      ' ',
    ),
    ...'attribute_exists( begins_with( list_append( if_not_exists( # : _ é \u{1F600} \uD800 \0 \t'.split(
      ' ',
    ),
  )
  const nonsense = fc.oneof(
    fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(' ')),
    fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join('')),
    fc.string({ maxLength: 60, unit: 'binary' }),
  )

  it('give AWS errors in every grammar', () => {
    fc.assert(
      fc.property(nonsense, (text) => {
        const scope = (): ReturnType<typeof createScope> =>
          createScope({ '#a': 'p', '#b': 'q' }, { ':a': { N: '1' }, ':b': { S: 'x' } })
        accepted(() =>
          evaluateCondition(parseCondition('ConditionExpression', text, scope()), item({})),
        )
        accepted(() => parseKeyCondition(text, scope()))
        accepted(() => projectItem(parseProjection(text, scope()), item({})))
        accepted(() => applyUpdate(parseUpdate(text, scope()), item({})))
      }),
      { numRuns: 3000, seed: 7 },
    )
  })
})

/** A parser with a cache gives the same trees, errors and used placeholders as one without. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isServiceError } from '../../../core/errors.ts'
import type { AttributeValue } from '../../values/values.ts'
import { parseCondition } from '../condition.ts'
import { withParseCache } from './parse-cache.ts'
import { parseProjection } from '../projection.ts'
import { createScope, type Scope } from './scope.ts'
import { parseUpdate } from './update-parser.ts'

type Parse = (source: string, scope: Scope) => unknown

const parsers: Record<string, Parse> = {
  condition: (source, scope) => parseCondition('FilterExpression', source, scope),
  update: parseUpdate,
  projection: parseProjection,
}

const given = fc.constantFrom(':v', ':w')
const attribute = fc.constantFrom('a', '#n', '#m.b[1]')
const operand = fc.oneof(given, given, attribute, fc.constantFrom('size(#n)', 'size(:v)'))
const leaf = fc.oneof(
  fc.tuple(operand, fc.constantFrom('=', '<>', '<='), operand).map((parts) => parts.join(' ')),
  fc.tuple(attribute, operand, operand).map(([a, b, c]) => `${a} BETWEEN ${b} AND ${c}`),
  fc.tuple(operand, operand, operand).map(([a, b, c]) => `${a} IN (${b}, ${c})`),
  fc
    .tuple(fc.constantFrom('begins_with', 'contains'), operand, operand)
    .map(([name, a, b]) => `${name}(${a}, ${b})`),
  fc.tuple(attribute, given).map(([a, b]) => `attribute_type(${a}, ${b})`),
  operand.map((a) => `attribute_exists(${a})`),
)
const condition = fc
  .tuple(fc.array(leaf, { minLength: 1, maxLength: 3 }), fc.constantFrom(' AND ', ' OR NOT '))
  .map(([leaves, joint]) => leaves.join(joint))
const paths = fc.constantFrom('a', '#n', '#m.b[1]', 'c')
const action = fc.oneof(
  fc.tuple(paths, operand, operand).map(([p, a, b]) => `SET ${p} = ${a} + ${b}`),
  fc.tuple(paths, paths, operand).map(([p, q, a]) => `SET ${p} = if_not_exists(${q}, ${a})`),
  fc.tuple(paths, operand, operand).map(([p, a, b]) => `SET ${p} = list_append(${a}, ${b})`),
  fc.tuple(fc.constantFrom('ADD', 'DELETE'), paths, given).map((parts) => parts.join(' ')),
  paths.map((p) => `REMOVE ${p}`),
)
const expression = fc.oneof(
  condition.map((source) => ({ kind: 'condition', source })),
  fc
    .array(action, { minLength: 1, maxLength: 2 })
    .map((actions) => ({ kind: 'update', source: actions.join(' ') })),
  fc
    .array(paths, { minLength: 1, maxLength: 2 })
    .map((list) => ({ kind: 'projection', source: list.join(', ') })),
)

const value = fc.oneof<fc.Arbitrary<AttributeValue>[]>(
  fc.constantFrom('S', 'N', 'b').map((S) => ({ S })),
  fc.constantFrom('S', 'N', 'b').map((S) => ({ S })),
  fc.integer({ min: 0, max: 3 }).map((N) => ({ N: String(N) })),
  fc.constantFrom({ SS: ['x'] }, { L: [{ S: 'x' }] }),
)
const binding = fc.record({
  names: fc.record({ '#n': fc.constantFrom('n', 'a'), '#m': fc.constantFrom('m', 'n') }),
  values: fc.record({ ':v': value, ':w': value }),
})

/** The tree and the unused placeholders of an expression, or its error. */
function outcome(parse: Parse, source: string, { names, values }: Binding): unknown {
  try {
    const scope = createScope(names, values)
    const tree = parse(source, scope)
    const unused = messageOf(() => scope.checkAllUsed())
    return { tree, unused }
  } catch (error) {
    if (!isServiceError(error)) throw error
    return error.message
  }
}
interface Binding {
  readonly names: Record<string, string>
  readonly values: Record<string, AttributeValue>
}

function messageOf(check: () => void): string | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

const copy = ({ names, values }: Binding): Binding => ({ names, values: structuredClone(values) })

describe('a parser with a cache', () => {
  it('gives the results of a parser without a cache', () => {
    let count = 0
    fc.assert(
      fc.property(
        expression,
        fc.array(binding, { minLength: 2, maxLength: 4 }),
        ({ kind, source }, bindings) => {
          const parse = parsers[kind]!
          for (const bound of bindings) {
            // Trailing blanks make a new source with the same meaning, which is not in the cache.
            const unseen = source + (++count).toString(2).replaceAll('0', ' ').replaceAll('1', '\t')
            expect(outcome(parse, source, copy(bound))).toEqual(outcome(parse, unseen, copy(bound)))
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('parses again when a check depends on more than types', () => {
    const between = (low: string, high: string): unknown =>
      outcome(parsers['condition']!, 'a BETWEEN :low AND :high', {
        names: { '#unused': 'x' },
        values: { ':low': { S: low }, ':high': { S: high } },
      })
    expect(between('a', 'b')).toMatchObject({
      tree: { type: 'between', upper: { value: { S: 'b' } } },
    })
    expect(between('b', 'a')).toMatch('upper bound to be greater than or equal to lower bound')
    expect(between('b', 'c')).toMatchObject({ tree: { upper: { value: { S: 'c' } } } })
  })

  it('parses an expression once, and again when a type changes', () => {
    const read: string[] = []
    const parse = withParseCache<{ value: AttributeValue }>({
      parse(source, scope) {
        read.push(source)
        return { value: scope.value(':v')! }
      },
      bind: ({ value: old }, bind) => ({ value: bind(old) }),
    })
    const request = (content: AttributeValue): unknown =>
      parse('e', createScope(undefined, { ':v': content }))
    expect(request({ S: 'a' })).toEqual({ value: { S: 'a' } })
    expect(request({ S: 'b' })).toEqual({ value: { S: 'b' } })
    expect(read).toHaveLength(1)
    expect(request({ N: '1' })).toEqual({ value: { N: '1' } })
    expect(read).toHaveLength(2)
  })
})

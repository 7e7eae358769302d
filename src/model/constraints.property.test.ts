import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkerOf } from './constraints.ts'
import { errorOf } from './model.fixture.ts'
import { memberName } from './print-value.ts'
import type { Rules } from './rules.ts'
import { RULES } from './services.ts'
import { boolean, integer, list, map, string, structure, type Shape } from './shape.ts'

/** Small shapes of every kind, with bounds that random values often break. */
const bounds = fc.record(
  { min: fc.integer({ min: 0, max: 2 }), max: fc.integer({ min: 2, max: 4 }) },
  { requiredKeys: [] },
)
const shapes = fc.letrec<{ shape: Shape; structure: Shape }>((tie) => ({
  shape: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    bounds.map((limits) => string(limits)),
    bounds.map((limits) => integer(limits)),
    fc.constantFrom(string({ pattern: '[ab]*' }), string({ values: ['a', 'b'] }), boolean),
    fc.tuple(tie('shape'), bounds).map(([member, limits]) => list(member, limits)),
    fc
      .tuple(tie('shape'), bounds)
      .map(([entry, limits]) => map(entry, { ...limits, keys: string({ max: 2 }) })),
    tie('structure'),
  ),
  structure: fc
    .dictionary(fc.constantFrom('A!', 'B', 'Cd', 'EF!'), tie('shape'), { maxKeys: 4 })
    .map((members) => structure('S', members)),
}))

/** A value of a shape, which may break its bounds but not its types. */
function valuesOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case 'string':
      return fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 })
    case 'number':
      return fc.integer({ min: -1, max: 6 })
    case 'boolean':
      return fc.boolean()
    case 'list':
      return fc.array(valuesOf(shape.member), { maxLength: 5 })
    case 'map':
      return fc.dictionary(
        fc.string({ unit: fc.constantFrom('x', 'y'), minLength: 1, maxLength: 3 }),
        valuesOf(shape.value),
        {
          maxKeys: 5,
          noNullPrototype: true,
        },
      )
    case 'structure':
      return fc.record(
        Object.fromEntries(shape.members.map(({ name, shape: own }) => [name, valuesOf(own)])),
        { requiredKeys: [], noNullPrototype: true },
      )
    default:
      return fc.constant(undefined)
  }
}

const size = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value)
    ? value.length
    : Object.keys(value as object).length

/** The faults of a value itself, in no particular order. */
function ownFaults(shape: Shape, value: unknown): string[] {
  if (shape.type === 'structure' || shape.type === 'boolean') return []
  const { min = -Infinity, max = Infinity } = 'min' in shape || 'max' in shape ? shape : {}
  const amount = shape.type === 'number' ? (value as number) : size(value)
  const what = shape.type === 'number' ? 'value' : 'length'
  const { pattern, values } = shape.type === 'string' ? shape : {}
  return [
    ...(amount < min ? [`${what} greater than or equal to ${min}`] : []),
    ...(amount > max ? [`${what} less than or equal to ${max}`] : []),
    ...(pattern && !/^[ab]*$/.test(value as string) ? ['pattern'] : []),
    ...(values && !values.includes(value as string) ? ['enum'] : []),
  ]
}

/** All faults as `path: fault`, from a second, plain implementation. */
function faultsIn(shape: Shape, value: unknown, path: string): string[] {
  const isEntryFault = (entry: Shape, values: unknown[]): boolean =>
    values.some((one) => ownFaults(entry, one).length > 0)
  switch (shape.type) {
    case 'structure':
      return shape.members.flatMap(({ name, required, shape: own }) => {
        const at = path === '' ? memberName(name) : `${path}.${memberName(name)}`
        const member = (value as Record<string, unknown>)[name]
        if (member === undefined) return required ? [`${at}: null`] : []
        return [
          ...ownFaults(own, member).map((fault) => `${at}: ${fault}`),
          ...faultsIn(own, member, at),
        ]
      })
    case 'list':
      return [
        ...(isEntryFault(shape.member, value as unknown[]) ? [`${path}: entries`] : []),
        ...(value as unknown[]).flatMap((one, index) =>
          faultsIn(shape.member, one, `${path}.${index + 1}.member`),
        ),
      ]
    case 'map': {
      const entries = Object.entries(value as object)
      return [
        ...(entries.some(([key]) => key.length > 2) ? [`${path}: entries`] : []),
        ...(isEntryFault(shape.value, Object.values(value as object)) ? [`${path}: entries`] : []),
        ...entries.flatMap(([key, one]) => faultsIn(shape.value, one, `${path}.${key}.member`)),
      ]
    }
    default:
      return []
  }
}

/** A fault found by the engine, as `path: fault`. */
const shortened = (path: string, demand: string): string =>
  `${path}: ${demand
    .replace(/^.*satisfy constraint: .*$/, 'entries')
    .replace('Member must not be null', 'null')
    .replace(/^Member must have /, '')
    .replace(/^.*regular expression.*$/, 'pattern')
    .replace(/^.*enum value set.*$/, 'enum')}`

it('finds every fault, and nothing else', () => {
  fc.assert(
    fc.property(
      shapes.structure.chain((shape) => fc.tuple(fc.constant(shape), valuesOf(shape))),
      ([shape, input]) => {
        if (shape.type !== 'structure') return
        let found: string[] = []
        const rules: Rules = {
          ...RULES.ssm,
          refuse: (faults) => {
            found = faults.map(({ path, demand }) => shortened(path, demand))
            return RULES.ssm.refuse(faults)
          },
        }
        const error = errorOf(() => checkerOf(shape, rules)(input as object))
        const expected = faultsIn(shape, input, '')
        expect(found.sort()).toEqual(expected.sort())
        expect(error === undefined).toBe(expected.length === 0)
      },
    ),
    { numRuns: 300 },
  )
}, 60_000)

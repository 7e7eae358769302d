import AjvDraft04 from 'ajv-draft-04'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ModelSet } from './model-set.ts'
import { ModelError } from './model-error.ts'

const validate = (schema: object, value: unknown): readonly string[] =>
  new ModelSet('api123', {}).inline(schema, ['Model']).validate(JSON.stringify(value))

describe('a model', () => {
  it.each<[object, unknown, string[]]>([
    [
      { required: ['email', 'body'] },
      {},
      ['object has missing required properties (["body","email"])'],
    ],
    [
      { properties: { type: { enum: ['dog', 'cat'] }, price: { type: 'number', minimum: 25 } } },
      { type: 'bird', price: 20 },
      [
        'numeric instance is lower than the required minimum (minimum: 25, found: 20)',
        'instance value ("bird") not found in enum (possible values: ["dog","cat"])',
      ],
    ],
    [
      { type: 'number' },
      'x',
      [
        'instance type (string) does not match any allowed primitive type (allowed: ["integer","number"])',
      ],
    ],
    [{ type: ['null', 'object'] }, null, []],
    [
      { maximum: 3, exclusiveMaximum: true },
      3,
      ['numeric instance is not strictly lower than the required maximum 3'],
    ],
    [
      { maximum: 3, exclusiveMaximum: true },
      4,
      ['numeric instance is greater than the required maximum (maximum: 3, found: 4)'],
    ],
    [
      { minimum: 3, exclusiveMinimum: true },
      3,
      ['numeric instance is not strictly greater than the required minimum 3'],
    ],
    [{ multipleOf: 0.1 }, 0.3, []],
    [{ multipleOf: 0.1 }, 0.35, ['remainder of division is not zero (0.35 / 0.1)']],
    [{ multipleOf: 1e-300 }, 1e300, []],
    [{ maxLength: 1 }, '😀', []],
    [{ minLength: 3 }, 'ab', ['string "ab" is too short (length: 2, required minimum: 3)']],
    [{ maxLength: 1 }, 'ab', ['string "ab" is too long (length: 2, maximum allowed: 1)']],
    [{ pattern: '^a' }, 'ba', ['ECMA 262 regex "^a" does not match input string "ba"']],
    [
      { minItems: 1 },
      [],
      ['array is too short: must have at least 1 elements but instance has 0 elements'],
    ],
    [
      { maxItems: 1 },
      [1, 2],
      ['array is too long: must have at most 1 elements but instance has 2 elements'],
    ],
    [
      { uniqueItems: true },
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      ['array must not contain duplicate elements'],
    ],
    [
      { items: [{}], additionalItems: false },
      [1, 2],
      ['schema only allows 1 elements in array but instance has 2 elements'],
    ],
    [{ items: [{}], additionalItems: { type: 'null' } }, [1, null], []],
    [
      { properties: { a: {} }, patternProperties: { '^x': {} }, additionalProperties: false },
      { a: 1, x1: 1, z: 1, y: 1 },
      ['object instance has properties which are not allowed by the schema: ["y","z"]'],
    ],
    [{ additionalProperties: { type: 'null' } }, { a: null }, []],
    [
      { minProperties: 2 },
      { a: 1 },
      ['object has too few properties (found 1 but schema requires at least 2)'],
    ],
    [
      { maxProperties: 0 },
      { a: 1 },
      ['object has too many properties (found 1 but schema requires at most 0)'],
    ],
    [
      { dependencies: { a: ['c', 'b'] } },
      { a: 1, b: 1 },
      [
        'property "a" of object has missing property dependencies (schema requires ["b","c"]; missing: ["c"])',
      ],
    ],
    [
      { dependencies: { a: { required: ['b'] } } },
      { a: 1 },
      ['object has missing required properties (["b"])'],
    ],
    [
      { oneOf: [{ type: 'null' }, { type: 'string' }] },
      1,
      ['instance failed to match exactly one schema (matched 0 out of 2)'],
    ],
    [
      { anyOf: [{ type: 'null' }] },
      1,
      ['instance failed to match at least one required schema among 1'],
    ],
    [
      { allOf: [{}, { type: 'null' }] },
      1,
      ['instance failed to match all required schemas (matched only 1 out of 2)'],
    ],
    [{ not: {} }, 1, ['instance matched a schema which it should not have']],
    [{ format: 'email' }, 'a', ['string "a" is not a valid email address']],
    [
      { format: 'date-time' },
      '2026-02-30T00:00:00Z',
      [expect.stringContaining('is invalid against requested date format(s)')] as never,
    ],
    [{ format: 'date-time' }, '2026-02-28T00:00:00.5+01:00', []],
    [{ format: 'date' }, 'nonsense', []],
    [
      { properties: JSON.parse('{"__proto__":{"type":"string"}}') },
      JSON.parse('{"__proto__":1}'),
      [expect.stringMatching(/^instance type \(integer\)/)] as never,
    ],
  ])('%j judges %j', (schema, value, messages) => {
    expect(validate(schema, value)).toEqual(messages)
  })

  it('judges an empty body as {}, and refuses other texts than JSON', () => {
    const model = new ModelSet('api123', {}).inline({ required: ['a'] }, [])
    expect(model.validate('')).toEqual(['object has missing required properties (["a"])'])
    expect(model.validate('{')).toEqual(['Unknown error parsing request body'])
  })

  it('looks below no value that breaks a rule, and below no sibling of it', () => {
    const bad = { properties: { x: { type: 'null' } } }
    const schema = { properties: { a: { type: 'null' }, b: bad } }
    expect(validate(schema, { a: 1, b: { x: 1 } })).toHaveLength(1)
    expect(validate({ required: ['z'], ...schema }, { a: 1 })).toEqual([
      'object has missing required properties (["z"])',
    ])
  })
})

describe('references', () => {
  const url = (name: string): string =>
    `https://apigateway.amazonaws.com/restapis/api123/models/${name}`

  it('name places of the same model, and other models', () => {
    const models = new ModelSet('api123', {
      Order: {
        definitions: { 'a/b': { type: 'integer' } },
        properties: {
          id: { $ref: '#/definitions/a~1b' },
          line: { $ref: url('Line') },
          sku: { $ref: `${url('Line')}#/properties/sku` },
          other: { $ref: '#/components/schemas/Line' },
        },
      },
      Line: { required: ['sku'], properties: { sku: { type: 'string' } } },
    })
    const messages = (value: unknown): readonly string[] =>
      models.named('Order')!.validate(JSON.stringify(value))
    expect(messages({ id: 1, line: { sku: 'a' }, sku: 'b', other: { sku: '' } })).toEqual([])
    for (const wrong of [{ id: 'x' }, { line: {} }, { sku: 1 }, { other: {} }])
      expect(messages(wrong)).toHaveLength(1)
  })

  it('may be circular', () => {
    const models = new ModelSet('api123', {
      Person: { required: ['name'], properties: { house: { $ref: url('House') } } },
      House: { properties: { contains: { items: { $ref: url('Person') } } } },
    })
    const person = models.named('Person')!
    expect(person.validate('{"name":1,"house":{"contains":[{"name":2}]}}')).toEqual([])
    expect(person.validate('{"name":1,"house":{"contains":[{}]}}')).toHaveLength(1)
  })

  it.each([
    { $ref: '#' },
    { allOf: [{ $ref: '#' }] },
    { properties: { a: { not: { $ref: '#/properties/a' } } } },
    {
      definitions: { a: { $ref: '#/definitions/b' }, b: { $ref: '#/definitions/a' } },
      $ref: '#/definitions/a',
    },
  ])('%j, which leads back to itself, is refused', (schema) => {
    expect(() => validate(schema, {})).toThrow(ModelError)
  })

  it('are exponential for no value', () => {
    const node = { $ref: '#' }
    const schema = {
      oneOf: [
        { type: 'null' },
        {
          type: 'object',
          anyOf: [{ properties: { a: node } }, { properties: { a: node, b: node } }],
        },
      ],
      patternProperties: { a: node },
    }
    let value: unknown = 1
    for (let depth = 0; depth < 500; depth++) value = { a: value, b: value }
    let text = '1'
    for (let depth = 0; depth < 500; depth++) text = `{"a":${text}}`
    // An exponential walk would not end within the test's time.
    expect(new ModelSet('a', {}).inline(schema, []).validate(text)).not.toEqual([])
  })

  it('do not overflow the stack', () => {
    const model = new ModelSet('a', {}).inline({ items: { $ref: '#' } }, [])
    const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
    expect(model.validate(deep(900))).toEqual([])
    expect(model.validate(deep(100_000))).toEqual(['Unknown error parsing request body'])
  })
})

describe('a schema that AWS refuses', () => {
  const INVALID =
    'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified'
  it.each<[object, string, string[]]>([
    [
      { properties: { on: { type: 'string', example: 'x' } } },
      `${INVALID}. Unsupported keyword(s): ["example"]]`,
      ['Model', 'properties', 'on', 'example'],
    ],
    [{ required: [] }, `${INVALID}]`, ['Model', 'required']],
    [{ enum: ['A', 'A'] }, `${INVALID}]`, ['Model', 'enum']],
    [{ type: 'text' }, `${INVALID}]`, ['Model', 'type']],
    [{ pattern: '(' }, `${INVALID}]`, ['Model', 'pattern']],
    [{ exclusiveMinimum: 3 }, `${INVALID}]`, ['Model', 'exclusiveMinimum']],
    [{ items: { allOf: [] } }, `${INVALID}]`, ['Model', 'items', 'allOf']],
    [{ dependencies: { a: [] } }, `${INVALID}]`, ['Model', 'dependencies', 'a']],
    [{ $schema: 'http://json-schema.org/draft-07/schema#' }, `${INVALID}]`, ['Model', '$schema']],
    [
      { items: { $ref: 'Order' } },
      `${INVALID}, Model reference must be in canonical form]`,
      ['Model', "$ref 'Order'"],
    ],
    [{ $ref: '#/definitions/none' }, `${INVALID}]`, ['Model', "$ref '#/definitions/none'"]],
  ])('%j', (schema, message, path) => {
    let caught: unknown
    try {
      validate(schema, {})
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(ModelError)
    expect(caught).toMatchObject({ message, path })
  })

  it('is nested too deeply, or contains itself', () => {
    const nested = JSON.parse(`${'{"not":'.repeat(5_000)}{}${'}'.repeat(5_000)}`) as object
    expect(() => validate(nested, {})).toThrow(`${INVALID}. It is nested too deeply]`)
    const circular: Record<string, unknown> = {}
    circular['properties'] = { left: circular, right: circular }
    expect(() => validate(circular, {})).toThrow('nested too deeply')
  })
})

describe('verdicts', () => {
  const ajv = new AjvDraft04.default({ strict: false, validateFormats: false })
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, true, false, 0, 1, 2.5, -1, 0.3, '', 'a', 'ab', 'b'),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('any'), { maxKeys: 3 }),
    ),
  })).any
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 2 })
  const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']
  const schema = fc.letrec<{ one: object }>((tie) => {
    const many = fc.array(tie('one'), { minLength: 1, maxLength: 2 })
    const dictionary = fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('one'), {
      maxKeys: 2,
    })
    const count = fc.nat(3)
    return {
      one: fc.oneof(
        { maxDepth: 4 },
        fc.constant({}),
        fc.record(
          {
            type: fc.oneof(
              fc.constantFrom(...types),
              fc.uniqueArray(fc.constantFrom(...types), { minLength: 1 }),
            ),
            enum: fc.constantFrom([1, 'a'], [null, { a: 1 }], [[], [1]]),
            required: names,
            properties: dictionary,
            patternProperties: fc.dictionary(fc.constantFrom('^a', 'b|c'), tie('one'), {
              maxKeys: 1,
            }),
            additionalProperties: fc.oneof(fc.boolean(), tie('one')),
            items: fc.oneof(tie('one'), many),
            additionalItems: fc.oneof(fc.boolean(), tie('one')),
            dependencies: fc.dictionary(fc.constantFrom('a', 'b'), fc.oneof(names, tie('one')), {
              maxKeys: 1,
            }),
            allOf: many,
            anyOf: many,
            oneOf: many,
            not: tie('one'),
            minimum: count,
            maximum: count,
            multipleOf: fc.constantFrom(1, 0.1, 2),
            minLength: count,
            maxLength: count,
            minItems: count,
            maxItems: count,
            minProperties: count,
            maxProperties: count,
            pattern: fc.constantFrom('^a', 'b$'),
            uniqueItems: fc.boolean(),
          },
          { requiredKeys: [] },
        ),
      ),
    }
  }).one

  it('agree with those of another implementation', () => {
    fc.assert(
      fc.property(schema, value, (given, body) => {
        const text = JSON.stringify(body)
        const messages = new ModelSet('a', {}).inline(given, []).validate(text)
        expect(messages.length === 0).toBe(ajv.validate(given, JSON.parse(text)))
      }),
      { numRuns: 200, seed: 1 },
    )
  })
})

import { readFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import type { Facts, Members, ModelData } from '../../scripts/models/data.ts'
import { completeModel, sourceOf, targetOf } from '../../scripts/models/source.ts'
import { SERVICES } from '../../scripts/models/services.ts'
import { sourceOfModel } from './model.fixture.ts'
import { compilePattern, printPattern } from './pattern.ts'
import { RULES, type ModelledService } from './services.ts'
import type { Member, Shape } from './shape.ts'
import { Source } from './source.ts'

/**
 * Prints every member of an operation's input, and of everything in it, as read from the source: a
 * line each.
 */
function readLines(members: readonly Member[], seen: Set<string>): string[] {
  return members.flatMap(({ name, required, shape }) => [
    `${name} ${required}`,
    ...readShape(shape, seen),
  ])
}

function readShape(shape: Shape, seen: Set<string>): string[] {
  const type = shape.type === 'number' ? (shape.java ?? 'number') : shape.type
  const { min = null, max = null } = 'min' in shape || 'max' in shape ? shape : {}
  const { pattern, values } = shape.type === 'string' ? shape : {}
  const line = JSON.stringify([type, min, max, pattern, values, shape.sensitive ?? false])
  switch (shape.type) {
    case 'structure':
      if (seen.has(shape.name)) return [line]
      seen.add(shape.name)
      return [line, shape.name, ...readLines(shape.members, seen)]
    case 'list':
      return [line, ...readShape(shape.member, seen)]
    case 'map':
      return [line, ...readShape(shape.keys ?? shape, seen), ...readShape(shape.value, seen)]
    default:
      return [line]
  }
}

const TYPES: Readonly<Record<string, string>> = {
  integer: 'Integer',
  long: 'Long',
  float: 'Float',
  double: 'Double',
  enum: 'string',
  union: 'structure',
  document: 'value',
}

/** Prints the same lines from the data. */
function dataLines(data: ModelData, members: Members, seen: Set<string>): string[] {
  return Object.entries(members).flatMap(([name, facts]) => [
    `${name} ${facts.required ?? false}`,
    ...dataShape(data, facts, seen),
  ])
}

function dataShape(data: ModelData, facts: Facts, seen: Set<string>): string[] {
  const { length, range, pattern, enum: values, sensitive = false, shape = '' } = facts
  const [min, max] = length ?? range ?? [null, null]
  const type = TYPES[facts.type] ?? facts.type
  const printed = pattern && printPattern(pattern)
  const line = JSON.stringify([type, min, max, printed, values, sensitive])
  const aggregate = data.structures[shape]
  if (!aggregate) return [line]
  if ('list' in aggregate) return [line, ...dataShape(data, aggregate.list, seen)]
  if ('key' in aggregate) {
    return [
      line,
      ...dataShape(data, aggregate.key, seen),
      ...dataShape(data, aggregate.value, seen),
    ]
  }
  if (seen.has(shape)) return [line]
  seen.add(shape)
  return [line, shape, ...dataLines(data, aggregate.members, seen)]
}

describe.each(Object.keys(RULES) as ModelledService[])('the source of %s', (service) => {
  const data = completeModel(service)
  const source = new Source(sourceOfModel(service))

  it('reads like its model', () => {
    const plain = new Source(sourceOfModel(service, ''))
    const read = Object.keys(data.operations).map((operation) =>
      readLines(plain.input(operation).members, new Set()).join('\n'),
    )
    const expected = Object.values(data.operations).map(({ input }) =>
      dataLines(data, input, new Set()).join('\n'),
    )
    expect(read).toEqual(expected)
    for (const [code, { status, queryCode }] of Object.entries(data.errors)) {
      expect(plain.error(code)).toMatchObject({ queryCode, ...(status && { status }) })
    }
  })

  it('has patterns that are valid in JavaScript', () => {
    const patterns = sourceOfModel(service).text.matchAll(/^\/\d+\|(.*)$/gm)
    for (const [, pattern = ''] of patterns) compilePattern(printPattern(pattern))
  })

  it('has no operation outside the model', () => {
    expect(() => source.input('Nothing')).toThrow('no operation Nothing')
    expect(source.error('Nothing')).toBeUndefined()
  })
})

it.each(SERVICES)(
  '$room/api/model.ts is what `npm run models` writes',
  async (service) => {
    const target = targetOf(service)
    const options = await resolveConfig(target)
    const written = await format(sourceOf(service), { ...options, filepath: target.pathname })
    expect(readFileSync(target, 'utf8')).toBe(written)
  },
  60_000,
)

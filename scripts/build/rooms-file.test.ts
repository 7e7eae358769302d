import { describe, expect, it } from 'vitest'
import { parseRoomsFile, printRoomsFile } from './rooms-file.ts'

const file = (...lines: string[]): string => `${lines.join('\n')}\n`
const parse = (...lines: string[]) => parseRoomsFile(file(...lines), 'rooms.ts')

const TWO = [
  '/** Rooms.',
  ' *',
  " * import * as comment from './comment.ts'",
  ' */',
  "import * as partiql from './partiql/index.ts'",
  "import * as http from 'node:http'",
  '',
  '// The list.',
  'export const rooms = {',
  '  partiql: (): typeof partiql => partiql,',
  '  http: (): typeof http => http,',
  '}',
]

describe('parseRoomsFile', () => {
  it('reads the list', () => {
    expect(parse(...TWO)).toEqual([
      { name: 'partiql', from: './partiql/index.ts' },
      { name: 'http', from: 'node:http' },
    ])
  })

  it.each([
    ["import { a } from './a.ts'", /line 1 is not a line of a rooms\.ts: import \{ a \}/],
    ["import './a.ts'", /line 1 is not/],
    ["import * as a from './a.ts';", /line 1 is not/],
    ["import type * as a from './a.ts'", /line 1 is not/],
    ["export * from './a.ts'", /line 1 is not/],
    ['export const room = {', /line 1 is not/],
    ['  a: (): typeof a => a,', /line 1 is not/],
    ["import * as a from './a.ts'", /'a' is imported but not listed/],
  ])('refuses %s', (line, message) => {
    expect(() => parse(line)).toThrow(message)
  })

  it.each([
    ['  a: () => a,', /line 2 is not/],
    ['  a: (): typeof b => a,', /line 2 is not/],
    ['  a: (): typeof a => a.b,', /line 2 is not/],
    ['  a: (): typeof a => a,', /'a' is listed but not imported/],
  ])('refuses %s in the list', (line, message) => {
    expect(() => parse('export const rooms = {', line, '}')).toThrow(message)
  })
})

describe('printRoomsFile', () => {
  it('imports rooms at first use, and requires packages', () => {
    expect(printRoomsFile(parse(...TWO))).toBe(
      file(
        'export const rooms = {',
        "  partiql: () => import('./partiql/index.ts'),",
        "  http: () => require('node:http'),",
        '}',
      ),
    )
  })
})

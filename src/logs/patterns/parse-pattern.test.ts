import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePattern } from './parse-pattern.ts'

const matches = (pattern: string, message: string): boolean =>
  parsePattern(pattern).match(message) !== undefined

const extracted = (pattern: string, message: string) =>
  parsePattern(pattern).match(message)?.extracted

/** The messages of a list that a pattern matches, by their positions. */
const found = (pattern: string, messages: readonly string[]): number[] =>
  messages.flatMap((message, index) => (matches(pattern, message) ? [index] : []))

// AWS: FilterAndPatternSyntax.html: patterns and messages are those of the page.
describe('terms', () => {
  const messages = [
    '[ERROR 400] BAD REQUEST',
    '[ERROR 401] UNAUTHORIZED REQUEST',
    '[ERROR 419] MISSING ARGUMENTS',
    '[ERROR 420] INVALID ARGUMENTS',
  ]

  it('are parts of a message, all of them, and case-sensitive', () => {
    expect(found('ERROR', messages)).toEqual([0, 1, 2, 3])
    expect(found('error', messages)).toEqual([])
    expect(found('ERROR ARGUMENTS', messages)).toEqual([2, 3])
    expect(found('', messages)).toEqual([0, 1, 2, 3])
  })

  it('are alternatives with ?, and excluded with -', () => {
    expect(found('?BAD ?MISSING', messages)).toEqual([0, 2])
    expect(found('ERROR -ARGUMENTS', messages)).toEqual([0, 1])
    expect(found('-ARGUMENTS', messages)).toEqual([0, 1])
    expect(found('-"BAD REQUEST"', messages)).toEqual([1, 2, 3])
  })

  it('ignore ? beside other terms', () => {
    expect(found('?BAD ?MISSING REQUEST', messages)).toEqual([0, 1])
  })

  it('may be phrases', () => {
    expect(matches('"INTERNAL SERVER ERROR"', '[ERROR 500] INTERNAL SERVER ERROR')).toBe(true)
    expect(matches('"INTERNAL SERVER ERROR"', 'INTERNAL ERROR ON SERVER')).toBe(false)
    expect(matches('"say \\"hi\\""', 'they say "hi"')).toBe(true)
  })

  it('need quotation marks around other characters', () => {
    expect(() => parsePattern('Status: timeout')).toThrow("Invalid character(s) in term ':'")
    expect(() => parsePattern('a [b]')).toThrow("Invalid character(s) in term '['")
    expect(() => parsePattern('"never closed')).toThrow('Invalid filter pattern')
  })
})

describe('regular expressions', () => {
  it('match anywhere', () => {
    expect(matches('%AUTHORIZED%', '[ERROR 401] UNAUTHORIZED REQUEST')).toBe(true)
    expect(matches('%^[hc]at%', 'hat trick')).toBe(true)
    expect(matches('%^[hc]at%', 'a hat')).toBe(false)
    expect(matches('%[hc]at$%', 'the cat\n')).toBe(true)
    expect(matches('%^a{3,5}$%', 'aaaa')).toBe(true)
    expect(matches('%^a{3,5}$%', 'aa')).toBe(false)
    expect(matches('%colou?r|grey%', 'color')).toBe(true)
    expect(matches('%10\\.10\\.0\\.1%', '10x10x0x1')).toBe(false)
    expect(matches('%[^0-9]x\\x3A\\d+%', 'ax:12')).toBe(true)
    expect(matches('%^ab*$%', 'abbb')).toBe(true)
  })

  it('have no groups and few symbols', () => {
    expect(() => parsePattern('%(ab)+%')).toThrow("Invalid character(s) in term '('")
    expect(() => parsePattern('%something!%')).toThrow("Invalid character(s) in term '!'")
    expect(() => parsePattern('%café%')).toThrow('Invalid character(s)')
    for (const wrong of ['%%', '%a', '%a{3,%', '%a{5,3}%', '%*%', '%\\p%', '%[%', '%a||b%']) {
      expect(() => parsePattern(wrong), wrong).toThrow('Invalid')
    }
  })

  it("agree with the runtime's own", () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w')
    const quantifier = fc.constantFrom('', '?', '*', '+', '{2}', '{1,2}')
    const sequence = fc
      .array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.flat().join(''))
    const source = fc.tuple(
      fc.constantFrom('', '^'),
      fc.array(sequence, { minLength: 1, maxLength: 2 }).map((all) => all.join('|')),
      fc.constantFrom('', '$'),
    )
    fc.assert(
      fc.property(
        source,
        fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ') }),
        (parts, text) => {
          expect(matches(`%${parts.join('')}%`, text)).toBe(new RegExp(parts.join('')).test(text))
        },
      ),
    )
  })

  // Backtracking would not end within the test's time.
  it('take time in proportion to the text', () => {
    expect(matches(`%${'a*'.repeat(60)}b%`, 'a'.repeat(20_000))).toBe(false)
  })
})

describe('JSON', () => {
  const event = JSON.stringify({
    eventType: 'UpdateTrail',
    sourceIPAddress: '111.111.111.111',
    arrayKey: ['value', 'another value'],
    objectList: [
      { name: 'a', id: 1 },
      { name: 'b', id: 2 },
    ],
    SomeObject: null,
    ThisFlag: true,
    'cluster.name': 'c',
  })

  it.each([
    '{ $.eventType = "UpdateTrail" }',
    '{ $.eventType = UpdateTrail }',
    '{$.eventType=Update*}',
    '{ $.eventType = *Trail }',
    '{ $.eventType = "*" }',
    '{ $.sourceIPAddress != 123.123.* }',
    '{ $.arrayKey[0] = "value" }',
    '{ $.arrayKey[*] = "another value" }',
    '{ $.objectList[1].id = 2 }',
    '{ $.objectList[*].id > 1 }',
    '{ $.SomeObject IS NULL }',
    '{ $.SomeOtherObject NOT EXISTS }',
    '{ $.ThisFlag IS TRUE }',
    '{ $.[\'cluster.name\'] = "c" }',
    '{ $.eventType = %Trail% }',
    '{ $.* = %111\\.111\\.111\\.1[0-9]{1,2}% }',
  ])('%s matches', (pattern) => {
    expect(matches(pattern, event)).toBe(true)
  })

  it.each([
    '{ $.eventType = "Other" }',
    '{ $.eventType = Upd*il }',
    '{ $.arrayKey = "value" }',
    '{ $.arrayKey != "value" }',
    '{ $.missing != "x" }',
    '{ $.SomeObject = "*" }',
    '{ $.ThisFlag IS FALSE }',
    '{ $.eventType NOT EXISTS }',
    '{ $.eventType > 1 }',
    '{ $.__proto__ = "*" }',
    '{ $.constructor NOT EXISTS && $.eventType = x }',
  ])('%s does not match', (pattern) => {
    expect(matches(pattern, event)).toBe(false)
  })

  it('compares numbers', () => {
    const message = JSON.stringify({ latency: 500, code: '404', ratio: 0.001 })
    const all = [
      '{ $.latency >= 500 }',
      '{ $.latency = 5e2 }',
      '{ $.latency < +1000 }',
      '{ $.code = 4* }',
      '{ $.code = 404 }',
      '{ $.ratio = 1e-3 }',
      '{ $.latency != 501 }',
    ]
    for (const pattern of all) expect(matches(pattern, message), pattern).toBe(true)
    expect(matches('{ $.latency > 500 }', message)).toBe(false)
  })

  it('combines conditions, && before ||', () => {
    const message = JSON.stringify({
      user: { id: 1, email: 'John.Stiles@example.com' },
      users: [{ id: 2, email: 'John.Doe@example.com' }],
      actions: ['GET', 'PUT', 'DELETE'],
      coordinates: [[0, 1, 2]],
    })
    const one = '$.user.email = "John.Stiles@example.com"'
    const two = '$.coordinates[0][1] = nonmatch'
    const three = '$.actions[2] = nomatch'
    expect(matches(`{ ${one} || ${two} && ${three} }`, message)).toBe(true)
    expect(matches(`{ (${one} || ${two}) && ${three} }`, message)).toBe(false)
    expect(matches('{ ($.user.id = 1) && ($.users[0].id = 2) }', message)).toBe(true)
  })

  it('matches only messages that are JSON objects', () => {
    expect(matches('{ $.a NOT EXISTS }', 'no JSON')).toBe(false)
    expect(matches('{ $.a = 1 }', '2026-01-01T00:00:00.000Z\tid\tINFO\t{"a":1}')).toBe(false)
    expect(matches('{ $.a = 1 }', '{"a":1}\n')).toBe(true)
  })

  it('refuses what it cannot read', () => {
    expect(() => parsePattern('{ $.a = 1')).toThrow(
      "If a filter pattern starts with '{' it must end with '}'",
    )
    expect(() => parsePattern('{ $."sc-status" = 5* }')).toThrow(
      `Invalid character(s) in term '$."'`,
    )
    const wrong = [
      '{ }',
      '{ $.a }',
      '{ a = 1 }',
      '{ $.a == 1 }',
      '{ $.a = }',
      '{ $.a = 1 && }',
      '{ ($.a = 1 }',
      '{ $.a IS MAYBE }',
      '{ $.a[x] = 1 }',
      '{ $.a[*].*= 1 }',
      '{ $.a[*] = 1 || $.b[*] = 1 || $.c[*] = 1 || $.d[*] = 1 }',
      '{ $.a = %x% && $.b = %y% && $.c = %z% }',
      '{ $.a = 1 } trailing }',
    ]
    for (const pattern of wrong) expect(() => parsePattern(pattern), pattern).toThrow('Invalid')
  })

  it('survives deep messages', () => {
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    expect(matches('{ $.a = 1 }', deep)).toBe(false)
  })
})

describe('space-delimited fields', () => {
  const line =
    '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534'

  it('have names and conditions', () => {
    const all = [
      '[ip, user, username, timestamp, request, status_code, bytes]',
      '[ip=%127\\.0\\.0\\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]',
      '[..., request =*.html*, status_code = 404 || status_code = 410, bytes]',
      '[ip, user, username, timestamp, request, status_code >= 400 && status_code < 500, bytes > 1000]',
      '[..., bytes]',
      '[ip, ..., bytes=1534]',
      '[ip, user, ...]',
      '[ip, rest]',
      '[..., request="GET /index.html HTTP/1.0", status_code, bytes]',
      '[]',
    ]
    for (const pattern of all) expect(matches(pattern, line), pattern).toBe(true)
    const none = [
      '[..., status_code = 2*, bytes]',
      '[a, b, c, d, e, f, g, h]',
      '[a, b, c, d, e, f, g, h, ...]',
      '[..., bytes > 2000]',
    ]
    for (const pattern of none) expect(matches(pattern, line), pattern).toBe(false)
  })

  it('give the last one the rest of the line', () => {
    const message = 'ERROR 09/25/2014 12:00:02 Failed to process request'
    expect(matches('[w1=ERROR, w2]', message)).toBe(true)
    expect(matches('[w1=ERROR]', message)).toBe(false)
    expect(matches('[w1!=ERROR && w1!=WARN, w2]', message)).toBe(false)
    expect(extracted('[level, rest]', message)).toEqual({
      $level: 'ERROR',
      $rest: '09/25/2014 12:00:02 Failed to process request',
    })
  })

  // AWS: API_TestMetricFilter.html, the examples.
  it('are extracted', () => {
    const message =
      '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /apache_pb.gif HTTP/1.0" 200 1534'
    expect(extracted('[..., size]', message)).toEqual({
      $1: '127.0.0.1',
      $2: '-',
      $3: 'frank',
      $4: '10/Oct/2000:13:25:15 -0700',
      $5: 'GET /apache_pb.gif HTTP/1.0',
      $6: '200',
      $size: '1534',
    })
    expect(Object.keys(extracted('[]', message) ?? {})).toHaveLength(7)
    const match = parsePattern('[..., status_code=2*,]').match(message)
    expect(match?.valueOf('$status_code')).toBe('200')
    expect(match?.valueOf('$7')).toBe('1534')
    expect(match?.valueOf('$other')).toBeUndefined()
  })

  it('refuses what it cannot read', () => {
    for (const pattern of [
      '[a, ..., b, ..., c]',
      '[a, a]',
      '[a = ]',
      '[a=x || b=y]',
      '[1a]',
      '[a=“x]',
    ]) {
      expect(() => parsePattern(pattern), pattern).toThrow('Invalid')
    }
    expect(() => parsePattern('[a, b')).toThrow("it must end with ']'")
  })

  it('takes time in proportion to the message', () => {
    expect(matches('[a, b=never]', '[ '.repeat(100_000))).toBe(false)
  })
})

describe('any text', () => {
  it('is a pattern or refused, and never fails otherwise', () => {
    const parts = [
      '{',
      '}',
      '[',
      ']',
      '$.a',
      '=',
      '"',
      '%',
      '&&',
      '||',
      '(',
      ')',
      '...',
      ',',
      'x',
      '1',
      '*',
      ' ',
    ]
    const text = fc.array(fc.constantFrom(...parts)).map((all) => all.join(''))
    fc.assert(
      fc.property(text, fc.string(), (pattern, message) => {
        try {
          parsePattern(pattern).match(message)
        } catch (error) {
          expect(error).toMatchObject({ name: 'InvalidParameterException' })
        }
      }),
    )
  })
})

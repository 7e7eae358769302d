import { describe, expect, it } from 'vitest'
import { diffLines } from './diff.ts'
import { createMask, isSecretName, MASKED } from './masking.ts'
import { bodyValue, print } from './print.ts'
import { sequenceSvg } from './sequence.ts'

const mask = createMask(['hunter2222'])

describe('print', () => {
  it('hides secrets by name, by value and by form', () => {
    const printed = print(
      {
        headers: { Authorization: 'Basic abc', cookie: 'a=b', accept: '*/*' },
        env: { DB_PASSWORD: 'x', TABLE: 'orders', API_KEY: 'k', DB_SECRET_ARN: 'arn:aws:x' },
        note: 'the password is hunter2222, Bearer abcdefghijklm',
        url: 'https://b.s3.amazonaws.com/k?X-Amz-Signature=0123abc&X-Amz-Expires=60',
        DATABASE_URL: 'postgres://app:horse@db.example/shop',
        NextToken: null,
        token: 'abc',
      },
      mask,
    )
    expect(JSON.parse(printed)).toEqual({
      headers: { Authorization: MASKED, cookie: MASKED, accept: '*/*' },
      env: { DB_PASSWORD: MASKED, TABLE: 'orders', API_KEY: MASKED, DB_SECRET_ARN: 'arn:aws:x' },
      note: `the password is ${MASKED}, Bearer ${MASKED}`,
      url: `https://b.s3.amazonaws.com/k?X-Amz-Signature=${MASKED}&X-Amz-Expires=60`,
      DATABASE_URL: `postgres://app:${MASKED}@db.example/shop`,
      NextToken: null,
      token: MASKED,
    })
  })

  it.each([
    ...['SecretString', 'x-api-key', 'SECRET', 'aws_session_token', 'idToken', 'PASSWORD'],
    ...['x-amz-security-token', 'privateKey', 'SECRET_HASH', 'X-Amz-Signature', 'set-cookie'],
  ])('%s is the name of a secret', (name) => {
    expect(isSecretName(name)).toBe(true)
  })

  it.each(['SecretId', 'tokenUrl', 'customerId', 'AccessKeyId', 'author', 'passed', 'monkey'])(
    '%s is none',
    (name) => {
      expect(isSecretName(name)).toBe(false)
    },
  )

  it('prints any value, within bounds', () => {
    const cycle: Record<string, unknown> = {
      big: 2n ** 70n,
      bytes: new Uint8Array(3),
      at: new Date(0),
    }
    cycle['self'] = cycle
    cycle['set'] = new Set([1])
    expect(print(cycle, mask)).toBe(
      [
        '{',
        '  "big": "1180591620717411303424n",',
        '  "bytes": "<3 bytes: AAAA>",',
        '  "at": "1970-01-01T00:00:00.000Z",',
        '  "self": "[circular]",',
        '  "set": [',
        '    1',
        '  ]',
        '}',
      ].join('\n'),
    )
    const large = { texts: Array.from({ length: 10_000 }, () => 'x'.repeat(10_000)) }
    expect(print(large, mask).length).toBeLessThan(20_000)
    expect(print({ ['__proto__']: 1, text: 'a'.repeat(3000) }, mask)).toContain('more characters')
    expect(print(undefined, mask)).toBe('undefined')
  })

  it('tells text, JSON and bytes apart', () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
    expect(bodyValue(bytes('{"a":1}'))).toEqual({ a: 1 })
    expect(bodyValue(bytes('{"a'))).toBe('{"a')
    expect(bodyValue(Uint8Array.of(255, 254))).toEqual(Uint8Array.of(255, 254))
    expect(bodyValue(new Uint8Array())).toBeUndefined()
  })
})

describe('diffLines', () => {
  it('keeps equal lines, also those that differ in a comma', () => {
    expect(diffLines('{\n  "a": 1\n}', '{\n  "a": 1,\n  "b": 2\n}')).toEqual([
      [' ', '{'],
      [' ', '  "a": 1,'],
      ['+', '  "b": 2'],
      [' ', '}'],
    ])
    expect(diffLines('', 'a')).toEqual([['+', 'a']])
    expect(diffLines('a', '')).toEqual([['-', 'a']])
  })
})

describe('sequenceSvg', () => {
  it('escapes names and texts, and draws no more than a screen can hold', () => {
    const messages = Array.from({ length: 400 }, (_, at) => ({
      from: 'Test',
      to: at % 2 ? '<b>' : '"x"',
      text: '</text><script>',
      kind: 'call' as const,
    }))
    const svg = sequenceSvg(messages)?.text ?? ''
    expect(svg).not.toMatch(/<script|<b>/)
    expect(svg).toContain('150 more messages are not drawn')
    expect(sequenceSvg([])).toBeUndefined()
  })
})

import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createJournal, type Journal, type JournalRecord } from '../../core/journal.ts'
import { linkRecord } from '../../core/reporting/failure-seen.ts'
import type { World } from '../../core/world/world.ts'
import { traceOf } from './trace.ts'

const setUp = (): { world: World; journal: Journal; add: Add } => {
  const journal = createJournal(() => 0)
  const add: Add = (kind, causedBy, members = {}) =>
    journal.append({ kind, at: 0, causedBy: causedBy ?? journal.root, ...members })
  return { world: { journal } as World, journal, add }
}
type Add = (kind: string, causedBy?: JournalRecord, members?: object) => JournalRecord

function orderPlaced(add: Add): JournalRecord {
  const request = add('request', undefined, {
    method: 'POST',
    rawPath: '/orders',
    gateway: { id: 'a1b2', name: 'http' },
    status: 201,
    duration: 4,
  })
  const run = add('invocation', request, {
    functionName: 'place-order',
    coldStart: true,
    status: 'succeeded',
    duration: 3,
  })
  const put = add('call', run, {
    operation: 'PutItem',
    resource: 'orders',
    service: 'dynamodb',
    status: 200,
    duration: 0,
  })
  const write = add('write', put, { type: 'INSERT', table: 'orders', key: { id: { S: 'o1' } } })
  add('invocation', write, {
    at: 61_000,
    functionName: 'audit',
    type: 'Event',
    attempt: 2,
    status: 'failed',
    duration: 1,
    error: {
      errorType: 'TypeError',
      errorMessage: "Cannot read properties of undefined (reading 'id')",
      trace: [
        'TypeError: Cannot read properties',
        '    at node:internal/process/task_queues:95:5',
        '    at handler (/app/src/audit.ts:12:5)',
      ],
    },
  })
  for (let i = 0; i < 5; i++) {
    add('call', run, { operation: 'GetItem', resource: 'stock', status: 200, duration: 0 })
  }
  return request
}

describe('traceOf', () => {
  it('draws the tree of everything that a request caused', () => {
    const { world, add } = setUp()
    const request = orderPlaced(add)
    add('request', undefined, { method: 'GET', rawPath: '/other', status: 200, duration: 1 })
    const response = linkRecord(new Response('{}'), request)
    expect(inspect(traceOf(world, response))).toMatchInlineSnapshot(`
      "POST /orders                             201     4 ms
      └─ place-order (cold start)        succeeded     3 ms
         ├─ PutItem orders                     200     0 ms
         │  └─ INSERT orders { id: 'o1' }
         │     └─ audit (attempt 2)  +61 s  failed     1 ms
         │          TypeError: Cannot read properties of undefined (reading 'id')
         │          at handler (/app/src/audit.ts:12:5)
         └─ GetItem stock ×5                   200"
    `)
  })

  it('shows the whole chain around a record in the middle, marked', () => {
    const { world, journal, add } = setUp()
    orderPlaced(add)
    const run = journal.records.find(({ kind }) => kind === 'invocation')
    expect(String(traceOf(world, run))).toMatch(
      /^POST \/orders .*\n└─ place-order \(cold start\) {2}◄/,
    )
  })

  it("finds the record of an SDK call's output or error", () => {
    const { world, add } = setUp()
    add('call', undefined, {
      operation: 'PutItem',
      resource: 'orders',
      requestId: 'r-1',
      error: new Error('The conditional request failed'),
      status: 400,
    })
    const thrown = Object.assign(new Error('x'), { $metadata: { requestId: 'r-1' } })
    expect(String(traceOf(world, thrown))).toMatchInlineSnapshot(`
      "PutItem orders  400
        Error: The conditional request failed"
    `)
  })

  it('fits one screen and still shows the failures', () => {
    const { world, add } = setUp()
    for (let i = 0; i < 500; i++) {
      add('call', undefined, {
        operation: 'PutItem',
        resource: `table-${i}`,
        status: i === 250 ? 400 : 200,
        ...(i === 250 && { error: new Error('seen') }),
      })
    }
    const lines = String(traceOf(world)).split('\n')
    expect(lines.length).toBeLessThanOrEqual(41)
    expect(lines.join('\n')).toContain('Error: seen')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('prints the whole reason of a failure, over several lines', () => {
    const { world, add } = setUp()
    const why = 'One or more parameter values are not valid. The AttributeValue for a key attribute'
    const error = new Error(
      `${why} cannot contain an empty string value. Key: id\n${'y'.repeat(90)}`,
    )
    const call = { operation: 'PutItem', resource: 'orders', status: 400 }
    add('call', undefined, { ...call, error })
    expect(String(traceOf(world))).toMatchInlineSnapshot(`
      "PutItem orders  400
        Error: One or more parameter values are not valid. The AttributeValue for a
        key attribute cannot contain an empty string value. Key: id
        yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy
        yyyyyyyyyyyy"
    `)
    add('call', undefined, { ...call, error: new Error('x\n'.repeat(100)) })
    expect(String(traceOf(world)).split('\n')).toHaveLength(11)
  })

  it('folds many similar writes and batches', () => {
    const { world, add } = setUp()
    const put = (n: number): void => {
      const call = add('call', undefined, { operation: 'PutItem', resource: 'orders', status: 200 })
      add('write', call, { type: 'INSERT', table: 'orders', key: { id: { S: String(n) } } })
    }
    for (let n = 0; n < 5; n++) put(n)
    expect(String(traceOf(world)).split('\n')).toHaveLength(10)
    for (let n = 5; n < 40; n++) put(n)
    expect(String(traceOf(world))).toMatchInlineSnapshot(`
      "PutItem orders ×40  200
      └─ INSERT orders ×40"
    `)
    expect(traceOf(world).toMermaid()).toContain('Note over a1: INSERT orders ×40')
    const last = world.journal.records.at(-1)
    expect(String(traceOf(world, last?.causedBy))).toBe(
      "PutItem orders  200\n└─ INSERT orders { id: '39' }",
    )
  })

  it('marks a record inside a folded group', () => {
    const { world, add } = setUp()
    const run = add('invocation', undefined, { functionName: 'f', status: 'succeeded' })
    const calls = [1, 2, 3, 4].map(() =>
      add('call', run, { operation: 'GetItem', resource: 'orders', status: 200 }),
    )
    expect(String(traceOf(world, calls[2]))).toContain('GetItem orders ×4  ◄')
  })

  it('says how much work an invocation left behind', () => {
    const { world, add } = setUp()
    add('invocation', undefined, { functionName: 'f', status: 'succeeded', leftBehind: 2 })
    expect(String(traceOf(world))).toContain('f (left 2 behind)')
  })

  it('names deliveries after their receiver', () => {
    const { world, add } = setUp()
    const publish = add('call', undefined, {
      operation: 'Publish',
      resource: 'placed',
      status: 200,
    })
    const to = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`
    add('delivery', publish, { to: to('jobs'), status: 'delivered', attempt: 1 })
    add('delivery', publish, { to: to('dead'), status: 'failed', attempt: 3, why: 'Gone: no.' })
    add('delivery', publish, { to: 'ann@example.com', status: 'pending', attempt: 0 })
    expect(String(traceOf(world)).replace(/ {2,}/g, ' ')).toBe(
      [
        'Publish placed 200',
        '├─ delivery to jobs delivered',
        '├─ delivery to dead (3 attempts) failed',
        '│ Gone: no.',
        '└─ delivery to ann@example.com pending',
      ].join('\n'),
    )
  })

  it('cuts long labels', () => {
    const { world, add } = setUp()
    add('request', undefined, {
      method: 'GET',
      rawPath: `/${'x'.repeat(300)}`,
      status: 200,
      duration: 1,
    })
    const [line] = String(traceOf(world)).split('\n')
    expect(line).toHaveLength(80)
    expect(line).toMatch(/x… 200 {5}1 ms$/)
  })

  it('is wider than 80 columns rather than cutting names deep in a tree', () => {
    const { world, add } = setUp()
    let cause: ReturnType<typeof add> | undefined
    for (let depth = 0; depth < 20; depth++) {
      cause = add('call', cause, { operation: 'Publish', resource: `topic-${depth}`, status: 200 })
    }
    const to = 'arn:aws:lambda:us-east-1:123456789012:function:mail-customer'
    const why = 'The function does not exist in this region.'
    add('delivery', cause, { to, status: 'failed', attempt: 1, why })
    const lines = String(traceOf(world)).split('\n')
    expect(lines[19]).toMatch(/└─ Publish topic-19 +200$/)
    expect(lines[20]).toMatch(/└─ delivery to mail-customer failed$/)
    expect(lines.slice(21).map((line) => line.trim())).toEqual([
      'The function does not exist in this',
      'region.',
    ])
  })

  it('draws a sequence diagram', () => {
    const { world, add } = setUp()
    const request = orderPlaced(add)
    expect(traceOf(world, request).toMermaid()).toMatchInlineSnapshot(`
      "sequenceDiagram
        participant a0 as Test
        participant a1 as http
        participant a2 as place-order
        participant a3 as orders
        participant a4 as audit
        participant a5 as stock
        a0->>a1: POST /orders
        a1->>a2: place-order (cold start)
        a2->>a3: PutItem orders
        Note over a3: INSERT orders { id: 'o1' }
        a3-)a4: audit (attempt 2)
        a4--xa3: failed TypeError: Cannot read properties of undefined (reading 'id')
        a3-->>a2: 200
        a2->>a5: GetItem stock ×5
        a5-->>a2: 200
        a2-->>a1: succeeded
        a1-->>a0: 201"
    `)
  })

  it('refuses a value that belongs to no record', () => {
    const { world } = setUp()
    expect(() => traceOf(world, new Response('x'))).toThrow(/belongs to no record of this region/)
    expect(() => traceOf(world, 5)).toThrow(/received 5/)
    expect(() => traceOf(world, new Response('x'))).not.toThrow(/\n/)
  })

  it('says when nothing happened', () => {
    expect(String(traceOf(setUp().world))).toBe('(nothing happened)')
  })
})

describe('where a failure came from', () => {
  const placeOf = (trace: readonly string[]): string | undefined => {
    const { world, add } = setUp()
    const error = { errorType: 'TypeError', errorMessage: 'x', trace }
    add('invocation', undefined, { functionName: 'place', status: 'failed', error })
    return /^ +at .*$/m.exec(String(traceOf(world)))?.[0].trim()
  }

  it.each([
    [
      'code of a CommonJS module',
      'TypeError: x',
      '    at Object.<anonymous> (/app/src/place.cjs:3:7)',
      '    at Module._compile (node:internal/modules/cjs/loader:1521:14)',
    ],
    [
      'a function without a name behind a package',
      'TypeError: x',
      '    at validate (/app/node_modules/zod/index.js:1:1)',
      '    at Array.map (<anonymous>)',
      '    at async Promise.all (index 0)',
      '    at /app/src/place.ts:12:86',
    ],
    ['a module that cannot be parsed', 'SyntaxError: x', '    at /app/src/place.cjs:2'],
  ])('%s', (_, ...trace) => {
    expect(placeOf(trace)).toMatch(/^at (Object\.<anonymous> \()?\/app\/src\/place/)
  })
})

it('shows what left the region', () => {
  const { world, journal, add } = setUp()
  const request = add('request', undefined, { method: 'GET', rawPath: '/rates', status: 502 })
  add('outgoing', request, {
    via: 'http',
    method: 'POST',
    to: 'https://rates.example/eur',
    status: 503,
  })
  add('outgoing', request, { via: 'email', to: 'ann@example.com' })
  const text = String(traceOf({ ...world, journal } as World))
  expect(text).toContain('POST https://rates.example/eur')
  expect(text).toMatch(/rates\.example\/eur\s+503/)
  expect(text).toContain('email to ann@example.com')
})

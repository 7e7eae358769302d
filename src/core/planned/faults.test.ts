import { describe, expect, it } from 'vitest'
import { isMisuseError, isServiceError } from '../errors.ts'
import { createFaultRule, createFaults, type Faults } from './faults.ts'

const call = (operation: string, resource = 'orders', input: unknown = {}) => ({
  service: 'dynamodb',
  operation,
  resource,
  input,
})
const make = (): Faults => createFaults(() => 0.5)
const meets = (faults: Faults, operation = 'PutItem', times = 1): number[] =>
  Array.from({ length: times }, () => faults.match(call(operation)).length)

describe('faults', () => {
  it('fires once on the first matching call by default', () => {
    const faults = make()
    faults.fail('dynamodb', 'ThrottlingException')
    expect(meets(faults, 'PutItem', 3)).toEqual([1, 0, 0])
    expect(faults.pending).toEqual([])
  })

  it('counts nth among matching calls, from its planning', () => {
    const faults = make()
    meets(faults)
    faults.fail('dynamodb', 'ThrottlingException', { operation: 'PutItem', nth: 3, times: 2 })
    faults.match(call('GetItem'))
    expect(meets(faults, 'PutItem', 5)).toEqual([0, 0, 1, 1, 0])
  })

  it('applies to one resource, operation and condition', () => {
    const faults = make()
    faults.fail('dynamodb', 'X', {
      operation: 'PutItem',
      resource: 'orders',
      when: (input: { n: number }) => input.n > 1,
      times: Infinity,
    })
    expect(faults.match(call('PutItem', 'users', { n: 2 }))).toHaveLength(0)
    expect(faults.match(call('GetItem', 'orders', { n: 2 }))).toHaveLength(0)
    expect(faults.match(call('PutItem', 'orders', { n: 1 }))).toHaveLength(0)
    expect(faults.match(call('PutItem', 'orders', { n: 2 }))).toHaveLength(1)
    expect(faults.match({ ...call('PutItem', 'orders', { n: 2 }), service: 'sqs' })).toHaveLength(0)
  })

  it('makes the error that AWS would answer', () => {
    const faults = make()
    faults.fail('dynamodb', 'ThrottlingException', { message: 'Rate exceeded' })
    faults.fail('dynamodb', 'InternalServerError')
    faults.fail('dynamodb', 'TransactionCanceledException', { fields: { CancellationReasons: [] } })
    const errors = faults.match(call('PutItem')).map((effect) => {
      if (effect.type !== 'error') throw new Error(effect.type)
      expect(isServiceError(effect.error)).toBe(true)
      return effect.error
    })
    expect(errors.map(({ name, message }) => `${name}: ${message}`)).toEqual([
      'ThrottlingException: Rate exceeded',
      'InternalServerError: Planned by the test: InternalServerError',
      'TransactionCanceledException: Planned by the test: TransactionCanceledException',
    ])
    expect(errors.map((error) => Reflect.get(error, 'status'))).toEqual([400, 500, 400])
    expect(errors[2]).toHaveProperty('CancellationReasons', [])
  })

  it('throws a given error itself', () => {
    const faults = make()
    const boom = new TypeError('boom')
    faults.fail('dynamodb', boom)
    expect(faults.match(call('PutItem'))).toEqual([{ type: 'error', error: boom }])
  })

  it('delays and drops connections', () => {
    const faults = make()
    faults.delay('dynamodb', '2s')
    faults.reset('dynamodb', { operation: 'PutItem' })
    expect(faults.match(call('PutItem'))).toEqual([
      { type: 'delay', milliseconds: 2000 },
      { type: 'reset' },
    ])
  })

  it('lists faults that have not fired', () => {
    const faults = make()
    faults.fail('dynamodb', 'X', { operation: 'PutItem', resource: 'orders', nth: 3, times: 2 })
    faults.delay('lambda', '1s', { times: Infinity })
    meets(faults, 'PutItem', 3)
    expect(faults.pending).toEqual([
      {
        description: 'orders: PutItem fails with X (3rd call, 2 times)',
        remaining: 1,
        seen: 3,
      },
      {
        description: 'lambda: any operation is delayed by 1000 ms (from the 1st call on)',
        remaining: 1,
        seen: 0,
      },
    ])
    faults.clear()
    expect(faults.pending).toEqual([])
  })

  it('fires by chance, from its own seed if it has one', () => {
    const run = (seed: number): string => {
      const faults = make()
      faults.fail('dynamodb', 'X', { probability: 0.5, seed })
      return meets(faults, 'PutItem', 64).join('')
    }
    expect(run(1)).toBe(run(1))
    expect(run(1)).not.toBe(run(2))
    const hits = [...run(1)].filter((digit) => digit === '1').length
    expect(hits).toBeGreaterThan(16)
    expect(hits).toBeLessThan(48)
  })

  it('forks independently, chances included', () => {
    const faults = make()
    faults.fail('dynamodb', 'X', { nth: 2 })
    faults.fail('dynamodb', 'Y', { operation: 'Query', probability: 0.5, seed: 7 })
    meets(faults)
    const forks = [faults.fork(() => 0), faults.fork(() => 0)]
    expect(forks.map((fork) => meets(fork, 'Query', 32))).toHaveLength(2)
    expect(faults.pending.map(({ seen }) => seen)).toEqual([1, 0])
    const [a, b] = [faults.fork(() => 0), faults.fork(() => 0)]
    const interleaved: number[][] = [[], []]
    for (let i = 0; i < 32; i++) {
      interleaved[0]!.push(...meets(a!, 'Query'))
      interleaved[1]!.push(...meets(b!, 'Query'))
    }
    expect(interleaved[0]).toEqual(interleaved[1])
  })

  it('refuses wrong values', () => {
    const faults = make()
    const plan = (options: object) => () => faults.fail('dynamodb', 'X', options)
    for (const options of [
      { nth: 0 },
      { nth: 1.5 },
      { times: 0 },
      { times: NaN },
      { probability: 2 },
      { probability: 0.5, nth: 2 },
    ]) {
      expect(plan(options)).toThrow(/A fault received/)
    }
    expect(() => faults.fail('dynamodb', '')).toThrow(/the name of an AWS error/)
    expect(() => faults.delay('dynamodb', -1)).toThrow(/delay is -1/)
    try {
      plan({ nth: 0 })()
    } catch (error) {
      expect(isMisuseError(error)).toBe(true)
    }
    expect(faults.pending).toEqual([])
  })

  it('refuses unknown options', () => {
    const faults = make()
    const plan = (options: object) => () => faults.fail('dynamodb', 'X', options)
    expect(plan({ nht: 2 })).toThrow(/unknown option 'nht'.*Did you mean 'nth'/)
    expect(() => faults.delay('dynamodb', '1s', { message: 'x' } as never)).toThrow(/'message'/)
    expect(() => faults.reset('dynamodb', { key: 1 } as never)).toThrow(/'key'/)
    expect(plan({ seed: 1 })).toThrow(/seed: 1.*together with a probability/)
    expect(plan({ probability: 1, seed: {} })).toThrow(/seed: an object.*a string or a number/)
    expect(plan({ when: 'x' })).toThrow(/when: "x".*a function/)
    expect(plan({ status: '500' })).toThrow(/status: "500".*400 to 599/)
    expect(plan({ message: 5 })).toThrow(/message: 5.*text/)
    expect(plan({ fields: 5 })).toThrow(/fields: 5.*an object/)
    expect(() => faults.fail(undefined as never, 'X')).toThrow(/service undefined/)
    expect(() => faults.add(undefined as never)).toThrow(/faults\.add/)
    expect(() => faults.add({} as never)).toThrow(/faults\.add.*service/)
    expect(faults.pending).toEqual([])
  })

  it('takes no time for a delay of 0', () => {
    const faults = make()
    faults.delay('dynamodb', 0)
    expect(faults.match(call('PutItem'))).toEqual([])
    expect(faults.pending).toEqual([])
  })

  it('refuses services without operations that could fail', () => {
    const services = [{ id: 'apigateway', room: () => ({ operations: {} }) }]
    const faults = createFaults(() => 0.5, services)
    expect(() => faults.fail('apigateway', 'X')).toThrow(/'apigateway'.*no operation/)
  })

  it('suggests similar names of services and operations', () => {
    const services = [
      { id: 'dynamodb', room: () => ({ operations: { PutItem: { name: 'PutItem' } } }) },
    ]
    const faults = createFaults(() => 0.5, services).fork(() => 0.5)
    expect(() => faults.fail('dynamo', 'X')).toThrow(
      /the service 'dynamo'.*Did you mean 'dynamodb'/,
    )
    expect(() => faults.delay('dynamodb', '1s', { operation: 'PutItems' })).toThrow(
      /'PutItems'.*Did you mean 'PutItem'/,
    )
    faults.reset('dynamodb', { operation: 'PutItem' })
    expect(faults.pending).toHaveLength(1)
  })

  it('names near misses of errors, and knows their statuses', () => {
    const room = () => ({ operations: { Invoke: {} }, errors: { TooManyRequestsException: 429 } })
    const faults = createFaults(() => 0.5, [{ id: 'lambda', room }])
    expect(() => faults.fail('lambda', 'TooManyRequests')).toThrow(
      /region\.faults\.fail received 'TooManyRequests'.*Did you mean 'TooManyRequestsException'/,
    )
    faults.fail('lambda', 'TooManyRequestsException')
    faults.fail('lambda', new Error('mine'))
    const met = faults.match({ service: 'lambda', operation: 'Invoke', resource: 'f', input: {} })
    expect(met).toMatchObject([{ error: { status: 429 } }, { error: { message: 'mine' } }])
  })

  it('describes ordinals', () => {
    const words = [1, 2, 3, 4, 11, 12, 13, 21, 102, 113].map(
      (nth) =>
        /\((\S+) call/.exec(
          createFaultRule({ service: 's' }, { type: 'reset' }, { nth }).description,
        )?.[1],
    )
    expect(words.join(' ')).toBe('1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 113th')
  })
})

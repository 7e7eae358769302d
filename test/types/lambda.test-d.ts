import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyResultV2,
  Callback,
  Context,
  Handler,
  SQSHandler,
} from 'aws-lambda'
import {
  createRegion,
  registerFunction,
  type FunctionError,
  type FunctionOptions,
  type InvocationRecord,
  type LambdaFunction,
} from 'miniregion'
import { describe, expectTypeOf, it, vi } from 'vitest'

interface Place {
  id: string
  amount: number
}

describe('registerFunction', () => {
  it('takes the types of the handler', () => {
    const fn = registerFunction('fn', async (event: Place) => ({ total: event.amount }))
    expectTypeOf(fn).toEqualTypeOf<LambdaFunction<Place, { total: number }>>()
    expectTypeOf(fn.invoke).parameter(0).toEqualTypeOf<Place | undefined>()
    expectTypeOf(fn.invoke({ id: '1', amount: 9 })).resolves.toEqualTypeOf<
      InvocationRecord<Place, { total: number }>
    >()
    // @ts-expect-error -- not such an event
    void fn.invoke({ id: 1 })
  })

  it('takes explicit types', () => {
    const fn = registerFunction<Place, string>('fn', async ({ id }) => id)
    expectTypeOf(fn).toEqualTypeOf<LambdaFunction<Place, string>>()
  })

  it('knows context and callback', () => {
    registerFunction('fn', (_event, context, callback) => {
      expectTypeOf(context).toEqualTypeOf<Context>()
      expectTypeOf(callback).toExtend<Callback>()
      callback(null, 'done')
    })
  })

  it('takes the handlers of @types/aws-lambda', () => {
    const http: Handler<APIGatewayProxyEventV2, APIGatewayProxyResultV2> = async () => ({
      statusCode: 200,
    })
    expectTypeOf(registerFunction('http', http)).toEqualTypeOf<
      LambdaFunction<APIGatewayProxyEventV2, APIGatewayProxyResultV2>
    >()
    const queue: SQSHandler = async () => {}
    expectTypeOf(registerFunction('queue', queue)).toExtend<LambdaFunction>()
  })

  it('takes mocks and streaming handlers', () => {
    expectTypeOf(registerFunction('mock', vi.fn())).toExtend<LambdaFunction>()
    const streaming = registerFunction(
      'stream',
      awslambda.streamifyResponse(async (_event: Place, stream) => {
        stream.write('x')
        stream.end()
      }),
    )
    expectTypeOf(streaming).toEqualTypeOf<LambdaFunction<Place, string>>()
  })

  it('takes a loader, with the types of what it loads', () => {
    const fn = registerFunction('fn', () => import('../usage/lambda-handler.js'))
    expectTypeOf(fn).toEqualTypeOf<LambdaFunction<{ name: string }, string>>()
    const other = registerFunction('other', () => import('node:os'), { handler: 'cpus' })
    expectTypeOf(other).toExtend<LambdaFunction>()
  })

  it('checks its options', () => {
    expectTypeOf<FunctionOptions['timeout']>().toEqualTypeOf<
      number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}` | undefined
    >()
    registerFunction('fn', async () => 1, {
      timeout: '3s',
      aliases: { prod: '1', next: { version: '1', weights: { '2': 0.5 } } },
      versions: 2,
    })
    // @ts-expect-error -- text only
    registerFunction('fn', async () => 1, { environment: { PORT: 80 } })
    // @ts-expect-error -- no such option
    registerFunction('fn', async () => 1, { timout: 3 })
  })
})

describe('a function', () => {
  const fn = createRegion().registerFunction('fn', async (event: Place) => event.id)

  it('returns records', () => {
    expectTypeOf(fn.lastInvocation).toEqualTypeOf<InvocationRecord<Place, string> | undefined>()
    expectTypeOf(fn.invocations).toEqualTypeOf<readonly InvocationRecord<Place, string>[]>()
    const run = fn.invocations[0]!
    expectTypeOf(run.payload).toEqualTypeOf<string | undefined>()
    expectTypeOf(run.event).toEqualTypeOf<Place>()
    expectTypeOf(run.error).toEqualTypeOf<FunctionError | undefined>()
    expectTypeOf(run.context).toEqualTypeOf<Context>()
    expectTypeOf(run.status).toEqualTypeOf<
      'running' | 'succeeded' | 'failed' | 'timedOut' | 'throttled'
    >()
  })

  it('resolves to nothing for an event', () => {
    expectTypeOf(
      fn.invoke({ id: '1', amount: 1 }, { type: 'Event' }),
    ).resolves.toEqualTypeOf<undefined>()
    // @ts-expect-error -- no such type
    void fn.invoke({ id: '1', amount: 1 }, { type: 'Later' })
  })

  it('is a destination, and prints as its ARN', () => {
    registerFunction('other', async () => 1, { onFailure: fn, onSuccess: fn.arn })
    expectTypeOf(`${fn}`).toEqualTypeOf<string>()
    expectTypeOf(fn.qualifier('prod')).toEqualTypeOf<LambdaFunction<Place, string>>()
  })
})

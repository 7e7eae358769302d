import {
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
  type InvokeWithResponseStreamCommandInput,
} from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../region/index.ts'
import { awslambda } from '../runtime/awslambda.ts'

function setUp(handler: (...args: any[]) => unknown) {
  const region = createRegion()
  region.registerFunction('fn', handler as () => Promise<unknown>)
  const client = new LambdaClient({ ...region.sdk, maxAttempts: 1 })
  const stream = (changes: Partial<InvokeWithResponseStreamCommandInput> = {}) =>
    client.send(new InvokeWithResponseStreamCommand({ FunctionName: 'fn', ...changes }))
  return { region, client, stream }
}

type Answer = Awaited<ReturnType<ReturnType<typeof setUp>['stream']>>

async function read({ EventStream }: Answer): Promise<unknown[]> {
  const events: unknown[] = []
  for await (const { PayloadChunk, InvokeComplete } of EventStream ?? []) {
    events.push(
      PayloadChunk ? Buffer.from(PayloadChunk.Payload ?? []).toString('utf8') : InvokeComplete,
    )
  }
  return events
}

describe('InvokeWithResponseStream', () => {
  it('answers with each chunk as the handler writes it', async () => {
    let goOn: () => void = () => undefined
    const { stream } = setUp(
      awslambda.streamifyResponse(async (event: { name: string }, responseStream) => {
        responseStream.setContentType('text/plain')
        responseStream.write(`Hello ${event.name}`)
        await new Promise<void>((resolve) => (goOn = resolve))
        responseStream.write('bye')
        responseStream.end()
      }),
    )
    const answer = await stream({ Payload: Buffer.from('{"name":"Ann"}') })
    expect(answer).toMatchObject({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      ResponseStreamContentType: 'text/plain',
    })
    const events = answer.EventStream?.[Symbol.asyncIterator]()
    const first = await events?.next()
    expect(Buffer.from(first?.value?.PayloadChunk?.Payload ?? []).toString()).toBe('Hello Ann')
    goOn()
    const second = await events?.next()
    expect(Buffer.from(second?.value?.PayloadChunk?.Payload ?? []).toString()).toBe('bye')
    expect((await events?.next())?.value).toEqual({ InvokeComplete: {} })
    expect((await events?.next())?.done).toBe(true)
  })

  it('answers with the result of a handler that does not stream', async () => {
    const { stream } = setUp(async () => ({ ok: true }))
    expect(await read(await stream())).toEqual(['{"ok":true}', {}])
  })

  it('ends with the error of the function, and its log', async () => {
    const { stream } = setUp(
      awslambda.streamifyResponse(async (_event: unknown, responseStream) => {
        responseStream.write('begun')
        console.log('written')
        throw new TypeError('broken')
      }),
    )
    const [chunk, complete] = await read(await stream({ LogType: 'Tail' }))
    expect(chunk).toBe('begun')
    expect(complete).toMatchObject({
      ErrorCode: 'Unhandled',
      ErrorDetails: expect.stringContaining('"errorMessage":"broken"') as string,
    })
    const { LogResult } = complete as { LogResult: string }
    expect(Buffer.from(LogResult, 'base64').toString()).toContain('written')
  })

  it('is throttled, checked only, and refused like Invoke', async () => {
    const { stream, region } = setUp(async () => 1)
    region.registerFunction('none', async () => 1, { reservedConcurrentExecutions: 0 })
    await expect(stream({ FunctionName: 'none' })).rejects.toMatchObject({
      name: 'TooManyRequestsException',
    })
    await expect(stream({ FunctionName: 'other' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    expect((await stream({ InvocationType: 'DryRun' })).StatusCode).toBe(204)
    expect(region.function('fn').invocations).toHaveLength(0)
  })

  it('has no limit of 6 MB, unlike Invoke', async () => {
    const { client, stream } = setUp(
      awslambda.streamifyResponse(async (_event: unknown, responseStream) => {
        for (let n = 0; n < 7; n++) responseStream.write('x'.repeat(1_000_000))
        responseStream.end()
      }),
    )
    const events = await read(await stream())
    expect(events.slice(0, -1).join('')).toHaveLength(7_000_000)
    const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName: 'fn' }))
    expect(FunctionError).toBe('Unhandled')
    expect(Payload?.transformToString()).toContain('Function.ResponseSizeTooLarge')
  })
})

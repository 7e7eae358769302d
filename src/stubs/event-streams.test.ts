/** Stubbed answers that are streams of events. */
import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  InvokeModelWithBidirectionalStreamCommand,
  InvokeModelWithResponseStreamCommand,
  ThrottlingException,
} from '@aws-sdk/client-bedrock-runtime'
import { describe, expect, it } from 'vitest'
import { awsError } from '../core/planned/aws-error.ts'
import { createRegion } from '../region/index.ts'
const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString()

describe('event streams', () => {
  const read = async (events: AsyncIterable<object> | undefined): Promise<object[]> => {
    const all: object[] = []
    for await (const event of events!) all.push(event)
    return all
  }
  const delta = (words: string) => ({
    contentBlockDelta: { delta: { text: words }, contentBlockIndex: 0 },
  })

  it('from an array', async () => {
    const region = createRegion()
    region.stub(ConverseStreamCommand, {
      stream: [delta('hel'), delta('lo'), { messageStop: { stopReason: 'end_turn' } }],
    })
    const client = new BedrockRuntimeClient(region.sdk)
    const { stream } = await client.send(new ConverseStreamCommand({ modelId: 'm' }))
    expect(await read(stream)).toEqual([
      delta('hel'),
      delta('lo'),
      { messageStop: { stopReason: 'end_turn' } },
    ])
  })

  it('from a generator, with bytes written as a string', async () => {
    const region = createRegion()
    region.stub(InvokeModelWithResponseStreamCommand, async () => ({
      contentType: 'application/json',
      body: (async function* () {
        yield { chunk: { bytes: '{"a":1}' } }
        yield { chunk: { bytes: Buffer.from('{"a":2}') } }
      })(),
    }))
    const client = new BedrockRuntimeClient(region.sdk)
    const { body } = await client.send(
      new InvokeModelWithResponseStreamCommand({ modelId: 'm', body: '{}' }),
    )
    const chunks: string[] = []
    for await (const event of body!) chunks.push(text(event.chunk?.bytes))
    expect(chunks).toEqual(['{"a":1}', '{"a":2}'])
  })

  it('fail in the middle with an exception of the service', async () => {
    const region = createRegion()
    region.stub(ConverseStreamCommand, () => ({
      stream: (function* () {
        yield delta('hel')
        throw awsError('ThrottlingException', 'slow down')
      })(),
    }))
    const client = new BedrockRuntimeClient(region.sdk)
    const { stream } = await client.send(new ConverseStreamCommand({ modelId: 'm' }))
    const seen: object[] = []
    const reading = (async () => {
      for await (const event of stream!) seen.push(event)
    })()
    await expect(reading).rejects.toThrow(ThrottlingException)
    await expect(reading).rejects.toThrow('slow down')
    expect(seen).toEqual([delta('hel')])
  })

  it('in both directions, as they come', async () => {
    const region = createRegion()
    const heard: string[] = []
    region.stub(InvokeModelWithBidirectionalStreamCommand, (input) => ({
      body: (async function* () {
        for await (const { chunk } of input.body!) {
          heard.push(text(chunk?.bytes))
          yield { chunk: { bytes: `re: ${heard.at(-1)}` } }
        }
      })(),
    }))
    let answered = (): void => {}
    async function* questions() {
      for (const question of ['a', 'b']) {
        yield { chunk: { bytes: Buffer.from(question) } }
        await new Promise<void>((resolve) => (answered = resolve))
      }
    }
    const { body } = await new BedrockRuntimeClient(region.sdk).send(
      new InvokeModelWithBidirectionalStreamCommand({ modelId: 'm', body: questions() }),
    )
    const answers: string[] = []
    for await (const { chunk } of body!) {
      answers.push(text(chunk?.bytes))
      answered()
    }
    expect([heard, answers]).toEqual([
      ['a', 'b'],
      ['re: a', 're: b'],
    ])
  })

  it('report a mistake in a late event where it is read', async () => {
    const region = createRegion()
    region.stub(ConverseStreamCommand, () => ({
      stream: (function* () {
        yield delta('hel')
        yield { contentBlockDelt: {} } as never
      })(),
    }))
    const client = new BedrockRuntimeClient(region.sdk)
    const { stream } = await client.send(new ConverseStreamCommand({ modelId: 'm' }))
    await expect(read(stream)).rejects.toThrow(
      /no member 'stream\[1\]\.contentBlockDelt'.*Did you mean 'contentBlockDelta'\?/s,
    )
  })
})

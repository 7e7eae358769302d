// The examples of docs/guide/response-streaming.md.
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

// The example, as a file of an application has it.
const loader = () => ({
  handler: awslambda.streamifyResponse(async (event: { body: string }, stream) => {
    const { question } = JSON.parse(event.body) as { question: string }
    const headers = { 'content-type': 'text/event-stream' }
    const events = awslambda.HttpResponseStream.from(stream, { statusCode: 200, headers })
    for (const word of ['You', 'asked', question]) {
      events.write(`data: ${word}\n\n`)
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    events.end('data: [DONE]\n\n')
  }),
})

it('receives server-sent events as they are written', async () => {
  const region = createRegion()
  region.clock.freeze()
  const chat = region.registerFunction('chat', loader)
  const api = region.createGateway(
    {
      'POST /chat': {
        integration: { type: 'AWS_PROXY', function: chat, responseTransferMode: 'STREAM' },
      },
    },
    { type: 'rest' },
  )

  const response = await api.post('/chat', { question: 'why' })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toBe('data: You\n\n')
  await region.clock.advance('500ms')
  expect((await reader.read()).value).toBe('data: asked\n\n')

  // The rest, without waiting for its time.
  await region.idle()
  expect((await reader.read()).value).toBe('data: why\n\n')
  expect((await reader.read()).value).toBe('data: [DONE]\n\n')
  expect((await reader.read()).done).toBe(true)
  expect(api.lastRequest?.duration).toBe(1500)
})

it('shows what a client got that went away', async () => {
  const region = createRegion()
  region.clock.freeze()
  const chat = region.registerFunction('chat', loader)
  chat.createUrl({ invokeMode: 'RESPONSE_STREAM' })

  const controller = new AbortController()
  const response = await chat.fetch('/', {
    method: 'POST',
    body: '{"question":"why"}',
    signal: controller.signal,
  })
  const reader = response.body!.getReader()
  await reader.read()
  controller.abort()
  await expect(reader.read()).rejects.toThrow('aborted')

  await region.idle()
  expect(chat.lastInvocation?.status).toBe('succeeded')
})

it('cuts a quiet response', async () => {
  const region = createRegion()
  region.clock.freeze()
  const slow = region.registerFunction(
    'slow',
    () => ({
      handler: awslambda.streamifyResponse(async (_event: unknown, stream) => {
        const body = awslambda.HttpResponseStream.from(stream, { statusCode: 200 })
        body.write('first')
        await new Promise((resolve) => setTimeout(resolve, 60_000))
        body.end()
      }),
    }),
    { timeout: 120 },
  )
  const api = region.createGateway(
    {
      'GET /slow': {
        integration: { type: 'AWS_PROXY', function: slow, responseTransferMode: 'STREAM' },
      },
    },
    { type: 'rest' },
  )

  // An edge-optimized API, whose responses may be quiet for 30 s.
  const response = await api.get('/slow')
  const text = response.text()
  await Promise.all([expect(text).rejects.toThrow('terminated'), region.clock.advance('30s')])
  expect(api.lastRequest?.reason).toBe('Nothing came for 30 s.')
  await region.idle()
})

it('passes the events of an HTTP backend on', async () => {
  const region = createRegion()

  region.backend('https://llm.example', () => {
    const events = new ReadableStream<string>({
      start(controller) {
        for (const word of ['Hello', 'world']) controller.enqueue(`data: ${word}\n\n`)
        controller.close()
      },
    })
    return new Response(events.pipeThrough(new TextEncoderStream()), {
      headers: { 'content-type': 'text/event-stream' },
    })
  })
  const api = region.createGateway(
    {
      'POST /chat': {
        integration: {
          type: 'HTTP_PROXY',
          uri: 'https://llm.example/v1/chat',
          responseTransferMode: 'STREAM',
        },
      },
    },
    { type: 'rest' },
  )

  const response = await api.post('/chat', { question: 'why' })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toBe('data: Hello\n\n')
  expect((await reader.read()).value).toBe('data: world\n\n')
})

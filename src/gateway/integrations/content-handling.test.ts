import { describe, expect, it } from 'vitest'
import { open, passThrough } from './backend.fixture.ts'

describe('contentHandling', () => {
  const bytes = Uint8Array.from([0x50, 0xff])
  const base64 = Buffer.from(bytes).toString('base64')

  // Recorded: TestApiGatewayS3BinarySupport
  it.each<
    [
      'CONVERT_TO_TEXT' | 'CONVERT_TO_BINARY' | undefined,
      string,
      Uint8Array | string,
      string | Uint8Array | 500,
    ]
  >([
    [undefined, 'text/plain', bytes, 'P\ufffd'],
    ['CONVERT_TO_TEXT', 'text/plain', bytes, 'P\ufffd'],
    [undefined, 'image/png', bytes, bytes],
    ['CONVERT_TO_TEXT', 'image/png', bytes, base64],
    ['CONVERT_TO_BINARY', 'text/plain', base64, bytes],
    ['CONVERT_TO_BINARY', 'text/plain', 'not base64!', 500],
    ['CONVERT_TO_BINARY', 'image/png', bytes, bytes],
  ])('of a request: %s, %s', async (contentHandling, type, body, expected) => {
    let got: Uint8Array | undefined
    const { api } = open(
      { type: 'HTTP', ...(contentHandling && { contentHandling }), responses: passThrough },
      async (request) => {
        got = new Uint8Array(await request.arrayBuffer())
        return new Response()
      },
      { binaryMediaTypes: ['image/*'] },
    )
    const res = await api.post('/r/1', body, { headers: { 'content-type': type } })
    if (expected === 500) expect(res.status).toBe(500)
    else expect(Buffer.from(got ?? [])).toEqual(Buffer.from(expected as Uint8Array))
  })

  // Recorded: TestApiGatewayS3BinarySupport
  it.each<
    [
      'CONVERT_TO_TEXT' | 'CONVERT_TO_BINARY' | undefined,
      string,
      string,
      Uint8Array | string,
      string | Uint8Array | 500,
    ]
  >([
    [undefined, 'text/plain', 'text/plain', bytes, 'P\ufffd'],
    [undefined, 'text/plain', 'image/png', base64, bytes],
    [undefined, 'text/plain', 'image/png', 'not base64!', 500],
    [undefined, 'image/png', 'text/plain', bytes, base64],
    [undefined, 'image/png', 'image/png', bytes, bytes],
    ['CONVERT_TO_TEXT', 'text/plain', 'image/png', bytes, 'P\ufffd'],
    ['CONVERT_TO_TEXT', 'image/png', 'image/png', bytes, base64],
    ['CONVERT_TO_BINARY', 'text/plain', 'text/plain', base64, bytes],
    ['CONVERT_TO_BINARY', 'image/png', 'image/png', bytes, bytes],
  ])('of a response: %s, %s for %s', async (contentHandling, type, accept, body, expected) => {
    const { api } = open(
      {
        type: 'HTTP',
        responses: [{ statusCode: 200, ...(contentHandling && { contentHandling }) }],
      },
      () => new Response(body as string, { headers: { 'content-type': type } }),
      { binaryMediaTypes: ['image/*'] },
    )
    const res = await api.get('/r/1', { headers: { accept } })
    if (expected === 500) expect(res.status).toBe(500)
    else expect(Buffer.from(await res.arrayBuffer())).toEqual(Buffer.from(expected as Uint8Array))
  })

  it('fails a template that gets bytes', async () => {
    const { api } = open(
      {
        type: 'HTTP',
        responses: [{ statusCode: 200, responseTemplates: { 'application/json': 'x' } }],
      },
      () => new Response(bytes, { headers: { 'content-type': 'image/png' } }),
      { binaryMediaTypes: ['image/*'] },
    )
    expect((await api.get('/r/1', { headers: { accept: 'image/png' } })).status).toBe(500)
  })
})

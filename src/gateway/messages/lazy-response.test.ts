import { describe, expect, it } from 'vitest'
import { LazyResponse } from './lazy-response.ts'

const make = (content: string | Uint8Array, headers: HeadersInit = {}): Response =>
  new LazyResponse(content, {
    url: 'https://x/y',
    status: 201,
    statusText: () => 'Created',
    headers: () => headers,
  })

describe('a Response that is made lazily', () => {
  it('is a Response', () => {
    const res = make('a', { 'x-a': '1' })
    expect(res).toBeInstanceOf(Response)
    expect([res.status, res.ok, res.url, res.headers.get('x-a')]).toEqual([
      201,
      true,
      'https://x/y',
      '1',
    ])
    expect(res.constructor.name).toBe('Response')
    expect(Object.prototype.toString.call(res)).toBe('[object Response]')
  })

  it('can be read once, with every method', async () => {
    for (const [read, expected] of [
      [(res: Response) => res.text(), '{"a":"é"}'],
      [(res: Response) => res.json(), { a: 'é' }],
      [async (res: Response) => Buffer.from(await res.arrayBuffer()).toString(), '{"a":"é"}'],
      [async (res: Response) => (await res.blob()).text(), '{"a":"é"}'],
      [async (res: Response) => new Response(res.body).text(), '{"a":"é"}'],
    ] as const) {
      for (const content of ['{"a":"é"}', Buffer.from('{"a":"é"}')]) {
        const res = make(content)
        expect(res.bodyUsed).toBe(false)
        expect(await read(res)).toEqual(expected)
        expect(res.bodyUsed).toBe(true)
        await expect(res.text()).rejects.toThrow(TypeError)
        await expect(res.json()).rejects.toThrow(TypeError)
        expect(() => res.clone()).toThrow(TypeError)
      }
    }
  })

  it('has clones with bodies of their own, before and after its stream is used', async () => {
    const res = make('a')
    const first = res.clone()
    expect(await first.text()).toBe('a')
    const stream = res.body
    expect(res.body).toBe(stream)
    const second = res.clone()
    expect([await res.text(), await second.text()]).toEqual(['a', 'a'])
  })

  it('decodes as fetch does', async () => {
    expect(await make('\ufeffa\ud800').text()).toBe('a\ufffd')
    await expect(make('no json').json()).rejects.toThrow(SyntaxError)
    const form = make('a=1', { 'content-type': 'application/x-www-form-urlencoded' })
    expect((await form.formData()).get('a')).toBe('1')
  })

  it('reports its stream as used after reading', async () => {
    const res = make('a')
    await res.text()
    expect(res.body!.locked || res.bodyUsed).toBe(true)
    expect(res.bodyUsed).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { LiveBody } from './live-body.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a live body', () => {
  it('gives each reader all that was sent, and the error that broke it', async () => {
    const body = new LiveBody()
    body.push(bytes('a'))
    const early = body.stream('client').getReader()
    expect((await early.read()).value).toEqual(bytes('a'))
    body.push(bytes('b'))
    let seen = 0
    body.fail(new Error('broken'), () => seen++)
    expect((await early.read()).value).toEqual(bytes('b'))
    expect(seen).toBe(0)
    await expect(early.read()).rejects.toThrow('broken')
    expect(seen).toBe(1)
    const late = body.stream('record').getReader()
    expect((await late.read()).value).toEqual(bytes('a'))
    expect((await late.read()).value).toEqual(bytes('b'))
    await expect(late.read()).rejects.toThrow('broken')
    expect(new TextDecoder().decode(body.bytes)).toBe('ab')
  })

  it('is ended by its client alone', async () => {
    let cancelled = 0
    const body = new LiveBody(() => cancelled++)
    await body.stream('record').cancel()
    expect([body.isOpen, cancelled]).toEqual([true, 0])
    await body.stream('client').cancel()
    expect([body.isOpen, cancelled]).toEqual([false, 1])
    await body.ended
    body.push(bytes('late'))
    expect(body.bytes).toHaveLength(0)
  })
})

// A matcher that reads a body is asynchronous: a test that does not await it fails, whatever the body holds.
import { createRegion, defineRegion } from 'miniregion'
import { toHaveJson } from 'miniregion/assert'
import 'miniregion/vitest'
import { describe, expect, it } from 'vitest'

const app = defineRegion((region) => ({
  api: region.createGateway({
    'GET /': region.registerFunction('read', async () => ({ a: 1 })),
  }),
}))

describe('a forgotten await', () => {
  it.each([1, 2])('fails the test of a fork, whether it would hold (a: %s)', async (a) => {
    const test = app(async ({ api }) => {
      void expect(await api.get('/')).toHaveJson({ a })
    })
    await expect(test()).rejects.toThrow(/toHaveJson was called and not awaited/)
  })

  it('points at the call', async () => {
    const test = app(async ({ api }) => {
      void toHaveJson(await api.get('/'), { a: 1 })
    })
    const error = await test().catch((thrown: unknown) => thrown as Error)
    expect((error as Error).stack?.split('\n')[1]).toContain('forgotten-await.test.ts')
  })
})

describe('no forgotten await', () => {
  const ways: [string, (response: Response) => unknown][] = [
    ['await', async (response) => await expect(response).toHaveJson({ a: 1 })],
    ['return', (response) => expect(response).toHaveJson({ a: 1 })],
    [
      'then',
      (response) =>
        expect(response)
          .toHaveJson({ a: 1 })
          .then(() => undefined),
    ],
    ['not', async (response) => await expect(response).not.toHaveJson({ a: 2 })],
    [
      'resolves',
      async (response) => await expect(Promise.resolve(response)).resolves.toHaveJson({ a: 1 }),
    ],
    ['an assertion', async (response) => await toHaveJson(response, { a: 1 })],
    [
      'Promise.all',
      async (response) =>
        await Promise.all([
          expect(response).toHaveJson({ a: 1 }),
          expect(response).not.toHaveJson({ a: 2 }),
        ]),
    ],
    [
      'later',
      async (response) => {
        const pending = expect(response).toHaveJson({ a: 1 })
        await createRegion().idle()
        await pending
      },
    ],
  ]
  it.each(ways)('%s', async (_, run) => {
    await app(async ({ api }) => {
      await run(await api.get('/'))
    })()
  })

  it('fails with what differs where it is awaited', async () => {
    const test = app(async ({ api }) => {
      await expect(await api.get('/')).toHaveJson({ a: 2 })
    })
    await expect(test()).rejects.toThrow(/to answer JSON that contains/)
  })
})

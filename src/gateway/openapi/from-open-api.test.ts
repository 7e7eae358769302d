import { beforeEach, describe, expect, it } from 'vitest'
import type { Region } from '../../region/index.ts'
import { fromOpenApi } from '../../templates.ts'
import { openApi, operation, proxy, regionWithFunctions } from './open-api.fixture.ts'

let region: Region
beforeEach(() => {
  region = regionWithFunctions()
})

describe('fromOpenApi', () => {
  it('serves the operations, with handlers of the test', async () => {
    const document = openApi({
      '/orders': {
        get: { operationId: 'list', responses: {} },
        post: operation(proxy('place')),
        put: operation(proxy('one')),
        delete: operation(proxy('missing')),
        patch: { responses: {} },
      },
    })
    const { stack } = fromOpenApi(document, {
      stage: 'dev',
      handlers: {
        list: async (event: { path: string }) => ({ statusCode: 200, body: event.path }),
        place: 'two',
      },
    })(region)
    const { api, skipped } = stack
    expect(api).toMatchObject({ name: 'orders', stage: 'dev', type: 'rest' })
    const answers = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].map(async (method) => {
      const response = await api.fetch('/orders', { method })
      return response.status === 200 ? response.text() : response.status
    })
    expect(await Promise.all(answers)).toEqual(['/orders', 'two', 'one', 500, 403])
    expect(skipped).toEqual([
      {
        where: 'paths./orders.delete',
        reason: "The region has no function 'missing': requests are answered with 500.",
      },
      {
        where: 'paths./orders.patch',
        reason: 'The operation has no x-amazon-apigateway-integration.',
      },
    ])
    expect(region.function('list').invocations).toHaveLength(1)
  })

  it.each([
    [{ info: {} }, {}, /neither swagger: '2\.0' nor openapi/],
    [openApi({}), { handler: {} }, /unknown option 'handler'.*'handlers'/],
    [
      openApi({ '/a': { get: operation() } }),
      { handlers: { one: 'none' } },
      /'none', which does not/,
    ],
    [openApi({}), { stage: 'a b' }, /stage 'a b'/],
    [1, {}, /received a number/],
  ])('names the slip in %j', (document, options, message) => {
    expect(() => fromOpenApi(document as never, options as never)(region)).toThrow(message)
  })
})

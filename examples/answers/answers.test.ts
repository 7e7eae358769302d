import 'miniregion/auto'
import 'miniregion/vitest'
import { defineRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'
import { deploy } from './region.js'

const app = defineRegion(async (region) => {
  region.clock.freeze('2026-01-01T09:00:00Z')
  const { issuer, ...rest } = deploy(region)
  const headers = (scope: string, claims = {}, options = {}) => ({
    authorization: `Bearer ${issuer.token({ sub: 'ann', aud: 'answers', scope, ...claims }, options)}`,
  })
  return { ...rest, headers }
})

describe('an answer', () => {
  it.concurrent(
    'arrives word by word',
    app(async ({ api, answers, headers, region }) => {
      const question = { question: 'why' }
      const response = await api.post('/questions', question, { headers: headers('answers.ask') })
      expect(response).toHaveStatus(200)
      expect(response.headers.get('content-type')).toBe('text/event-stream')
      const events = response.body!.pipeThrough(new TextDecoderStream()).getReader()

      expect((await events.read()).value).toBe('id: 1\ndata: You\n\n')
      await region.clock.advance('500ms')
      expect((await events.read()).value).toBe('id: 2\ndata: asked:\n\n')
      await region.idle()
      expect((await events.read()).value).toBe('id: 3\ndata: why\n\n')
      expect((await events.read()).value).toMatch(/^event: done\ndata: .*\n\n$/)
      expect((await events.read()).done).toBe(true)
      expect(answers).toHaveItem({ id: expect.any(String) as string }, { text: 'You asked: why' })
    }),
  )

  it.concurrent(
    'can be read later',
    app(async ({ api, answers, headers }) => {
      answers.put({ id: 'q1', question: 'why', text: 'because' })
      const given = { headers: headers('answers.read') }
      expect(await (await api.get('/questions/q1', given)).json()).toMatchObject({
        text: 'because',
      })
      expect(await api.get('/questions/q2', given)).toHaveStatus(404)
    }),
  )

  it.concurrent(
    'needs a question',
    app(async ({ api, headers }) => {
      const response = await api.post('/questions', {}, { headers: headers('answers.ask') })
      expect(response).toHaveStatus(400)
      expect(await response.text()).toBe('event: error\ndata: a question is missing\n\n')
    }),
  )
})

describe('the authorizer', () => {
  it.concurrent(
    'allows the routes of the scopes',
    app(async ({ api, answers, headers, authorize }) => {
      answers.put({ id: 'q1', text: 'because' })
      const given = { headers: headers('answers.read other') }
      expect(await api.get('/questions/q1', given)).toHaveStatus(200)
      // The cached policy decides.
      const denied = await api.post('/questions', { question: 'why' }, given)
      expect(denied).toHaveStatus(403)
      expect(await denied.json()).toEqual({
        Message: 'User is not authorized to access this resource',
      })
      expect(authorize).toHaveBeenInvokedTimes(1)
      expect(await api.get('/questions/q1', { headers: headers('other') })).toHaveStatus(403)
    }),
  )

  it.concurrent(
    'refuses what the issuer did not sign for this service, and old tokens',
    app(async ({ api, headers, authorize, region }) => {
      const get = (given: HeadersInit = {}) => api.get('/questions/q1', { headers: given })
      expect(await get()).toHaveStatus(401)
      expect(authorize).toHaveBeenInvokedTimes(0)
      expect(await get({ authorization: 'Bearer x' })).toHaveStatus(401)
      expect(await get(headers('answers.read', { aud: 'orders' }))).toHaveStatus(401)
      const short = headers('answers.read', {}, { expiresIn: '10m' })
      await region.clock.advance('11m')
      expect(await get(short)).toHaveStatus(401)
      expect(authorize).toHaveLogged(/Token expired/)
    }),
  )
})

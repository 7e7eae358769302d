import 'miniregion/auto'
import 'miniregion/vitest'
import { defineRegion, type WebSocketClient } from 'miniregion'
import { describe, expect, it } from 'vitest'
import { deploy } from './region.js'

const app = defineRegion(async (region) => {
  region.clock.freeze('2026-01-01T09:00:00Z')
  const { chat, ...rest } = deploy(region)
  const enter = (token: string): Promise<WebSocketClient> => chat.connect({ query: { token } })
  // Connected once. Each test continues with its own copy of both.
  const [ann, bob] = [await enter('ann@blue'), await enter('bob@blue')]
  return { chat, enter, ann, bob, ...rest }
})

describe('a chat', () => {
  it.concurrent(
    'tells everybody in the room',
    app(async ({ enter, ann, bob, region }) => {
      const eve = await enter('eve@red')
      ann.send({ action: 'say', text: 'hi' })
      expect(JSON.parse(await bob.next())).toEqual({ from: 'ann', text: 'hi' })
      await region.idle()
      expect(ann).toHaveMessage({ from: 'ann', text: 'hi' })
      expect(eve).toHaveMessageCount(0)
    }),
  )

  it.concurrent(
    'answers what it cannot send',
    app(async ({ ann, bob, region }) => {
      ann.send({ action: 'say' })
      ann.send({ action: 'shout' })
      await region.idle()
      expect(ann).toHaveMessage({ error: 'text' })
      expect(ann).toHaveMessage({ message: 'Forbidden' })
      expect(bob).toHaveMessageCount(0)
    }),
  )

  it.concurrent(
    'refuses strangers',
    app(async ({ chat, enter, members }) => {
      await expect(chat.connect()).rejects.toHaveStatus(401)
      await expect(enter('mallory@blue')).rejects.toMatchObject({ status: 403 })
      expect(members).toHaveItemCount(2)
    }),
  )
})

describe('a member', () => {
  it.concurrent(
    'leaves',
    app(async ({ ann, bob, members, region }) => {
      ann.close()
      expect(await ann.closed).toEqual({ code: 1005, reason: '' })
      expect(JSON.parse(await bob.next())).toEqual({ left: 'ann' })
      expect(members.items).toMatchObject([{ name: 'bob' }])
      expect(String(region.trace(ann))).toContain('PostToConnection')
    }),
  )

  it.concurrent(
    'is forgotten when its connection is gone',
    app(async ({ ann, members, region }) => {
      members.put({ room: 'blue', connectionId: 'L0SM9cOFvHcCIhw=', name: 'ghost' })
      ann.send({ action: 'say', text: 'who is here?' })
      await region.idle()
      expect(members.items.map(({ name }) => name).sort()).toEqual(['ann', 'bob'])
    }),
  )

  it.concurrent(
    'is gone after ten minutes of silence',
    app(async ({ ann, bob, chat, members, disconnect, region }) => {
      await region.clock.advance('9m')
      ann.send({ action: 'shout' })
      await region.clock.advance('1m')
      expect(await bob.closed).toEqual({ code: 1001, reason: 'Going away' })
      expect(disconnect).toHaveBeenInvokedWith({
        requestContext: { disconnectStatusCode: 1001, disconnectReason: 'Going away' },
      })
      expect(ann).toHaveMessage({ left: 'bob' })
      expect(chat.connections.map(({ connectionId }) => connectionId)).toEqual([ann.connectionId])
      expect(members).toHaveItemCount(1)
    }),
  )

  it.concurrent(
    'hears of an error when the table fails',
    app(async ({ ann, members, say, region }) => {
      members.fail('Query', 'InternalServerError', { times: 4 })
      ann.send({ action: 'say', text: 'hi' })
      await region.idle()
      expect(say).toHaveFailedWith('InternalServerError')
      expect(ann).toHaveMessage({ message: 'Internal server error' })
    }),
  )
})

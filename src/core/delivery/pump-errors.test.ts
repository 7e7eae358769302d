import { describe, expect, it } from 'vitest'
import { MisuseError, UnsupportedError } from '../errors.ts'
import { idle } from '../time/idle.ts'
import { create, failed } from './pump.fixture.ts'

describe('errors that AWS would not retry', () => {
  it('are gaps of this library, which the world keeps', async () => {
    const { world, letters, deliver } = create()
    const gap = new UnsupportedError({ service: 'SNS', operation: 'Firehose' })
    deliver('a', () => Promise.reject(gap), { retry: { delays: [1_000] } })
    await idle(world)
    expect(world.refused).toEqual([gap])
    expect(letters).toMatchObject([{ reason: 'rejected', record: { attempt: 1 } }])
  })

  it('are mistakes in the test, which become unhandled rejections', async () => {
    const { world, letters, deliver } = create()
    const mistake = new MisuseError('The backend answered with a number.')
    const listeners = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    const seen = new Promise((resolve) => process.once('unhandledRejection', resolve))
    deliver('a', () => Promise.reject(mistake), { retry: { delays: [1_000] } })
    await idle(world)
    expect(await seen).toBe(mistake)
    for (const listener of listeners) process.on('unhandledRejection', listener)
    expect(letters).toMatchObject([{ reason: 'rejected' }])
  })

  it('of the dead letter or the result are added to the record', async () => {
    const { world, deliver } = create()
    const onFailed = (): never => {
      throw new Error('no such queue')
    }
    const a = deliver('a', () => failed(), { onFailed })
    const b = deliver('b', () => failed(), { onFailed: async () => onFailed() })
    const c = deliver('c', () => undefined, { onDelivered: onFailed })
    await idle(world)
    const why = 'no The dead letter was lost: Error: no such queue'
    const lost = 'The result was lost: Error: no such queue'
    expect([a, b, c]).toMatchObject([{ why }, { why }, { status: 'delivered', why: lost }])
    expect(world.work.size).toBe(0)
  })
})

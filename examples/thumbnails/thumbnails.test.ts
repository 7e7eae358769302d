import 'miniregion/auto'
import 'miniregion/vitest'
import { spawnSync } from 'node:child_process'
import { defineRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'
import { deploy } from './region.js'

const hasPython = spawnSync('python3', ['--version']).status === 0
const app = defineRegion(deploy)

describe.skipIf(!hasPython)('a picture (needs python3)', () => {
  it(
    'is taken by TypeScript and resized by Python, in one trace',
    app(async ({ api, pictures, resize, region }) => {
      const response = await api.post('/pictures', { key: 'cat.jpg', width: 800, height: 600 })
      expect(response).toHaveStatus(202)
      await region.idle()

      expect(pictures).toHaveItem({ key: 'cat.jpg' }, { width: 200, height: 150 })
      expect(resize).toHaveLogged('resizing cat.jpg')
      const trace = String(region.trace(response))
      const order = ['POST /pictures', 'accept', 'SendMessage', 'resize', 'PutItem']
      const places = order.map((name) => trace.indexOf(name))
      expect(places, trace).toEqual([...places].sort((a, b) => a - b))
      expect(places).not.toContain(-1)
    }),
  )

  it(
    'without a width is an error in Python',
    app(async ({ jobs, resize, pictures, region }) => {
      jobs.send({ key: 'cat.jpg', width: 0, height: 600 })
      await region.clock.advance('1s')
      expect(resize).toHaveFailedWith('ValueError', 'cat.jpg has no width')
      expect(pictures).toHaveItemCount(0)
    }),
  )
})

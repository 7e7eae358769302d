import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Fifo } from './fifo.ts'

it('a Fifo agrees with an array', () => {
  const command = fc.record({
    kind: fc.constantFrom('push', 'push', 'shift', 'remove', 'clear', 'drain', 'fill'),
    value: fc.nat({ max: 200 }),
  })
  fc.assert(
    fc.property(fc.array(command), (commands) => {
      const fifo = new Fifo<number>()
      let model: number[] = []
      for (const { kind, value } of commands) {
        if (kind === 'push') {
          fifo.push(value)
          model.push(value)
        } else if (kind === 'fill') {
          for (let i = 0; i < value; i++) fifo.push(i)
          model.push(...Array.from({ length: value }, (_, i) => i))
        } else if (kind === 'drain') {
          for (let i = 0; i < value; i++) expect(fifo.shift()).toBe(model.shift())
        } else if (kind === 'shift') {
          expect(fifo.shift()).toBe(model.shift())
        } else if (kind === 'remove') {
          fifo.remove(value)
          const index = model.indexOf(value)
          if (index >= 0) model.splice(index, 1)
        } else if (value === 0) {
          fifo.clear()
          model = []
        }
        expect(fifo.size).toBe(model.length)
        expect(fifo.first).toBe(model[0])
      }
    }),
  )
})

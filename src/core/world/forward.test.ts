import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { forward } from './forward.ts'

class Box<Content> {
  static readonly sizes = ['small', 'large']
  static of<Of>(content: Of): Box<Of> {
    return new this(content)
  }
  readonly #content: Content
  constructor(content: Content) {
    this.#content = content
  }
  get content(): Content {
    return this.#content
  }
  describe(): string {
    return `a box of ${String(this.#content)}`
  }
}

function forwarded<Real>(real: Real, name = 'Box') {
  const load = vi.fn(() => real)
  return { it: forward(name, load) as Real, load }
}

/** A new class for each test, because loading changes the constructor of its prototype. */
const boxes = () => forwarded(class extends Box<unknown> {})

describe('forward', () => {
  it('loads once, at first use', () => {
    const { it: Forwarded, load } = boxes()
    expect(typeof Forwarded).toBe('function')
    expect(Forwarded.name).toBe('Box')
    expect(load).not.toHaveBeenCalled()
    new Forwarded(1)
    new Forwarded(2)
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('behaves as the class: instances, instanceof, subclasses, statics', () => {
    const { it: Forwarded } = boxes()
    const box = new Forwarded('tea')
    expect(box.content).toBe('tea')
    expect(box).toBeInstanceOf(Forwarded)
    expect(box.constructor).toBe(Forwarded)
    expect(Forwarded.sizes).toEqual(['small', 'large'])
    expect(Forwarded.of('salt').describe()).toBe('a box of salt')
    class Crate extends Forwarded {
      override describe(): string {
        return `${super.describe()}, nailed`
      }
    }
    const crate = new Crate('pears')
    expect(crate.describe()).toBe('a box of pears, nailed')
    expect(crate).toBeInstanceOf(Crate)
    expect(crate).toBeInstanceOf(Forwarded)
    expect(crate.constructor).toBe(Crate)
    expect(() => (Forwarded as unknown as () => void)()).toThrow(/class constructor/i)
  })

  it('lets its methods be spied on', () => {
    const { it: Forwarded } = boxes()
    const spy = vi.spyOn(Forwarded.prototype, 'describe').mockReturnValue('nothing')
    const ofSpy = vi.spyOn(Forwarded, 'of')
    expect(Forwarded.of('tea').describe()).toBe('nothing')
    expect(ofSpy).toHaveBeenCalledWith('tea')
    spy.mockRestore()
    ofSpy.mockRestore()
    expect(Forwarded.of('tea').describe()).toBe('a box of tea')
  })

  it('can be inspected like any object', () => {
    const { it: Forwarded } = forwarded(Box)
    expect(inspect(Forwarded)).toBe("[class Box] { sizes: [ 'small', 'large' ] }")
    expect('sizes' in Forwarded).toBe(true)
    expect('prototype' in Forwarded).toBe(true)
    expect(Reflect.ownKeys(Forwarded)).toEqual(expect.arrayContaining(['prototype', 'sizes', 'of']))
    expect(Object.getOwnPropertyDescriptor(Forwarded, 'prototype')?.value).toBe(Box.prototype)
    expect(Object.getOwnPropertyDescriptors(Forwarded).sizes.value).toBe(Box.sizes)
  })

  it('forwards a function as well', () => {
    const add = (a: number, b: number): number => a + b
    const { it: forwardedAdd, load } = forwarded(add, 'add')
    expect(forwardedAdd.name).toBe('add')
    expect(load).not.toHaveBeenCalled()
    expect(forwardedAdd(1, 2)).toBe(3)
    expect(forwardedAdd).toHaveLength(2)
    expect(Object.getOwnPropertyDescriptors(forwardedAdd)).toHaveProperty('length')
    expect('prototype' in forwardedAdd).toBe(true)
    expect(() => new (forwardedAdd as unknown as new () => object)()).toThrow(TypeError)
    expect(inspect(forwardedAdd)).toBe('[Function: add]')
  })
})

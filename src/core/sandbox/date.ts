/** `Date` inside a function shows the region's time. Replaced only while a region's clock was moved: ordinary tests never see another `Date`. */
import { hostDate, underlyingKey } from '../time/host.ts'
import { sandboxScope } from './sandbox.ts'
import type { Patch } from './patch.ts'

const KEY = Symbol.for('miniregion.date')
const shared: { constructor: unknown } = ((globalThis as { [KEY]?: { constructor: unknown } })[
  KEY
] ??= Object.seal({ constructor: Date }))

const wrappers = new WeakMap<DateConstructor, DateConstructor>()

const regionNow = (): number | undefined => sandboxScope()?.world.clock.now()

function wrapDate(original: DateConstructor): DateConstructor {
  const now = (): number => regionNow() ?? original.now()
  return new Proxy(original, {
    get(target, key, receiver) {
      if (key === underlyingKey) return original
      return key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)
    },
    construct(target, args: unknown[], newTarget) {
      const time = args.length === 0 ? regionNow() : undefined
      return Reflect.construct(target, time === undefined ? args : [time], newTarget) as object
    },
    apply(target, self, args: unknown[]) {
      const time = regionNow()
      return time === undefined
        ? (Reflect.apply(target, self, args) as unknown)
        : new target(time).toString()
    },
  })
}

export const datePatch: Patch = {
  install() {
    const original = globalThis.Date
    if ((original as { [underlyingKey]?: unknown })[underlyingKey]) return
    let wrapper = wrappers.get(original)
    if (!wrapper) wrappers.set(original, (wrapper = wrapDate(original)))
    globalThis.Date = wrapper
    // So that `d.constructor === Date` holds inside. NOTE: a mocked Date may share the prototype of the real one.
    shared.constructor = original.prototype.constructor
    original.prototype.constructor = wrapper
  },
  restore() {
    const original = hostDate()
    if (globalThis.Date === original) return
    globalThis.Date = original
    original.prototype.constructor = shared.constructor as DateConstructor
  },
}

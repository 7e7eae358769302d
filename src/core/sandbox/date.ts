/**
 * Makes `Date` inside a function show the region's time. The patch is installed only for regions
 * whose clock was moved, so ordinary tests keep the host's `Date`.
 */
import { processWide } from '../process-wide.ts'
import { hostDate, isWrapper, underlyingKey } from '../time/host.ts'
import { sandboxScope } from './sandbox.ts'
import type { Patch } from './patch.ts'

/** `Date.prototype.constructor` as it was before the patch. */
const shared = processWide<{ constructor: DateConstructor }>('date', () => ({ constructor: Date }))

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
    if (isWrapper(original)) return
    let wrapper = wrappers.get(original)
    if (!wrapper) wrappers.set(original, (wrapper = wrapDate(original)))
    globalThis.Date = wrapper
    // `d.constructor === Date` must hold inside. NOTE: a mocked Date may share the real one's
    // prototype.
    shared.constructor = original.prototype.constructor as DateConstructor
    original.prototype.constructor = wrapper
  },
  restore() {
    const original = hostDate()
    if (globalThis.Date === original) return
    globalThis.Date = original
    original.prototype.constructor = shared.constructor
  },
}

/**
 * Makes `Date` inside a function show the region's time. The patch is installed only for regions
 * whose clock was moved, so ordinary tests keep the host's `Date`.
 */
import { processWide } from '../process-wide.ts'
import { hostDate, toWrapping, wrapperKey } from '../time/host.ts'
import type { Patch } from './patch.ts'
import { sandboxScope } from './sandbox.ts'
import { isTestDouble } from './test-double.ts'

interface Installed {
  readonly original: DateConstructor
  readonly wrapper: DateConstructor
  /** `Date.prototype.constructor` before the patch. */
  readonly constructor: unknown
}

const shared = processWide<{ installed: Installed | undefined }>('date', () => ({
  installed: undefined,
}))

const wrappers = new WeakMap<DateConstructor, DateConstructor>()

const regionNow = (): number | undefined => sandboxScope()?.world.clock.now()

function wrapDate(original: DateConstructor): DateConstructor {
  const now = (): number => regionNow() ?? original.now()
  const wrapper: DateConstructor = new Proxy(original, {
    get(target, key, receiver) {
      if (key === wrapperKey) return toWrapping(wrapper, original)
      return key === 'now' ? now : Reflect.get(target, key, receiver)
    },
    construct(target, args: unknown[], newTarget) {
      const time = args.length === 0 ? regionNow() : undefined
      return Reflect.construct(target, time === undefined ? args : [time], newTarget) as object
    },
    apply(target, self, args: unknown[]) {
      const time = regionNow()
      return time === undefined ? Reflect.apply(target, self, args) : new target(time).toString()
    },
  })
  return wrapper
}

const ATTRIBUTES = { writable: true, configurable: true, enumerable: false }

export const datePatch: Patch = {
  install() {
    if (shared.installed) return
    // NOTE: fake timers that came and went during an invocation leave a wrapper behind.
    const original = hostDate()
    let wrapper = wrappers.get(original)
    if (!wrapper) wrappers.set(original, (wrapper = wrapDate(original)))
    const constructor: unknown = original.prototype.constructor
    shared.installed = { original, wrapper, constructor }
    globalThis.Date = wrapper
    // `d.constructor === Date` must hold inside. NOTE: a mocked Date may share the real one's
    // prototype.
    original.prototype.constructor = wrapper
  },
  restore() {
    const { installed } = shared
    if (!installed) return
    shared.installed = undefined
    const { original, wrapper, constructor } = installed
    Object.assign(original.prototype, { constructor })
    const current: unknown = globalThis.Date
    if (current !== wrapper && isTestDouble(current)) return
    Object.defineProperty(globalThis, 'Date', { ...ATTRIBUTES, value: original })
  },
}

/**
 * Undoes changes that functions make to the host: deleted or replaced globals, `process.exitCode`,
 * the working directory. It compares the host before the first and after the last of the
 * invocations that run at a time, so a change that the test makes in between counts as a
 * function's. Test doubles are the exception.
 *
 * The patches of this folder restore the globals that they wrap.
 */
import { processWide } from '../process-wide.ts'
import { isTestDouble } from './test-double.ts'

// A function may have replaced `Object` itself. Reflect's does not throw where a function has made
// a property read-only.
const { getOwnPropertyDescriptor, hasOwn } = Object
const { defineProperty } = Reflect

/**
 * Reads the globals whose first read loads no module. The loads have constant names, which makes
 * all of them together cheaper than two with computed ones.
 */
const readGlobals = (): Readonly<Record<string, unknown>> => ({
  AbortController: globalThis.AbortController,
  AbortSignal: globalThis.AbortSignal,
  Array: globalThis.Array,
  BigInt: globalThis.BigInt,
  Boolean: globalThis.Boolean,
  Buffer: globalThis.Buffer,
  Date: globalThis.Date,
  Error: globalThis.Error,
  Event: globalThis.Event,
  EventTarget: globalThis.EventTarget,
  Function: globalThis.Function,
  Intl: globalThis.Intl,
  JSON: globalThis.JSON,
  Map: globalThis.Map,
  Math: globalThis.Math,
  Number: globalThis.Number,
  Object: globalThis.Object,
  Promise: globalThis.Promise,
  Proxy: globalThis.Proxy,
  RangeError: globalThis.RangeError,
  Reflect: globalThis.Reflect,
  RegExp: globalThis.RegExp,
  Set: globalThis.Set,
  String: globalThis.String,
  Symbol: globalThis.Symbol,
  SyntaxError: globalThis.SyntaxError,
  TextDecoder: globalThis.TextDecoder,
  TextEncoder: globalThis.TextEncoder,
  TypeError: globalThis.TypeError,
  URL: globalThis.URL,
  URLSearchParams: globalThis.URLSearchParams,
  Uint8Array: globalThis.Uint8Array,
  WeakMap: globalThis.WeakMap,
  WeakRef: globalThis.WeakRef,
  WeakSet: globalThis.WeakSet,
  atob: globalThis.atob,
  btoa: globalThis.btoa,
  clearImmediate: globalThis.clearImmediate,
  fetch: globalThis.fetch,
  global: globalThis.global,
  parseFloat: globalThis.parseFloat,
  parseInt: globalThis.parseInt,
  process: globalThis.process,
  setImmediate: globalThis.setImmediate,
  structuredClone: globalThis.structuredClone,
})

const readMembers = (): Readonly<Record<string, unknown>> => ({
  random: globalThis.Math.random,
  parse: globalThis.JSON.parse,
  stringify: globalThis.JSON.stringify,
})

const ENUMERABLE = new Set([
  'atob',
  'btoa',
  'clearImmediate',
  'fetch',
  'setImmediate',
  'structuredClone',
])

// The first read of these loads undici (35 ms), so only their descriptors are compared. Since Node
// 22 reading a descriptor loads it too, so they are compared where something else has loaded it.
const LAZY = ['Headers', 'Request', 'Response'] as const

/** The host before the first running invocation. */
interface Host {
  /** Globals that are accessors: `process` and `Buffer`, on Node 20 some more. */
  readonly accessors: ReadonlyMap<string, PropertyDescriptor>
  globals: Readonly<Record<string, unknown>>
  members: Readonly<Record<string, unknown>>
  /** Empty where nothing has loaded undici yet. */
  lazy: readonly (readonly [name: string, before: PropertyDescriptor | undefined])[]
  process: NodeJS.Process
  exitCode: typeof process.exitCode
  directory: string | undefined
  isUndiciLoaded: boolean
}

function findAccessors(): Host['accessors'] {
  const accessors = new Map<string, PropertyDescriptor>()
  for (const name of Object.keys(readGlobals())) {
    const descriptor = getOwnPropertyDescriptor(globalThis, name)
    if (descriptor?.get) accessors.set(name, descriptor)
  }
  return accessors
}

const host = processWide<Host>('host-guard', () => ({
  accessors: findAccessors(),
  globals: {},
  members: {},
  lazy: [],
  process,
  exitCode: undefined,
  directory: undefined,
  isUndiciLoaded: false,
}))

const areDescriptorsLazy = Number.parseInt(process.versions.node, 10) >= 21

function isUndiciLoaded(): boolean {
  if (host.isUndiciLoaded) return true
  const loaded: unknown = Reflect.get(process, 'moduleLoadList')
  host.isUndiciLoaded =
    Array.isArray(loaded) && loaded.includes('NativeModule internal/deps/undici/undici')
  return host.isUndiciLoaded
}

const lazyDescriptors = (): Host['lazy'] =>
  areDescriptorsLazy && !isUndiciLoaded()
    ? []
    : LAZY.map((name) => [name, getOwnPropertyDescriptor(globalThis, name)] as const)

/** Remembers the host's state. Called before the first of the running invocations. */
export function watchHost(): void {
  host.globals = readGlobals()
  host.members = readMembers()
  host.lazy = lazyDescriptors()
  host.process = process
  host.exitCode = process.exitCode
}

/** Remembers the working directory, which a function is about to change. */
export const noteDirectory = (): void => {
  host.directory ??= process.cwd()
}

/** Undoes the changes of functions. Called after the last of the running invocations. */
export function repairHost(): void {
  const { globals, members, lazy, exitCode, directory } = host
  repair(globals, readGlobals(), () => globalThis, host.accessors)
  repair(members, readMembers(), (name) => (name === 'random' ? Math : JSON), new Map())
  for (const [name, before] of lazy) {
    repairLazy(name, before, getOwnPropertyDescriptor(globalThis, name))
  }
  if (process.exitCode !== exitCode) process.exitCode = exitCode
  if (directory !== undefined) process.chdir(directory)
  host.directory = undefined
}

function repair(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
  holderOf: (name: string) => object,
  accessors: Host['accessors'],
): void {
  for (const name in before) {
    const value = before[name]
    if (now[name] === value || isTestDouble(now[name])) continue
    const holder = holderOf(name)
    const accessor = accessors.get(name)
    if (accessor) {
      defineProperty(holder, name, accessor)
      // Its setter keeps the value that a function assigned.
      if (accessor.get?.call(holder) !== value) accessor.set?.call(holder, value)
      continue
    }
    // A property that still exists keeps its attributes.
    const attributes = hasOwn(holder, name)
      ? undefined
      : { writable: true, configurable: true, enumerable: ENUMERABLE.has(name) }
    defineProperty(holder, name, { ...attributes, value })
  }
}

/** Repairs a global that turns from an accessor into a value when it is first read. */
function repairLazy(
  name: string,
  before: PropertyDescriptor | undefined,
  now: PropertyDescriptor | undefined,
): void {
  if (!before || (now && now.get === before.get && now.value === before.value)) return
  if (now && isTestDouble(now.value)) return
  // The accessor puts its value into the property, if there is one.
  const original: unknown = now && (before.get ? before.get.call(globalThis) : before.value)
  if (!now || now.value !== original) defineProperty(globalThis, name, before)
}

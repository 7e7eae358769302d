/**
 * Redirects a function's console to its log, in two ways. The global `console` is a proxy: inside a
 * function it stands for the environment's own console, so that a handler may replace methods and a
 * test may spy on the host's at any time. And the host's methods have wrappers, for code that holds
 * the host's console object.
 */
import { processWide } from '../process-wide.ts'
import { underlying } from '../time/host.ts'
import { likeOriginal, propertyPatch, type Patch } from './patch.ts'
import { currentSandbox, type LogLevel, type Sandbox } from './sandbox.ts'
import { isMock } from './test-double.ts'

// AWS: aws-lambda-nodejs-runtime-interface-client src/LogPatch.js: console.log is INFO.
const LEVELS: ReadonlyMap<string, LogLevel> = new Map([
  ['log', 'INFO'],
  ['info', 'INFO'],
  ['warn', 'WARN'],
  ['error', 'ERROR'],
  ['debug', 'DEBUG'],
  ['trace', 'TRACE'],
])

interface Shared {
  /** The host's console while the global is patched. */
  host: Console | undefined
}

const shared = processWide<Shared>('console', () => ({ host: undefined }))

/** The host's console, whatever a function has done to the global. */
export const hostConsole = (): Console => shared.host ?? globalThis.console

/**
 * Logs a message. A spy on the host's method sees the call as well. The message is logged once,
 * even if the spy calls the host's method: its output is muted.
 */
function logFrom(
  sandbox: Sandbox,
  level: LogLevel,
  method: object | undefined,
  args: unknown[],
): unknown {
  if (sandbox.isMuted) return undefined
  sandbox.log(level, args)
  if (typeof method !== 'function' || !isMock(method)) return undefined
  sandbox.isMuted = true
  try {
    return Reflect.apply(method, hostConsole(), args)
  } finally {
    sandbox.isMuted = false
  }
}

const wrapMethod = (name: string, level: LogLevel): Patch =>
  propertyPatch(hostConsole, name, (original) =>
    likeOriginal(original, function (this: unknown, ...args: unknown[]) {
      const sandbox = currentSandbox()
      if (sandbox) return logFrom(sandbox, level, original, args)
      return Reflect.apply(original, this, args)
    }),
  )

const methodPatches: ReadonlyMap<string, Patch> = new Map(
  Array.from(LEVELS, ([name, level]) => [name, wrapMethod(name, level)]),
)

/** Wraps the methods of the host's console object. */
export const consoleMethodPatches: readonly Patch[] = [...methodPatches.values()]

/**
 * Wraps a method that a test has just put there, as a spy. Code that holds the host's console
 * object would call a muted spy alone, and the log would miss the line.
 */
function wrapAgain(target: Console, key: PropertyKey): void {
  if (target === shared.host && typeof key === 'string') methodPatches.get(key)?.install()
}

/** Creates an environment's console. All members but the six methods are the host's. */
function createConsole(host: Console, sandbox: Sandbox): Console {
  const own = Object.create(host) as Console
  for (const [name, level] of LEVELS) {
    Object.defineProperty(own, name, {
      value: (...args: unknown[]) => {
        const method: unknown = Reflect.get(host, name)
        logFrom(sandbox, level, typeof method === 'function' ? underlying(method) : undefined, args)
      },
      writable: true,
      enumerable: true,
      configurable: true,
    })
  }
  return own
}

/**
 * Stands for the environment's console inside a function, and for the host's elsewhere. Code
 * outside sees the host's own methods: a spy must not take a wrapper for the method to restore.
 */
function createProxy(host: Console): Console {
  const real = (): Console => {
    const sandbox = currentSandbox()
    return sandbox ? (sandbox.console ??= createConsole(host, sandbox)) : host
  }
  const changed = (key: PropertyKey, change: (target: Console) => boolean): boolean => {
    const target = real()
    const isChanged = change(target)
    wrapAgain(target, key)
    return isChanged
  }
  const unwrapped = (value: unknown): unknown =>
    typeof value === 'function' ? underlying(value) : value
  return new Proxy(Object.create(null) as Console, {
    get: (_, key) => unwrapped(Reflect.get(real(), key)),
    set: (_, key, value) => changed(key, (target) => Reflect.set(target, key, value)),
    has: (_, key) => Reflect.has(real(), key),
    deleteProperty: (_, key) => Reflect.deleteProperty(real(), key),
    defineProperty: (_, key, descriptor) =>
      changed(key, (target) => Reflect.defineProperty(target, key, descriptor)),
    getOwnPropertyDescriptor(_, key) {
      const descriptor = Reflect.getOwnPropertyDescriptor(real(), key)
      if (!descriptor) return undefined
      // A property that the target does not have must be configurable.
      descriptor.configurable = true
      if ('value' in descriptor) descriptor.value = unwrapped(descriptor.value)
      return descriptor
    },
    ownKeys: () => Reflect.ownKeys(real()),
    getPrototypeOf: () => Reflect.getPrototypeOf(real()),
  })
}

const proxies = new WeakMap<Console, Console>()

const hasMocks = (value: unknown): boolean =>
  Object.values(Object(value)).some((member) => typeof member === 'function' && isMock(member))

const ATTRIBUTES = { writable: true, configurable: true, enumerable: false }

/**
 * The global `console`.
 *
 * NOTE: it changes its value, not its kind. An accessor that comes and goes costs 70 µs each time,
 * because V8 throws away the code that reads globals.
 */
export const consolePatch: Patch = {
  install() {
    if (shared.host) return
    const host = globalThis.console
    let proxy = proxies.get(host)
    if (!proxy) proxies.set(host, (proxy = createProxy(host)))
    shared.host = host
    globalThis.console = proxy
  },
  restore() {
    const { host } = shared
    shared.host = undefined
    // A test may have stubbed the global meanwhile. A function may have replaced or deleted it.
    const { console: current } = globalThis
    if (!host || (current !== proxies.get(host) && hasMocks(current))) return
    Object.defineProperty(globalThis, 'console', { ...ATTRIBUTES, value: host })
  },
}

/**
 * `process.env` inside a function: an accessor on `process` instead of a Proxy over the host's
 * object, so that code outside a function gets the original object.
 */
import { processWide } from '../process-wide.ts'
import { currentSandbox } from './sandbox.ts'
import type { Patch } from './patch.ts'

type Variables = Record<string, string | undefined>

const accessorKey = Symbol.for('miniregion.env')

interface Shared {
  /** The descriptor to restore; its value is the host's environment. */
  saved: PropertyDescriptor | undefined
}

const shared = processWide<Shared>('env.saved', () => ({ saved: undefined }))

const hostVariables = (): NodeJS.ProcessEnv =>
  shared.saved ? (shared.saved.value as NodeJS.ProcessEnv) : process.env

const getter = Object.assign(() => currentSandbox()?.variables ?? hostVariables(), {
  [accessorKey]: true,
})

function setter(value: unknown): void {
  const sandbox = currentSandbox()
  if (sandbox) sandbox.replaceVariables(value as Record<string, unknown>)
  else shared.saved = { ...shared.saved, value }
}

const isOurs = (descriptor: PropertyDescriptor | undefined): boolean =>
  (descriptor?.get as { [accessorKey]?: true } | undefined)?.[accessorKey] === true

const ACCESSOR: PropertyDescriptor = {
  configurable: true,
  enumerable: true,
  get: getter,
  set: setter,
}

export const environmentPatch: Patch = {
  install() {
    const descriptor = Object.getOwnPropertyDescriptor(process, 'env')
    if (!descriptor?.configurable || descriptor.get) return
    shared.saved = descriptor
    Object.defineProperty(process, 'env', ACCESSOR)
  },
  restore() {
    const { saved } = shared
    if (!saved || !isOurs(Object.getOwnPropertyDescriptor(process, 'env'))) return
    Object.defineProperty(process, 'env', saved)
    shared.saved = undefined
  },
}

function toText(key: PropertyKey, value: unknown): string {
  if (typeof key === 'symbol' || typeof value === 'symbol') {
    throw new TypeError('Cannot convert a Symbol value to a string')
  }
  return String(value)
}

/** Host variables that would mislead a function: Lambda sets its own. */
const NOT_INHERITED = /^(AWS_|LAMBDA_|_HANDLER$|_X_AMZN_)/

/**
 * Creates a function's `process.env`: its own variables and, unless `strict`, the current ones of
 * the host below them. Values become strings, as in `process.env`. Writes and deletes stay in the
 * execution environment. `computed` variables call their function at each read until the code
 * writes them.
 */
export function createVariables(
  own: Readonly<Record<string, unknown>>,
  strict: boolean,
  computed: Readonly<Record<string, () => string>> = {},
): Variables {
  const target = Object.create(null) as Variables
  for (const key of Object.keys(own)) target[key] = String(own[key])
  for (const [key, get] of Object.entries(computed)) {
    Object.defineProperty(target, key, { get, enumerable: true, configurable: true })
  }
  const deleted = new Set<string>()
  const inherits = (key: PropertyKey): key is string =>
    !strict &&
    typeof key === 'string' &&
    !deleted.has(key) &&
    !NOT_INHERITED.test(key) &&
    Object.hasOwn(hostVariables(), key)
  const write = (key: PropertyKey, value: unknown): boolean =>
    Reflect.defineProperty(target, key, {
      value: toText(key, value),
      writable: true,
      enumerable: true,
      configurable: true,
    })
  return new Proxy(target, {
    get(_, key) {
      if (Object.hasOwn(target, key)) return target[key as string]
      if (inherits(key)) return hostVariables()[key]
      // `process.env` inherits toString, hasOwnProperty and the like.
      return Reflect.get(Object.prototype, key)
    },
    has: (_, key) => Object.hasOwn(target, key) || inherits(key) || key in Object.prototype,
    set: (_, key, value) => write(key, value),
    defineProperty: (_, key, descriptor) => write(key, descriptor.value),
    deleteProperty(_, key) {
      if (typeof key === 'string') deleted.add(key)
      return Reflect.deleteProperty(target, key)
    },
    ownKeys: () => [
      ...new Set([...Object.keys(target), ...Object.keys(hostVariables()).filter(inherits)]),
    ],
    getOwnPropertyDescriptor(_, key) {
      const own = Object.hasOwn(target, key)
      if (!own && !inherits(key)) return undefined
      const value = own ? target[key as string] : hostVariables()[key as string]
      return { value, writable: true, enumerable: true, configurable: true }
    },
    getPrototypeOf: () => Object.prototype,
  })
}

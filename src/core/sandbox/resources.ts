/**
 * Knows which resources of an execution environment keep the event loop busy. `process` can list
 * such resources, but not say whose they are: the test and other regions share the loop. An async
 * hook attributes each new resource to the environment whose code creates it.
 *
 * The hook slows every promise, so it is on only while a handler runs that may use a callback.
 */
import { createHook, type AsyncHook } from 'node:async_hooks'
import { currentEnvironment, type ExecutionEnvironment } from '../world-scope.ts'

/** The parts of Node's resources that show whether they are pending. */
interface Resource {
  /** Handles and timers: whether they keep the loop alive. */
  readonly hasRef?: () => boolean
  /** Jobs of crypto: the callback, which synchronous jobs do not have. */
  readonly ondone?: unknown
  /** Streams of zlib: the chunk at work. */
  readonly buffer?: unknown
}

interface Tracked {
  readonly type: string
  readonly resource: Resource
}

type Resources = Map<number, Tracked>

const environments = new Map<ExecutionEnvironment, Resources>()
const owners = new Map<number, Resources>()

// Requests are pending until their callback has run. FSREQCALLBACK, GETADDRINFOREQWRAP, QUERYWRAP,
// ...
const REQUEST = /REQ(CALLBACK|PROMISE|WRAP)?$|^(QUERY|\w+CONNECT|WRITE|SHUTDOWN|UDPSEND)WRAP$/
const CRYPTO_JOB = /REQUEST$/
const IGNORED = new Set(['PROMISE', 'TickObject', 'Microtask', 'FILEHANDLE'])

function isPending({ type, resource }: Tracked): boolean {
  if (type === 'ZLIB') return resource.buffer !== undefined && resource.buffer !== null
  if (CRYPTO_JOB.test(type)) return typeof resource.ondone === 'function'
  if (REQUEST.test(type)) return true
  return typeof resource.hasRef === 'function' && resource.hasRef()
}

const forget = (id: number): void => {
  owners.get(id)?.delete(id)
  owners.delete(id)
}

const createResourceHook = (): AsyncHook =>
  createHook({
    init(id, type, _trigger, resource) {
      if (IGNORED.has(type)) return
      const environment = currentEnvironment()
      const resources = environment && environments.get(environment)
      if (!resources) return
      resources.set(id, { type, resource })
      owners.set(id, resources)
    },
    after(id) {
      const type = owners.get(id)?.get(id)?.type ?? ''
      if (REQUEST.test(type) || CRYPTO_JOB.test(type)) forget(id)
    },
    destroy: forget,
  })

const state: { hook: AsyncHook | undefined } = { hook: undefined }

/** Begins to track an environment's resources. Returns a function that ends it. */
export function trackResources(environment: ExecutionEnvironment): () => void {
  const resources: Resources = new Map()
  environments.set(environment, resources)
  if (environments.size === 1) (state.hook ??= createResourceHook()).enable()
  return () => {
    if (environments.get(environment) !== resources) return
    environments.delete(environment)
    for (const id of resources.keys()) owners.delete(id)
    if (environments.size === 0) state.hook?.disable()
  }
}

/** Whether a resource that the environment created since `trackResources` keeps the loop busy. */
export function hasPendingResources(environment: ExecutionEnvironment): boolean {
  for (const tracked of environments.get(environment)?.values() ?? []) {
    if (isPending(tracked)) return true
  }
  return false
}

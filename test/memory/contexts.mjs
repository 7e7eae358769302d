// A test file's context (Jest, Vitest's vmThreads and vmForks) is collected with everything that
// this package keeps in it. Needs --expose-gc and dist/.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute } from 'node:path'
import { createContext, runInContext } from 'node:vm'

const { resolve } = createRequire(import.meta.url)
const COUNT = 12

/** The globals of a context that this package uses. */
const NAMES =
  `AbortController AbortSignal Blob Buffer console clearImmediate clearInterval clearTimeout fetch FormData Headers
  performance process queueMicrotask ReadableStream Request Response setImmediate setInterval setTimeout structuredClone
  TextDecoder TextEncoder TransformStream URL URLSearchParams WritableStream`.split(/\s+/)

/** The context's own module registry. */
function createRegistry(context) {
  const modules = new Map()
  function load(file) {
    if (modules.has(file)) return modules.get(file).exports
    const module = { exports: {} }
    modules.set(file, module)
    const native = createRequire(file)
    const require = Object.assign((id) => {
      const found = native.resolve(id)
      return isAbsolute(found) && !found.endsWith('.json') ? load(found) : native(id)
    }, native)
    const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`
    runInContext(source, context, { filename: file })(
      module.exports,
      require,
      module,
      file,
      dirname(file),
    )
    return module.exports
  }
  return (id) => load(resolve(id))
}

async function runFile(entries) {
  const context = createContext(
    Object.fromEntries(NAMES.map((name) => [name, Reflect.get(globalThis, name)])),
  )
  const load = createRegistry(context)
  for (const entry of entries) load(entry)
  const { createGateway, defaultRegion, registerFunction, Table } = load('miniregion')
  const orders = new Table('orders', { partitionKey: 'id' })
  const place = registerFunction('place', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1))
    orders.put({ id: 'o1' })
    return { statusCode: 201 }
  })
  const response = await createGateway({ 'POST /orders': place }).post('/orders')
  assert.equal(response.status, 201)
  assert.equal(orders.size, 1)
  await defaultRegion.idle()
  return new WeakRef(context)
}

for (const entries of [[], ['miniregion/auto']]) {
  const contexts = []
  for (let i = 0; i < COUNT; i++) contexts.push(await runFile(entries))
  for (let i = 0; i < 5; i++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    globalThis.gc()
  }
  const left = contexts.filter((context) => context.deref()).length
  console.log(`${['contexts', ...entries].join(' with ').padEnd(34)} ${left} of ${COUNT} are left`)
  // The newest context's patches of Node's classes stay until another context replaces them.
  assert.ok(left <= 2, `${left} contexts are left`)
}

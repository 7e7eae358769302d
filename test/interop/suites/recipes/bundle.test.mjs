// The recipe for a bundled handler of docs/guide/recipes.md.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { defaultRegion, registerFunction, Table } from 'miniregion'
import 'miniregion/auto'

test('a bundle', async () => {
  const outfile = new URL('../../node_modules/.cache/recipes/handler.mjs', import.meta.url).pathname
  mkdirSync(new URL('../../node_modules/.cache/recipes/', import.meta.url), { recursive: true })
  const entry = new URL('handler.mjs', import.meta.url).pathname
  const banner = {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
  }
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    banner,
  })

  const orders = new Table('orders', { partitionKey: 'id' })
  // The bundle holds an SDK of its own: miniregion/auto answers what it sends over HTTP.
  const place = registerFunction('place', () => import(pathToFileURL(outfile)), { timeout: 30 })
  const run = await place.invoke({ id: 'o1' })
  assert.equal(run.status, 'succeeded', String(defaultRegion.trace(run)))
  assert.deepEqual(orders.get({ id: 'o1' }), { id: 'o1' })
})

/** Generates the client's types, compiles the test against them, and runs it. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import openapi, { astToString } from 'openapi-typescript'

const at = (path) => new URL(path, import.meta.url)
const run = (...args) =>
  execFileSync(process.execPath, args, { cwd: import.meta.dirname, stdio: 'inherit' })

mkdirSync(at('cache/'), { recursive: true })
writeFileSync(at('cache/orders.d.ts'), astToString(await openapi(at('orders.yaml'))))
run(createRequire(import.meta.url).resolve('typescript/bin/tsc'), '--project', '.')
run('--test', 'cache/client.test.js')

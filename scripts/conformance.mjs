// Runs the conformance cases: npm run conformance [-- --cases DIR] [--only TEXT]
// The runner is TypeScript; Vite, which Vitest brings along, loads it.
import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'

const root = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

const { values } = parseArgs({
  options: { cases: { type: 'string' }, only: { type: 'string' } },
})

const load = async (file) =>
  (
    await runnerImport(root(file), {
      configFile: false,
      root: root('.'),
      logLevel: 'error',
      resolve: {
        alias: [
          { find: /^miniregion$/, replacement: root('src/index.ts') },
          { find: 'miniregion/templates', replacement: root('src/templates.ts') },
        ],
      },
    })
  ).module

const { runDirectory } = await load('test/conformance/run.ts')
// Another directory runs without the coded cases.
const { coded } = values.cases ? { coded: [] } : await load('test/conformance/coded.ts')

const ok = await runDirectory({
  coded,
  directory: values.cases ? resolve(values.cases) : root('test/conformance/cases'),
  expectedFailures: root('test/conformance/expected-failures.json'),
  ...(values.only !== undefined && { only: values.only }),
  print: (line) => console.log(line),
})
process.exit(ok ? 0 : 1)

/** Runs the suites that must pass, then the one that fails on purpose; on each Node. */
import { spawnSync } from 'node:child_process'
import { nodes } from '../../nodes.mjs'
import failing from '../../scenarios/failing.cjs'
import { runScenarios } from '../../scenarios/run.mjs'

const cwd = import.meta.dirname
const imported = ['scenarios', 'untouched-code', 'concurrent', 'door', 'names'].map(
  (name) => `${name}.test.mjs`,
)
const required = ['scenarios', 'untouched-code'].map((name) => `${name}.test.cjs`)

for (const [major, node] of nodes()) {
  runScenarios('node:test, import', [major, node], ['--test', ...imported], { cwd })
  runScenarios('node:test, require', [major, node], ['--test', ...required], { cwd })

  const args = ['--test', '--test-reporter=tap', 'failing.fixture.mjs']
  const { stdout, stderr } = spawnSync(node, args, { cwd, encoding: 'utf8' })
  const results = stdout.split(/^ *# Subtest: /m).flatMap((text) => {
    const found = /^ *(not ok|ok) \d+ - ((?:fails|passes)\b.*)$/m.exec(text)
    if (!found) return []
    return [{ title: found[2], status: found[1] === 'ok' ? 'passed' : 'failed', text }]
  })
  failing.check(results, stdout + stderr)
  console.log(`Node ${major}: the failing suite failed as it should`)
}

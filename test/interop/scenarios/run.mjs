/** Runs a runner over the scenarios, and checks that it ran all of them. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as miniregion from 'miniregion'
import scenarios from './index.cjs'

const all = scenarios.names(miniregion)
assert.equal(new Set(all).size, all.length, 'Two scenarios have the same name.')

/** `§1 13, §2 30, ...` */
function perSection(names) {
  const counts = new Map()
  for (const name of names) {
    const section = name.split(' ')[0]
    counts.set(section, (counts.get(section) ?? 0) + 1)
  }
  return [...counts].map(([section, count]) => `${section} ${count}`).join(', ')
}

/** @param {string} way what the output calls it @param {[string, string]} node @param {string[]} args */
export function runScenarios(way, [major, node], args, { cwd, env = {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'scenarios-'))
  const file = join(folder, 'ran')
  const { status, stdout, stderr } = spawnSync(node, args, {
    cwd,
    env: { ...process.env, FORCE_COLOR: '0', ...env, SCENARIOS_RAN: file, SCENARIOS_NODE: major },
    encoding: 'utf8',
  })
  assert.equal(status, 0, `${way}, Node ${major}\n${stdout}${stderr}\n${way}, Node ${major} failed`)
  const ran = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  rmSync(folder, { recursive: true })
  assert.deepEqual([...ran].sort(), [...all].sort(), `${way} ran another set of scenarios.`)
  console.log(`scenarios, ${way}, Node ${major}: ${perSection(ran)}`)
}

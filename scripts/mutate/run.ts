/**
 * Mutation testing by sample: changes one small thing in one source file, and runs the tests, which
 * must fail.
 *
 *   npm run mutate -- --count 60 --seed 1 [--in src/core]
 *
 * A mutant first meets the tests of its folder, then those of its room, then all of them; with
 * --quick not all of them, so that the rate is a lower bound. The sample depends on the seed alone.
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { mutantsOf, type Mutant } from './mutants.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    in: { type: 'string', default: 'src' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})
const count = Number(values.count)
const seed = Number(values.seed)

/** mulberry32. */
function createRandom(from: number): () => number {
  let state = from >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const isSource = (file: string): boolean =>
  !/\.(test|fixture)\.ts$/.test(file) && !file.endsWith('/api/model.ts')

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .sort()

const sources = filesIn(values.in).filter(isSource)
const mutants = sources.flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')))

/** A sample without repetition. */
function sample(): Mutant[] {
  const random = createRandom(seed)
  const rest = [...mutants]
  const chosen: Mutant[] = []
  while (chosen.length < count && rest.length > 0) {
    const at = Math.floor(random() * rest.length)
    const mutant = rest[at]
    const last = rest.pop()
    if (mutant) chosen.push(mutant)
    if (last && at < rest.length) rest[at] = last
  }
  return chosen
}

/** The tests in stages: a mutant that the first stage kills costs seconds. */
function stagesFor({ file }: Mutant): readonly (readonly string[])[] {
  const folder = dirname(file)
  const room = folder.split('/').slice(0, 2).join('/')
  const isTested = (path: string): boolean => filesIn(path).some((one) => one.endsWith('.test.ts'))
  const places = [...new Set([folder, room])].filter(isTested)
  const stages = places.map((place) => [`${place}/`])
  return values.quick && stages.length > 0 ? stages : [...stages, []]
}

// An endless loop is a failure as well.
const TIME_LIMIT_MS = 600_000

/** Whether the tests below these paths pass. */
function pass(mutant: Mutant, paths: readonly string[]): Promise<boolean> {
  const args = ['vitest', 'run', '--config', 'scripts/mutate/vitest.config.ts', '--bail', '1']
  const child = spawn('npx', [...args, ...paths], {
    env: { ...process.env, MUTANT: JSON.stringify(mutant), NODE_NO_WARNINGS: '1' },
    stdio: 'ignore',
    detached: true,
  })
  const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), TIME_LIMIT_MS)
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve(code === 0)
    })
  })
}

async function survives(mutant: Mutant): Promise<boolean> {
  for (const paths of stagesFor(mutant)) if (!(await pass(mutant, paths))) return false
  return true
}

const place = ({ file, line, original, replacement }: Mutant): string =>
  `${file}:${line}: ${original.split('\n')[0]} → ${replacement}`

console.log(
  `${mutants.length} mutants in ${sources.length} files; a sample of ${count}, seed ${seed}`,
)
// Nothing is learned from mutants when the tests fail without one.
const none: Mutant = { file: 'none', line: 0, start: 0, end: 0, original: '', replacement: '' }
if (!values.quick && !(await pass(none, []))) throw new Error('The tests fail as they are.')

const chosen = sample()
const survivors: Mutant[] = []
for (const [index, mutant] of chosen.entries()) {
  const isAlive = await survives(mutant)
  if (isAlive) survivors.push(mutant)
  console.log(`${index + 1}/${chosen.length} ${isAlive ? 'SURVIVED' : 'killed'} ${place(mutant)}`)
}
const rate = (1 - survivors.length / chosen.length) * 100
console.log(`${rate.toFixed(0)} % of ${chosen.length} mutants killed`)

if (values.write) {
  const lines = [
    '# Mutation testing',
    '',
    '`npm run mutate -- --write` wrote this page. A mutant is one small change in one source file; the tests must fail.',
    '',
    `Of ${mutants.length} possible mutants in ${values.in} a sample of ${chosen.length} was tried (seed ${seed}): **${rate.toFixed(0)} %** were killed. The goal is 95 %.`,
    ...(values.quick
      ? ['Mutants met the tests of their room only, so the rate is a lower bound.']
      : []),
    ...(survivors.length > 0 ? ['', 'Survivors:', ''] : []),
    ...survivors.map((mutant) => `- \`${place(mutant)}\``),
    '',
  ]
  writeFileSync('docs/mutation.md', lines.join('\n'))
}

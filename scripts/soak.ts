/**
 * A soak: mixed requests in many forks with random faults. Checks invariants throughout, and a flat
 * heap at the end.
 *
 *   npm run soak -- --requests 1000000 --forks 10000 --concurrent 1000 --together 4 --seed 1
 *
 * `together` forks run side by side.
 *
 * Needs --expose-gc. Everything random comes from the seed: a failure prints the command that
 * replays it.
 */
import { parseArgs } from 'node:util'
import 'miniregion/auto'
import { createSoak, type SoakCounts } from './soak-world.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    forks: { type: 'string', default: '200' },
    concurrent: { type: 'string', default: '200' },
    together: { type: 'string', default: '4' },
    seed: { type: 'string' },
  },
})
const requests = Number(values.requests)
const forks = Number(values.forks)
const concurrent = Number(values.concurrent)
const together = Number(values.together)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const gc = (globalThis as { gc?: () => void }).gc
if (!gc) throw new Error('Run it with --expose-gc: the heap is part of what it checks.')

const heapMegabytes = (): number => {
  gc()
  gc()
  return process.memoryUsage().heapUsed / 2 ** 20
}

const line = `npm run soak -- --requests ${requests} --forks ${forks} --concurrent ${concurrent} --together ${together} --seed ${seed}`
console.log(`soak: ${line}`)

const begun = performance.now()
const soak = createSoak(seed)
const totals: SoakCounts = { requests: 0, answered: 0, refused: 0, faults: 0, invocations: 0 }
const heaps: number[] = []
const perFork = Math.max(1, Math.ceil(requests / forks))
// The first two tenths warm caches and compiled code. The heap is compared from there on.
const measureEvery = Math.max(1, Math.floor(forks / 10))

/** Many invocations at once, in a tenth of the forks. */
function runFork(fork: number): Promise<SoakCounts> {
  const burst = fork % Math.max(1, Math.floor(forks / 10)) === 0 ? concurrent : 0
  return soak.runFork(fork, perFork, burst)
}

try {
  let measuredAt = measureEvery
  for (let fork = 0; fork < forks; fork += together) {
    const group = Array.from({ length: Math.min(together, forks - fork) }, (_, i) => fork + i)
    for (const counts of await Promise.all(group.map(runFork))) {
      for (const name of Object.keys(totals) as (keyof SoakCounts)[]) totals[name] += counts[name]
    }
    const done = fork + group.length
    if (done < measuredAt) continue
    measuredAt += measureEvery
    heaps.push(heapMegabytes())
    const seconds = (performance.now() - begun) / 1000
    console.log(
      `${String(done).padStart(6)} forks  ${String(totals.requests).padStart(8)} requests  ${heaps.at(-1)!.toFixed(1)} MB  ${seconds.toFixed(0)} s`,
    )
  }
} catch (error) {
  console.error(error)
  console.error(`soak failed. Replay: ${line}`)
  process.exit(1)
}

const { answered, refused, faults, invocations } = totals
console.log(
  `${totals.requests} requests in ${forks} forks: ${answered} answered, ${refused} refused by a rule, ${faults} met a fault; ${invocations} invocations`,
)
const [first = 0, last = 0] = [heaps[1] ?? heaps[0], heaps.at(-1)]
const growth = last - first
console.log(
  `heap ${first.toFixed(1)} MB after the first two tenths, ${last.toFixed(1)} MB at the end`,
)
if (growth > 8) {
  console.error(`soak failed: the heap grew by ${growth.toFixed(1)} MB. Replay: ${line}`)
  process.exit(1)
}
console.log('soak passed')

/**
 * A soak with two regions and a third: random writes to a global table in every region, partitions,
 * heals, forks and restores. After each round the replicas must agree with the last write of each
 * item, nothing may be left on its way, and the heap must stay flat.
 *
 *   npm run verify -- regions
 *   node --import tsx --expose-gc scripts/soak-regions.ts --rounds 2000 --steps 200 --seed 1
 */
import assert from 'node:assert/strict'
import { parseArgs } from 'node:util'
import { createRegion, type Region, type Table } from 'miniregion'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '300' },
    steps: { type: 'string', default: '100' },
    seed: { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const steps = Number(values.steps)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const gc = (globalThis as { gc?: () => void }).gc
if (!gc) throw new Error('Run it with --expose-gc: the heap is part of what it checks.')

const REGIONS = ['us-east-1', 'eu-west-1', 'ap-south-1']
const line = `node --import tsx --expose-gc scripts/soak-regions.ts --rounds ${rounds} --steps ${steps} --seed ${seed}`
console.log(`soak: ${line}`)

let state = seed >>> 0
/** A whole number below `limit`, from the seed. */
function below(limit: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * limit)
}

interface Entry {
  id: string
  n: number
}

const template = createRegion()
template.clock.freeze('2026-01-01T00:00:00Z')
template.createTable<Entry>('entries', { partitionKey: 'id', replicas: REGIONS.slice(1) })

const tableIn = (world: Region, at: number): Table<Entry> =>
  world.in(REGIONS[at] ?? '').table<Entry>('entries')

/** One step on a world, and what it does to the expected items. */
async function step(world: Region, expected: Map<string, number | undefined>, n: number) {
  const at = below(REGIONS.length)
  const id = `e${below(12)}`
  const kind = below(20)
  if (kind < 11) {
    tableIn(world, at).put({ id, n })
    expected.set(id, n)
  } else if (kind < 14) {
    // A delete of an item that the region does not have is no write.
    if (tableIn(world, at).delete({ id })) expected.set(id, undefined)
  } else if (kind === 14) world.partition(REGIONS[at] ?? '')
  else if (kind === 15) world.heal()
  else if (kind === 16) world.restore(world.snapshot())
  else if (kind === 17) await world.idle()
  else await world.clock.advance('150ms')
}

async function runRound(): Promise<number> {
  let world = template.fork()
  const expected = new Map<string, number | undefined>()
  for (let n = 0; n < steps; n++) {
    if (below(40) === 0) world = world.fork()
    await step(world, expected, n)
  }
  world.heal()
  await world.idle()
  const items = [...expected].flatMap(([id, n]) => (n === undefined ? [] : [{ id, n }]))
  const sorted = (list: Entry[]): Entry[] => list.sort((a, b) => (a.id < b.id ? -1 : 1))
  REGIONS.forEach((_, at) => {
    assert.deepEqual(sorted(tableIn(world, at).items), sorted(items))
  })
  const conflicts = tableIn(world, 0).conflicts.length
  world.end()
  return conflicts
}

const heaps: number[] = []
let conflicts = 0
try {
  for (let round = 1; round <= rounds; round++) {
    conflicts += await runRound()
    if (round % Math.max(1, Math.floor(rounds / 10)) !== 0) continue
    gc()
    gc()
    heaps.push(process.memoryUsage().heapUsed / 2 ** 20)
    console.log(
      `${String(round).padStart(6)} rounds  ${conflicts} conflicts  ${heaps.at(-1)?.toFixed(1)} MB`,
    )
  }
} catch (error) {
  console.error(error)
  console.error(`soak failed. Replay: ${line}`)
  process.exit(1)
}

const [first = 0, last = 0] = [heaps[1] ?? heaps[0], heaps.at(-1)]
if (last > first + 8) {
  console.error(`The heap grew from ${first.toFixed(1)} to ${last.toFixed(1)} MB.`)
  process.exit(1)
}
console.log(`${rounds * steps} steps in ${rounds} rounds: every replica agreed`)

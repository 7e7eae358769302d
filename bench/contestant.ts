/** A process for contestants that share one: `contestant.ts <name>...`. */
import { contestants, type Contestant } from './contestants.js'
import { timeRequests } from './request.js'
import { prepare, timeSuites, timeTask, warmUp } from './sdk.js'
import { serve } from './worker.js'

const present = new Map<string, Contestant>()
for (const name of process.argv.slice(2)) present.set(name, await contestants[name]!())
const the = (name: string): Contestant => present.get(name)!

serve({
  prepare: (name: string) => prepare(the(name)),
  warmUp: (name: string) => warmUp(the(name), name),
  task: (name: string, task: string, round: number) => timeTask(the(name), task, round),
  suites: (name: string, round: number) => timeSuites(the(name), round),
  request: (name: string) => timeRequests(the(name)),
})

/** Runs the cases of a directory, for scripts/conformance.mjs. */
import { createRegion } from 'miniregion'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { backendsWorld } from './backends-world.ts'
import { stepsOf, type Case, type Json, type Step } from './case.ts'
import { clockWorld } from './clock-world.ts'
import { functionsWorld } from './functions-world.ts'
import { gatewayWorld } from './gateway-world.ts'
import { isMatcher, matchValue } from './matchers.ts'
import { parts as furtherParts } from './parts.ts'
import { expandExpectation } from './sdk-world.ts'
import type { CaseWorld, Check, Outcome, Part } from './part.ts'

const parts: readonly Part[] = [
  clockWorld,
  functionsWorld,
  backendsWorld,
  gatewayWorld,
  ...furtherParts,
]

/** Real milliseconds that an action may wait before the region's clock moves for it. */
const PATIENCE_MS = 40
/** The most seconds that the region's clock moves. */
const FARTHEST_SECONDS = 16 * 60

export async function runCase(one: Case): Promise<string[]> {
  const failures: string[] = []
  const region = createRegion()
  region.clock.freeze()
  const world: CaseWorld = { region, given: one.given ?? {}, kept: new Map() }
  try {
    await setUp(world)
    for (const [index, step] of stepsOf(one).entries()) {
      const before = failures.length
      await runStep(world, step, failures)
      if (one.steps && failures.length > before)
        failures[before] = `step ${index + 1}: ${failures[before]!}`
    }
  } catch (error) {
    failures.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  } finally {
    await endRegion(region)
  }
  return failures
}

const endRegion = async (region: unknown): Promise<void> => {
  const { end } = region as { end?: () => unknown }
  if (end) await end.call(region)
}

async function setUp(world: CaseWorld): Promise<void> {
  const left = new Set(Object.keys(world.given))
  for (const part of parts) {
    for (const [key, give] of Object.entries(part.given ?? {})) {
      if (left.delete(key)) await give(world, world.given[key]!)
    }
  }
  if (left.size > 0) throw new Error(`given.${[...left].join(', given.')}: not known to the runner`)
}

async function runStep(world: CaseWorld, { when, then }: Step, failures: string[]): Promise<void> {
  const act = parts.find((part) => part.when?.[when.kind])?.when?.[when.kind]
  if (!act) {
    failures.push(`when.kind ${when.kind} is not known to the runner`)
    return
  }
  const outcome = await moving(world, Promise.resolve(act(world, when)))
  const check = createCheck(world, outcome, failures)
  for (const [key, expected] of Object.entries(then)) {
    const one = parts.find((part) => part.then?.[key])?.then?.[key]
    if (one) await one(check, expected)
    else failures.push(`then.${key} is not known to the runner`)
  }
}

/** Waits for an action. Moves the region's clock if the action waits for it. */
async function moving(world: CaseWorld, action: Promise<Outcome>): Promise<Outcome> {
  let settled = false
  const done = action.finally(() => (settled = true))
  done.catch(() => {
    // Awaited below, which handles its rejection.
  })
  const turn = (ms: number): Promise<unknown> =>
    Promise.race([done.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, ms))])
  await turn(PATIENCE_MS)
  for (let seconds = 0; !settled && seconds < FARTHEST_SECONDS; seconds++) {
    await Promise.race([world.region.clock.advance(1), done.catch(() => undefined)])
    if (seconds % 30 === 29) await turn(PATIENCE_MS)
  }
  if (!settled) throw new Error(`the action did not end within ${FARTHEST_SECONDS} s of the region`)
  return done
}

function createCheck(world: CaseWorld, outcome: Outcome, failures: string[]): Check {
  const lookup = (name: string): unknown => lookUp(world, name)
  const check: Check = {
    world,
    outcome,
    match: (path, actual, expected) => {
      const wanted = expected === undefined ? undefined : expandExpectation(world, expected)
      failures.push(...matchValue(path, actual, wanted, lookup))
    },
    fail: (message) => {
      failures.push(message)
    },
    async matchEventually(path, read, expected) {
      await world.region.clock.advance(0)
      const fits = matchValue(path, read(), expected, lookup).length === 0
      const eventually = isMatcher(expected) && '$eventually' in expected
      if (!fits && (eventually || read() === undefined)) await check.drain()
      check.match(path, read(), expected)
    },
    drain: () => world.region.idle(),
  }
  return check
}

// 'invocation.fn.requestId' is a member of fn's newest invocation.
function lookUp({ region }: CaseWorld, name: string): unknown {
  const [kind, fn, member] = name.split('.') as [string, string, string]
  if (kind !== 'invocation') return undefined
  return (region.function(fn).lastInvocation as unknown as Record<string, unknown> | undefined)?.[
    member
  ]
}

export interface RunOptions {
  readonly directory: string
  /** The manifest of cases that fail today, with reasons. */
  readonly expectedFailures: string
  /** Runs only cases whose id contains this. */
  readonly only?: string
  /** Cases that are code, run after those of the directory. */
  readonly coded?: readonly RunnableCase[]
  readonly print: (line: string) => void
}

/** A case in the form of the loop below. */
export interface RunnableCase {
  readonly id: string
  readonly title: string
  /** Resolves to the differences. */
  readonly failures: () => Promise<string[]>
}

/** Runs all cases and prints failures. Resolves to whether all passed. */
export async function runDirectory(options: RunOptions): Promise<boolean> {
  const { directory, expectedFailures, only, coded = [], print } = options
  const reasons = readReasons(expectedFailures)
  let passed = 0
  let failed = 0
  let expected = 0
  const stored = readCases(directory).map((one): RunnableCase => ({
    id: one.id,
    title: one.title,
    failures: () => runCase(one),
  }))
  for (const one of [...stored, ...coded]) {
    if (only !== undefined && !one.id.includes(only)) continue
    const failures = await one.failures()
    const reason = reasons.get(one.id)
    if (failures.length === 0 && reason === undefined) passed++
    else if (failures.length > 0 && reason !== undefined) expected++
    else {
      failed++
      print(`FAIL ${one.id}: ${one.title}`)
      if (reason !== undefined) print(`  passed, but expected-failures.json says: ${reason}`)
      for (const failure of failures) print(`  ${failure}`)
    }
  }
  if (expected > 0) print(`${expected} failed as expected-failures.json says`)
  print(`${passed} passed, ${failed} failed`)
  return failed === 0
}

function readCases(directory: string): Case[] {
  const cases: Case[] = []
  const entries = readdirSync(directory, { withFileTypes: true, recursive: true })
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  for (const file of files.sort()) {
    const content = JSON.parse(readFileSync(file, 'utf8')) as Json
    if (!Array.isArray(content)) throw new Error(`${file} is no list of cases`)
    cases.push(...(content as unknown as Case[]))
  }
  return cases
}

function readReasons(file: string): Map<string, string> {
  const groups = JSON.parse(readFileSync(file, 'utf8')) as { reason: string; cases: string[] }[]
  return new Map(groups.flatMap(({ reason, cases }) => cases.map((id) => [id, reason] as const)))
}

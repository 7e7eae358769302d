/** What each test of a run leaves for the index of the run: one line of JSON. */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Use } from '../../core/reporting/use.ts'

/** The uses of one kind of definition. */
export interface KindOfUses {
  /** `tables` */
  readonly plural: string
  readonly uses: readonly Use[]
}

/** What one test did. */
export interface TestData {
  readonly test: string
  readonly file: string | undefined
  readonly failed: boolean
  /** The file names of its reports. */
  readonly reports: readonly string[]
  readonly coverage: readonly KindOfUses[]
  /** IAM actions that its calls needed, with their number. */
  readonly permissions: Readonly<Record<string, number>>
  /** Calls that are not simulated, by their message, with their number. */
  readonly refused: Readonly<Record<string, number>>
}

const FOLDER = 'run-data'

/** One file a process: lines of several processes would mix. */
const fileOf = (directory: string): string => path.join(directory, FOLDER, `${process.pid}.jsonl`)

export function appendTestData(directory: string, data: TestData): void {
  mkdirSync(path.join(directory, FOLDER), { recursive: true })
  appendFileSync(fileOf(directory), `${JSON.stringify(data)}\n`)
}

/** Removes what an earlier run left. */
export const clearTestData = (directory: string): void =>
  rmSync(path.join(directory, FOLDER), { recursive: true, force: true })

export function readTestData(directory: string): TestData[] {
  const folder = path.join(directory, FOLDER)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TestData)
}

/** The options of `region.report()` and their checks. */
import { checkNames, shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'

/** Options of `region.report()`. */
export interface ReportOptions {
  /** The heading. Default: the region's name. */
  readonly title?: string
  /** The errors that come first, such as that of a failed assertion: one, or a list. */
  readonly error?: unknown
  /** The largest size of the page in bytes, at least 65536. Default 1,000,000. */
  readonly maxSize?: number
}

/** The checked options, with their defaults. */
export interface ReportSettings {
  readonly title: string | undefined
  readonly errors: readonly unknown[]
  readonly maxSize: number
}

const MAX_SIZE = 1_000_000
const LEAST_SIZE = 65_536

/** @throws MisuseError when an option is wrong */
export function toReportSettings(options: ReportOptions): ReportSettings {
  checkNames(options, 'region.report()', ['title', 'error', 'maxSize'])
  const { title, error, maxSize = MAX_SIZE } = options
  if (title !== undefined && typeof title !== 'string') throw wrong('title', title, 'a string')
  if (!Number.isInteger(maxSize) || maxSize < LEAST_SIZE)
    throw wrong('maxSize', maxSize, `a number of bytes, at least ${LEAST_SIZE}`)
  const errors = error === undefined ? [] : Array.isArray(error) ? (error as unknown[]) : [error]
  return { title, errors, maxSize }
}

const wrong = (name: string, value: unknown, expected: string): MisuseError =>
  new MisuseError(`region.report() received ${name}: ${shownValue(value)}.`, expected)

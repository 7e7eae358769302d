/** `toHaveRunTimes`. */
import { nameOf } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import type { Outcome } from '../core/world/world.ts'
import type { ScheduleRun } from './dispatch/run-record.ts'
import type { Schedule } from './handle/schedule.ts'

const MOST_SHOWN = 5

const oneLine = ({ scheduledTime, status, why }: ScheduleRun): string =>
  `- ${scheduledTime}: ${status}${why === undefined ? '' : `, ${why}`}`

export function toHaveRunTimes(subject: unknown, count: unknown): Outcome {
  if (handleOf(subject)?.kind !== 'schedule') {
    throw new MisuseError(
      `toHaveRunTimes received ${nameOf(subject)}.`,
      "a schedule, the result of createSchedule() or region.schedule('nightly')",
    )
  }
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw new MisuseError(`toHaveRunTimes received ${nameOf(count)}.`, 'a number of runs')
  }
  const { name, runs } = subject as Schedule
  return {
    pass: runs.length === count,
    message(negated) {
      const expectation = `Expected the schedule '${name}' ${negated ? 'not ' : ''}to have run ${times(count)}`
      if (negated) return `${expectation}, but it has.`
      const latest = runs.slice(-MOST_SHOWN).map(oneLine)
      return [`${expectation}. It ran ${times(runs.length)}.`, ...latest].join('\n')
    },
  }
}

const times = (count: number): string => (count === 1 ? '1 time' : `${count} times`)

/** `toHaveRunTimes`. */
import { contains } from '../core/compare.ts'
import { MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import { show } from '../core/matching/diff.ts'
import { checkCount, described } from '../core/matching/expected.ts'
import { list, paragraphs, times } from '../core/matching/words.ts'
import type { Outcome } from '../core/world/world.ts'
import type { ScheduleRun } from './dispatch/run-record.ts'
import type { Schedule } from './handle/schedule.ts'

const oneLine = ({ scheduledTime, status, why }: ScheduleRun): string =>
  `${scheduledTime}: ${status}${why === undefined ? '' : `, ${why}`}`

export function toHaveRunTimes(subject: unknown, count: unknown): Outcome {
  if (handleOf(subject)?.kind !== 'schedule') {
    throw new MisuseError(
      `toHaveRunTimes received ${described(subject)}.`,
      "a schedule, the result of createSchedule() or region.schedule('nightly')",
    )
  }
  checkCount('toHaveRunTimes', count)
  const { name, runs } = subject as Schedule
  const wanted = typeof count === 'number' ? times(count) : `${show(count)} times`
  return {
    pass: contains(runs.length, count),
    trace: { of: subject },
    message: (negated) =>
      paragraphs(
        `Expected the schedule '${name}' ${negated ? 'not ' : ''}to have run ${wanted}, but it ran ${times(runs.length)}.`,
        // The newest first.
        runs.length > 0 && list([...runs].reverse().map(oneLine)),
      ),
  }
}

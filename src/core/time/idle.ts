/**
 * `region.idle()`: waits, and moves the clock, until everything that the test has caused has
 * happened.
 */
import { checkNames } from '../checks.ts'
import { runOutside } from '../world-scope.ts'
import { refuseInsideHandler, type Clock } from './clock.ts'
import { toMilliseconds, type Duration } from './duration.ts'
import { MisuseError } from '../errors.ts'
import { elapsed, pause } from './host.ts'
import { blockedTime, measureLoop } from './loop-meter.ts'
import type { Work } from './pending-work.ts'

export interface IdleOptions {
  /**
   * Real time to wait for a handler without activity before giving up. Default 4 s, less than the 5
   * s after which test runners end a test.
   */
  readonly patience?: Duration
}

const NAMES = ['patience']
const PATIENCE = '4s'
const POLL_MS = 2

/**
 * Resolves when no work is left. Moves the clock to each retry, delivery and handler timer on the
 * way, but never to a Lambda timeout: that would end handlers that do real I/O.
 *
 * @throws MisuseError when a handler shows no activity for `patience`, and when a handler calls it
 */
export async function idle(
  { clock, work }: { readonly clock: Clock; readonly work: Work },
  options: IdleOptions = {},
): Promise<void> {
  refuseInsideHandler('region.idle()')
  checkNames(options, 'region.idle()', NAMES)
  const patience = toMilliseconds(options.patience ?? PATIENCE, 'patience')
  const endMeasuring = measureLoop()
  try {
    await waitForWork(clock, work, patience)
  } finally {
    endMeasuring()
  }
}

async function waitForWork(clock: Clock, work: Work, patience: number): Promise<void> {
  // A blocked loop keeps handlers from making progress, so that time does not count.
  const waited = (): number => elapsed() - blockedTime()
  let seen = -1
  let since = waited()
  for (;;) {
    await clock.quiesce()
    if (work.size === 0) return
    const timer = clock.nextAwaited()
    if (timer) {
      await clock.moveTo(timer)
      continue
    }
    if (work.activity !== seen) {
      seen = work.activity
      since = waited()
    }
    if (waited() - since > patience) throw waitedTooLong(work.describe(), patience)
    await runOutside(() => pause(POLL_MS))
  }
}

const MOST_NAMED = 20

function waitedTooLong(outstanding: readonly string[], patience: number): MisuseError {
  const more = outstanding.length - MOST_NAMED
  const named = outstanding.slice(0, MOST_NAMED).concat(more > 0 ? [`and ${more} more`] : [])
  return new MisuseError(
    `region.idle() waited ${patience} ms of real time. Still running: ${named.join(', ')}.`,
    'it to end without help',
    'The region sees no timer or delivery that would wake it. Its timeout would: await region.clock.advance(...).',
  )
}

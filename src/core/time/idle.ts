import { checkNames } from '../checks.ts'
import { runOutside } from '../world-scope.ts'
import { refuseInsideHandler, type Clock } from './clock.ts'
import { toMilliseconds, type Duration } from './duration.ts'
import { MisuseError } from '../errors.ts'
import { elapsed, pause } from './host.ts'
import type { Work } from './pending-work.ts'

export interface IdleOptions {
  /** Real time to wait for a handler that shows no sign of life before giving up. Default 4 s, below the test runners' 5 s. */
  readonly patience?: Duration
}

const NAMES = ['patience']
const PATIENCE = '4s'
const POLL_MS = 2

/**
 * Everything caused so far has happened. The clock moves to each retry, delivery and timer of a handler on the way, never to a Lambda
 * timeout: that would kill handlers that do real I/O.
 */
export async function idle(
  { clock, work }: { readonly clock: Clock; readonly work: Work },
  options: IdleOptions = {},
): Promise<void> {
  refuseInsideHandler('region.idle()')
  checkNames(options, 'region.idle()', NAMES)
  const patience = toMilliseconds(options.patience ?? PATIENCE, 'patience')
  let seen = -1
  let since = elapsed()
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
      since = elapsed()
    }
    if (elapsed() - since > patience) throw waitedTooLong(work.describe(), patience)
    await runOutside(() => pause(POLL_MS))
  }
}

function waitedTooLong(outstanding: readonly string[], patience: number): MisuseError {
  return new MisuseError(
    `region.idle() waited ${patience} ms of real time. Still running: ${outstanding.join(', ')}.`,
    'it to end by itself',
    'Nothing this region can see would wake it; its timeout would: await region.clock.advance(...).',
  )
}

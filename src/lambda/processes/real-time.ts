/** Real time, which processes live in, whatever the region's clock or fake timers show. */
import { clearTimeout as hostClear, setTimeout as hostSet } from 'node:timers'
import { runInNewContext } from 'node:vm'
import { elapsed, realTimeout, underlying } from '../../core/time/host.ts'
import { runOutside } from '../../core/world-scope.ts'

// Fake timers replace the Date of this realm. Another realm has its own.
let offset: number | undefined

/** Milliseconds since 1970, as the process sees them. */
export function realNow(): number {
  offset ??= (runInNewContext('Date.now()') as number) - elapsed()
  return Math.round(offset + elapsed())
}

/** Calls `run` after real milliseconds. Returns a function that prevents it. */
export function afterRealTime(milliseconds: number, run: () => void): () => void {
  const set = realTimeout ?? underlying(hostSet)
  const timer = runOutside(() => set(run, milliseconds))
  return () => underlying(hostClear)(timer)
}

/** The trace as it happens: server-sent events, one for each record. */
import type { ServerResponse } from 'node:http'
import { hostSetTimeout, realTimeout } from '../../core/time/host.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { createMask } from '../../pages/masking.ts'
import { shortened, timeOfDay } from '../../pages/print.ts'
import { wordsOf } from '../trace/trace-words.ts'
import type { Inspection } from './context.ts'

/** Records are sent together, and a little later, when most calls have their answer. */
const DELAY_MS = 80
/** Of a burst only the newest ones. */
const MOST_RECORDS = 200

export function sendLive({ world }: Inspection, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.write(': open\n\n')
  const { journal } = world
  // The browser's time is the host's, also while a test's fake timers are in force.
  const later = realTimeout ?? hostSetTimeout()
  let { position } = journal.since(undefined)
  let timer: { unref?(): void } | undefined
  const flush = (): void => {
    timer = undefined
    const next = journal.since(position)
    position = next.position
    const lines = next.records.slice(-MOST_RECORDS).map((record) => JSON.stringify(toLine(record)))
    if (lines.length > 0) response.write(lines.map((line) => `data: ${line}\n\n`).join(''))
  }
  const stop = journal.watch(() => {
    timer ??= later(flush, DELAY_MS) as { unref?(): void }
    timer.unref?.()
  })
  response.once('close', stop)
}

const mask = createMask()

/** The page's script makes text of it, never HTML. */
function toLine(record: JournalRecord): object {
  const { label, status, failed, reason } = wordsOf(record)
  let depth = 0
  for (let at = record.causedBy; at?.causedBy; at = at.causedBy) depth++
  return {
    time: timeOfDay(record.at),
    depth: Math.min(depth, 8),
    label: shortened(mask.text([label, ...reason].join(' — ')), 300),
    status: status ?? '',
    failed,
  }
}

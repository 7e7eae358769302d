/** The first section: what failed, and what nearly matched. */
import type { CallRecord } from '../../core/journal.ts'
import { diffBlockOf, plainText } from './error-text.ts'
import { html, type Html } from '../../pages/html.ts'
import { folded } from '../../pages/parts.ts'
import { nearMissOf } from '../trace/near-miss.ts'
import type { Draft } from './bounded.ts'
import { membersOf, type Shown } from './shown.ts'

export function failureDraft(shown: Shown, errors: readonly unknown[]): Draft | undefined {
  const misses = [...nearMisses(shown)]
  if (errors.length === 0 && misses.length === 0) return undefined
  return {
    id: 'failure',
    title: errors.length === 0 ? 'Near misses' : errors.length === 1 ? 'Failure' : 'Failures',
    ...(errors.length > 0 && { className: 'failure' }),
    entries: [
      ...errors.slice(0, MOST_ERRORS).map((error) => printError(shown, error)),
      ...(errors.length > 0 && misses.length > 0 ? [html`<h3>Near misses</h3>`] : []),
      ...misses.slice(0, MOST_MISSES).map(
        (miss) =>
          html`<ul class="misses">
            <li>${miss}</li>
          </ul>`,
      ),
    ],
  }
}

const MOST_ERRORS = 20
const MOST_MISSES = 40

function printError({ mask }: Shown, error: unknown): Html {
  const { name, message, stack } = plainText(error)
  return html`<div>
    ${name !== undefined && html`<p class="reason"><strong>${name}</strong></p>`}
    ${diffBlockOf(mask.text(message))}${folded('Stack', stack && mask.text(stack))}
  </div>`
}

/** What the world itself knows of look-ups, routes, rules and filters that nearly matched. */
function* nearMisses({ records, idOf, mask }: Shown): Iterable<Html> {
  for (const record of records) {
    const why = (text: string): Html => {
      const id = idOf(record)
      const link = id !== undefined && html` <a href="#${id}">Trace</a>`
      return html`<bdi>${mask.text(text)}</bdi>${link}`
    }
    const members = membersOf(record)
    if (record.kind === 'call') {
      const { operation } = record as CallRecord
      const miss = nearMissOf(record)
      if (miss !== undefined) yield why(`${operation}: ${miss}`)
    } else if (record.kind === 'request' && typeof members['reason'] === 'string') {
      const { method, rawPath } = members
      yield why(`${String(method)} ${String(rawPath)}: ${members['reason']}`)
    } else if (record.kind === 'event' && isEmpty(members['matched'])) {
      const reasons = Object.entries(Object(members['unmatched']) as object)
      for (const [rule, reason] of reasons)
        yield why(`Event ${String(members['detailType'])}, rule ${rule}: ${String(reason)}`)
    } else if (record.kind === 'delivery' && members['status'] === 'filtered') {
      yield why(`Not delivered to ${String(members['to'])}: ${String(members['why'])}`)
    }
  }
}

const isEmpty = (list: unknown): boolean => Array.isArray(list) && list.length === 0

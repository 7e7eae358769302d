/** What was refused or answered by the test: denials, calls that are not simulated, stubs. */
import type { CallRecord, JournalRecord } from '../../core/journal.ts'
import type { UnsupportedError } from '../../core/errors.ts'
import { plural } from '../../core/matching/words.ts'
import { html, type Html } from '../../pages/html.ts'
import { chip, facts } from '../../pages/parts.ts'
import { timeOfDay } from '../../pages/print.ts'
import { each, type Draft } from './bounded.ts'
import { membersOf, type Shown } from './shown.ts'

export function denialsDraft(shown: Shown): Draft | undefined {
  const denials = shown.records.filter(({ kind }) => kind === 'denial')
  if (denials.length === 0) return undefined
  return {
    id: 'denials',
    title: 'Denied permissions',
    count: denials.length,
    entries: each(denials, (denial) => printDenial(shown, denial)),
  }
}

function printDenial({ print, mask, idOf }: Shown, record: JournalRecord): Html {
  const { action, resource, decision, principal, reason, fix, statement } = membersOf(record)
  const cause = idOf(record.causedBy)
  const text = (value: unknown): string | undefined =>
    value === undefined ? undefined : mask.text(typeof value === 'string' ? value : print(value))
  return html`<details class="entry">
    <summary>
      ${chip(String(decision ?? 'denied'), 'bad')}<span class="grow"
        ><strong>${String(action)}</strong> on <bdi class="mono">${String(resource)}</bdi></span
      >
    </summary>
    <div class="inside">
      ${facts([
        ['Principal', text(principal)],
        ['Reason', text(reason)],
        ['Statement', statement === undefined ? undefined : html`<code>${text(statement)}</code>`],
        ['Fix', fix === undefined ? undefined : html`<code>${text(fix)}</code>`],
      ])}${cause !== undefined && html`<p><a href="#${cause}">The call</a></p>`}
    </div>
  </details>`
}

export function unsupportedDraft(
  shown: Shown,
  refusals: readonly UnsupportedError[],
): Draft | undefined {
  if (refusals.length === 0) return undefined
  const counts = new Map<string, number>()
  for (const { message } of refusals) counts.set(message, (counts.get(message) ?? 0) + 1)
  return {
    id: 'unsupported',
    title: 'Not simulated',
    count: refusals.length,
    entries: each(
      counts,
      ([message, count]) =>
        html`<p class="entry">
          ${count > 1 && chip(`${count}×`, 'warn')} <bdi>${shown.mask.text(message)}</bdi>
        </p>`,
    ),
  }
}

export function stubsDraft(shown: Shown): Draft | undefined {
  const stubs = shown.world.stubs?.operations ?? []
  const calls = shown.records.filter(
    (record): record is CallRecord => record.kind === 'call' && 'stubbed' in record,
  )
  if (stubs.length === 0 && calls.length === 0) return undefined
  const lead = stubs.map(({ service, name }) => {
    const own = calls.filter((call) => call.service === service && call.operation === name)
    const answered = `${plural(own.length, 'call')} answered`
    return html`<p class="entry"><strong>${name}</strong> of ${service}: ${answered}</p>`
  })
  return {
    id: 'stubs',
    title: 'Stubs',
    count: calls.length,
    lead,
    entries: each(
      calls,
      (call) =>
        html`<p class="entry">
          <span class="time">${timeOfDay(call.at)}</span>
          <a href="#${shown.idOf(call)}">${call.operation}</a>
          ${chip(String(call.status ?? 'running'), call.error ? 'bad' : 'good')}
        </p>`,
    ),
  }
}

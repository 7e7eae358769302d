/** What all functions wrote, in the order of time. */
import { html, type Html } from '../../pages/html.ts'
import { timeOfDay } from '../../pages/print.ts'
import { each, type Draft } from './bounded.ts'
import { logLine } from './payloads.ts'
import { membersOf, type Members, type Shown } from './shown.ts'

export function logsDraft(shown: Shown): Draft | undefined {
  const lines = shown.records.flatMap((record) => {
    if (record.kind !== 'invocation') return []
    const { logs, functionName } = membersOf(record)
    const entries = Array.isArray(logs) ? (logs as readonly Members[]) : []
    return entries.map((entry) => ({ entry, name: String(functionName), id: shown.idOf(record) }))
  })
  if (lines.length === 0) return undefined
  const inOrder = lines.sort((a, b) => Number(a.entry['at']) - Number(b.entry['at']))
  return {
    id: 'logs',
    title: 'Logs',
    count: lines.length,
    entries: each(inOrder, ({ entry, name, id }) => printLine(shown, entry, name, id)),
    around: (entries) =>
      html`<ul class="logs">
        ${entries}
      </ul>`,
  }
}

const LEVELS = ['ERROR', 'FATAL', 'WARN']

function printLine({ mask }: Shown, entry: Members, name: string, id: string | undefined): Html {
  const level = String(entry['level'] ?? '')
  return html`<li class="entry${LEVELS.includes(level) && ` ${level}`}">
    <span class="time">${timeOfDay(Number(entry['at']))}</span><a href="#${id}">${name}</a
    ><bdi class="text">${mask.text(logLine(entry)).slice(0, LONGEST)}</bdi>
  </li> `
}

const LONGEST = 4000

/** Requests to gateways, with what was sent and answered. */
import type { JournalRecord } from '../../core/journal.ts'
import { html, type Html } from '../../pages/html.ts'
import { chip, facts, folded, took, type Tone } from '../../pages/parts.ts'
import { bodyValue, timeOfDay } from '../../pages/print.ts'
import { each, type Draft } from './bounded.ts'
import { membersOf, type Members, type Shown } from './shown.ts'

export function requestsDraft(shown: Shown): Draft | undefined {
  const requests = shown.records.filter(({ kind }) => kind === 'request')
  if (requests.length === 0) return undefined
  return {
    id: 'requests',
    title: 'Requests',
    count: requests.length,
    entries: each(requests, (request) => requestEntry(shown, request)),
  }
}

/** `linked`: to its place in the trace of the same page. */
export function requestEntry(shown: Shown, record: JournalRecord, linked = true): Html {
  const request = membersOf(record)
  const id = linked ? shown.idOf(record) : undefined
  const { status, method, rawPath, rawQueryString: query, route, duration, type } = request
  const path = `${String(rawPath ?? '')}${query ? `?${String(query)}` : ''}`
  const label = [method, path].filter(Boolean).join(' ') || String(route ?? type ?? 'request')
  return html`<details class="entry">
    <summary>
      <span class="time">${timeOfDay(record.at)}</span
      ><span class="grow mono"><bdi>${shown.mask.text(label)}</bdi></span
      >${chip(String(status ?? 'running'), toneOf(status))}<span class="took"
        >${took(Number(duration ?? 0))}</span
      >
    </summary>
    <div class="inside">
      ${exchange(shown, request)}${id !== undefined && html`<p><a href="#${id}">What it caused</a></p>`}
    </div>
  </details>`
}

/** What a request and its response say. */
export const exchange = ({ print }: Shown, request: Members): Html =>
  html`${facts([
    ['Route', text(request['route'])],
    ['Gateway', text(Reflect.get(Object(request['gateway']) as object, 'url'))],
    ['Reason', text(request['reason'])],
  ])}
  ${folded('Request headers', headerLines(print, request['rawHeaders']))}
  ${folded('Request body', printed(print, request['rawBody']))}
  ${folded('Authorizer', request['authorizer'] === undefined ? undefined : print(verdict(request['authorizer'])))}
  ${folded('Response headers', headerLines(print, request['rawResponseHeaders']))}
  ${folded('Response body', printed(print, request['rawResponseBody']), true)}`

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Without the invocation, which has its own entry. */
function verdict(authorizer: unknown): object {
  const { invocation: _, ...rest } = Object(authorizer) as Members
  return rest
}

const printed = (print: Shown['print'], body: unknown): string | undefined => {
  const value = body instanceof Uint8Array ? bodyValue(body) : undefined
  return value === undefined ? undefined : print(value)
}

/** One header after another, because names may repeat. */
function headerLines(print: Shown['print'], list: unknown): string | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined
  return (list as readonly (readonly [string, string])[])
    .map(([name, value]) => `${name}: ${plainValue(print({ [name]: value }))}`)
    .join('\n')
}

/** The value in `{ "name": "value" }`, which the mask has seen together with its name. */
function plainValue(json: string): string {
  const parsed = JSON.parse(json) as Record<string, string>
  return Object.values(parsed).join()
}

const toneOf = (status: unknown): Tone => {
  if (typeof status !== 'number') return 'plain'
  return status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good'
}

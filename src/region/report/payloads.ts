/** The folded parts of a record: inputs and outputs, events and results, messages. */
import type { JournalRecord } from '../../core/journal.ts'
import { html, type Html } from '../../pages/html.ts'
import { facts, folded } from '../../pages/parts.ts'
import { bodyValue, parsedIfJson } from '../../pages/print.ts'
import { exchange } from './requests.ts'
import { itemDiff } from './items.ts'
import { membersOf, type Members, type Shown } from './shown.ts'

/** Undefined for a record that has nothing to fold. */
export function payloadsOf(shown: Shown, record: JournalRecord): Html | undefined {
  const members = membersOf(record)
  switch (record.kind) {
    case 'call':
      return callPayloads(shown, members)
    case 'invocation':
      return invocationPayloads(shown, members)
    case 'request':
      return exchange(shown, members)
    case 'write':
      return itemDiff(shown, members)
    default:
      return otherPayloads(shown, members)
  }
}

const printedIf = (print: Shown['print'], value: unknown): string | undefined =>
  value === undefined ? undefined : print(value)

const callPayloads = ({ print }: Shown, call: Members): Html =>
  html`${facts([
    ['Service', String(call['service'])],
    ['Called by', String(call['source'])],
    ['Request id', String(call['requestId'] ?? '')],
    ['Answered by', call['stubbed'] === true ? 'a stub of the test' : undefined],
    ['Client for', call['configuredFor'] === undefined ? undefined : String(call['configuredFor'])],
  ])}
  ${folded('Input', printedIf(print, call['input']))}
  ${folded('Output', printedIf(print, call['output']))}`

/** Reads the unobserved members: a page is no assertion of the test. */
function invocationPayloads({ print, mask }: Shown, run: Members): Html {
  const error = run['unobservedError'] ?? run['unobservedCrash']
  const isOver = run['unobservedStatus'] === 'succeeded'
  return html`${facts([
    ['Version', String(run['version'])],
    ['Attempt', Number(run['attempt']) > 1 && String(run['attempt'])],
    ['Request id', String(run['requestId'])],
  ])}
  ${folded('Event', printedIf(print, run['event']))}
  ${folded('Result', isOver ? print(run['payload']) : undefined)}
  ${folded('Error', printedIf(print, error))} ${folded('Log', logText(mask, run))}
  ${folded('Report', typeof run['report'] === 'string' ? run['report'] : undefined)}`
}

function logText(mask: Shown['mask'], run: Members): string {
  const logs = Array.isArray(run['logs']) ? (run['logs'] as readonly Members[]) : []
  return mask.text(logs.map((entry) => logLine(entry)).join('\n'))
}

/** A line of a log as it was written. */
export const logLine = ({ level, message, raw }: Members): string =>
  typeof raw === 'string' ? raw : [level, message].filter(Boolean).join(' ')

/** Kinds of later rooms as well: every member that is a fact or a value. */
function otherPayloads({ print }: Shown, members: Members): Html | undefined {
  const shown = valuesOf(members)
  return shown.length === 0 ? undefined : folded('Record', print(Object.fromEntries(shown)))
}

/** What other entries or the heading of the entry show. */
const ELSEWHERE = [
  'kind',
  'at',
  'causedBy',
  'calls',
  'invocation',
  'label',
  'deliveries',
  'duration',
]

/** Members of the record, and getters of its class. */
function valuesOf(members: Members): readonly (readonly [string, unknown])[] {
  const prototype = Object.getPrototypeOf(members) as object | null
  const getters =
    prototype === null || prototype === Object.prototype
      ? []
      : Object.entries(Object.getOwnPropertyDescriptors(prototype))
          .filter(([name, { get }]) => get !== undefined && !name.startsWith('unobserved'))
          .map(([name]) => name)
  return [...new Set([...Object.keys(members), ...getters])]
    .filter((name) => !ELSEWHERE.includes(name))
    .map((name) => [name, valueOf(members[name])] as const)
    .filter(([, value]) => value !== undefined)
}

const valueOf = (value: unknown): unknown =>
  value instanceof Uint8Array ? bodyValue(value) : parsedIfJson(value)

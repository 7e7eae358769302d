/** Items before and after each write, as a diff; and the changes of objects in buckets. */
import type { JournalRecord } from '../../core/journal.ts'
import type { AttributeValue } from '../../dynamodb/index.ts'
import { rooms as dynamodbRooms } from '../../dynamodb/rooms.ts'
import { diffBlock } from '../../pages/diff.ts'
import { html, type Html } from '../../pages/html.ts'
import { chip, type Tone } from '../../pages/parts.ts'
import { timeOfDay } from '../../pages/print.ts'
import { each, type Draft } from './bounded.ts'
import { membersOf, type Members, type Shown } from './shown.ts'

const TONES: Readonly<Record<string, Tone>> = { INSERT: 'good', MODIFY: 'warn', REMOVE: 'bad' }

export function itemsDraft(shown: Shown): Draft | undefined {
  const writes = shown.records.filter(({ kind }) => kind === 'write' || kind === 's3-write')
  if (writes.length === 0) return undefined
  return {
    id: 'items',
    title: 'Items before and after',
    count: writes.length,
    entries: each(writes, (write) => printWrite(shown, write)),
  }
}

function printWrite(shown: Shown, record: JournalRecord): Html {
  const write = membersOf(record)
  const { idOf, mask } = shown
  const cause = idOf(record.causedBy)
  const isItem = record.kind === 'write'
  const type = String(isItem ? write['type'] : write['event'])
  const place = String(isItem ? write['table'] : write['bucket'])
  const key = isItem ? keyText(write['key']) : String(write['key'])
  const tone = TONES[type] ?? (type.startsWith('ObjectRemoved') ? 'bad' : 'good')
  return html`<details class="entry" ${isItem && html` open`}>
    <summary>
      <span class="time">${timeOfDay(record.at)}</span>${chip(type, tone)}<span class="grow"
        ><strong>${place}</strong> <bdi class="mono">${mask.text(key)}</bdi></span
      >
    </summary>
    <div class="inside">
      ${isItem && itemDiff(shown, write)}${cause !== undefined && html`<p><a href="#${cause}">The call that wrote it</a></p>`}
    </div>
  </details>`
}

/** The item of a write before and after. */
export const itemDiff = ({ print }: Shown, write: Members): Html =>
  diffBlock(printItem(print, write['oldItem']), printItem(print, write['newItem']))

const printItem = (print: Shown['print'], item: unknown): string =>
  item === undefined ? '' : print(plainItem(item))

/** `{ id: { S: 'o1' } }` -> `{ id: 'o1' }` */
function plainItem(item: unknown): object {
  const { fromAttributeValue } = dynamodbRooms.dynamodb()
  const members = Object.entries(Object(item) as Record<string, AttributeValue>)
  return Object.fromEntries(members.map(([name, value]) => [name, fromAttributeValue(value)]))
}

const keyText = (key: unknown): string =>
  Object.entries(plainItem(key))
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : String(value)}`)
    .join(', ')

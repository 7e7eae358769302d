/** What the pages of queues, topics and event buses share. */
import { html, type Html } from '../../pages/html.ts'
import { shortened, timeOfDay } from '../../pages/print.ts'
import { field } from './context.ts'
import { input } from './forms.ts'

/** The newest ones are shown. */
export const MOST_MESSAGES = 100

/** One message, folded. */
export const entry = (at: number, label: string, status: Html | undefined, inside: Html): Html =>
  html`<details class="entry">
    <summary>
      <span class="time">${timeOfDay(at)}</span
      ><span class="grow mono"><bdi>${shortened(label, 160)}</bdi></span
      >${status}
    </summary>
    <div class="inside">${inside}</div>
  </details>`

/** For FIFO queues and topics. */
export const groupFields = (): Html =>
  html`<div class="row">
    ${input('Message group', 'groupId', 'g')}${input('Deduplication id', 'deduplicationId')}
  </div>`

export function withGroup(fields: URLSearchParams): { groupId?: string; deduplicationId?: string } {
  const [groupId, deduplicationId] = [field(fields, 'groupId'), field(fields, 'deduplicationId')]
  return {
    ...(groupId !== undefined && { groupId }),
    ...(deduplicationId !== undefined && { deduplicationId }),
  }
}

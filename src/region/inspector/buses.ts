/** Event buses: their events, which rules matched and why others did not, and a form to put one. */
import type { EventBus } from '../../eventbridge/index.ts'
import { html } from '../../pages/html.ts'
import { chip, facts, folded, section } from '../../pages/parts.ts'
import {
  field,
  linkTo,
  printValue,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from './context.ts'
import { area, button, form, input } from './forms.ts'
import { entry, MOST_MESSAGES } from './messages.ts'
import { kindPage, type PagedKind } from './kind-page.ts'

export function busesPage(inspection: Inspection, request: PageRequest): PageAnswer {
  const { region } = inspection
  const kind: PagedKind = {
    ...{ title: 'Event buses', plural: 'buses', singular: 'event bus', headings: ['#Events'] },
    columns: (name) => [region.eventBus(name).events.length],
  }
  return kindPage(inspection, request, kind, (name) => {
    const bus = region.eventBus(name)
    if (request.method !== 'POST') return showBus(inspection, bus)
    const { form: fields } = request
    bus.put({
      source: field(fields, 'source') ?? '',
      detailType: field(fields, 'detailType') ?? '',
      detail: JSON.parse(field(fields, 'detail') ?? '{}') as Record<string, unknown>,
    })
    return { goTo: linkTo(inspection, ['buses', name]) }
  })
}

function showBus(inspection: Inspection, bus: EventBus): PageAnswer {
  const { events, name } = bus
  const shown = events
    .slice(-MOST_MESSAGES)
    .reverse()
    .map((event) =>
      entry(
        event.at,
        `${event.detailType} from ${event.source}`,
        event.matched.length > 0
          ? chip(`${event.matched.length} matched`, 'good')
          : chip('no rule matched', 'warn'),
        html`${folded('Detail', printValue(inspection, event.detail), true)}
          <ul class="misses">
            ${event.matched.map((rule) => html`<li>${chip('matched', 'good')} ${rule}</li>`)}${Object.entries(event.unmatched).map(([rule, why]) => html`<li>${chip('not matched')} ${rule}: <bdi>${why}</bdi></li>`)}
          </ul>`,
      ),
    )
  return {
    title: name,
    body: [
      section(
        'put',
        'Put an event',
        form([
          html`<div class="row">
            ${input('Source', 'source', '', 'shop')}${input('Detail type', 'detailType', '', 'OrderPlaced')}
          </div>`,
          area('Detail, as JSON', 'detail', '{}'),
          button('Put', { kind: 'main' }),
        ]),
      ),
      section('events', 'Events', shown, { count: events.length }),
      section(
        'facts',
        'Event bus',
        facts([
          ['ARN', bus.arn],
          ['Rules', bus.rules.join(', ') || undefined],
        ]),
      ),
    ],
  }
}

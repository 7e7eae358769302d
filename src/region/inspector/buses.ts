/** Event buses: their events, which rules matched and why others did not, and a form to put one. */
import type { EventBus } from '../../eventbridge/index.ts'
import { html } from '../../pages/html.ts'
import { chip, facts, folded, section } from '../../pages/parts.ts'
import {
  field,
  linkTo,
  missing,
  printValue,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from './context.ts'
import { area, button, form, input } from './forms.ts'
import { entry, MOST_MESSAGES } from './messages.ts'
import { namesOf } from './names.ts'
import { listPage } from './overview.ts'

export function busesPage(
  inspection: Inspection,
  { method, path, form: fields }: PageRequest,
): PageAnswer {
  const { region, world } = inspection
  const names = namesOf(world, 'buses')
  const [, name] = path
  if (name === undefined)
    return listPage(
      inspection,
      'Event buses',
      'buses',
      names,
      (each) => [region.eventBus(each).events.length],
      ['#Events'],
    )
  if (!names.includes(name)) return missing(`event bus '${name}'`)
  const bus = region.eventBus(name)
  if (method === 'POST') {
    bus.put({
      source: field(fields, 'source') ?? '',
      detailType: field(fields, 'detailType') ?? '',
      detail: JSON.parse(field(fields, 'detail') ?? '{}') as Record<string, unknown>,
    })
    return { goTo: linkTo(inspection, ['buses', name]) }
  }
  return showBus(inspection, bus)
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

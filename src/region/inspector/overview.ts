/** What the region has, the live trace, and the clock. */
import type { Duration } from '../../core/time/duration.ts'
import { html, type Html } from '../../pages/html.ts'
import { section } from '../../pages/parts.ts'
import { each, fill, type Draft } from '../report/bounded.ts'
import { itemsDraft } from '../report/items.ts'
import { logsDraft } from '../report/logs.ts'
import { denialsDraft, stubsDraft, unsupportedDraft } from '../report/refused.ts'
import { toShown } from '../report/shown.ts'
import { sequenceDraft, traceDraft } from '../report/trace.ts'
import { clockDraft, coverageDraft } from '../report/used.ts'
import { field, linkTo, type Inspection, type PageAnswer, type PageRequest } from './context.ts'
import { action, button, form, input } from './forms.ts'
import { kindsIn } from './names.ts'
import { headingOf, PAGES } from './page.ts'

export function overview(inspection: Inspection): PageAnswer {
  const order = PAGES.map(([plural]): string => plural)
  const rank = (plural: string): number => order.indexOf(plural) + 1 || order.length + 1
  const cards = kindsIn(inspection.world)
    .filter(({ plural, names }) => names.length > 0 && plural !== 'indexes')
    .sort((a, b) => rank(a.plural) - rank(b.plural))
    .map(
      ({ plural, singular, names }) =>
        html`<a href="${linkTo(inspection, [plural === 'rules' ? 'buses' : plural])}"
          ><b>${names.length}</b>${headingOf(singular, plural)}</a
        >`,
    )
  const has =
    cards.length === 0
      ? html`<p>The region has no resources yet.</p>`
      : html`<div class="cards">${cards}</div>`
  return {
    title: `Region ${inspection.region.name}`,
    body: [section('resources', 'Resources', has), live(inspection)],
  }
}

const live = (inspection: Inspection): Html =>
  section(
    'happening',
    'What happens',
    html`<p class="hint">
        Each record as it comes: <span id="live-state" role="status">connecting</span>.
        <a href="${linkTo(inspection, ['trace'])}">The whole trace</a>
      </p>
      <ul
        class="logs"
        id="live"
        data-source="${linkTo(inspection, ['live'])}"
        aria-live="off"
      ></ul>`,
  )

/** Enough for a browser; the newest records are in the live list anyway. */
const PAGE_SIZE = 1_500_000

export function tracePage(inspection: Inspection): PageAnswer {
  const { world } = inspection
  const shown = toShown(world)
  const drafts = [
    traceDraft(shown),
    sequenceDraft(shown),
    itemsDraft(shown),
    logsDraft(shown),
    denialsDraft(shown),
    unsupportedDraft(shown, world.account.refusals),
    stubsDraft(shown),
    coverageDraft(shown),
  ].filter((draft): draft is Draft => draft !== undefined)
  return { title: 'Trace', body: [live(inspection), ...fill(drafts, PAGE_SIZE).html] }
}

const STEPS: readonly (readonly [string, Duration])[] = [
  ['1 second', '1s'],
  ['1 minute', '1m'],
  ['1 hour', '1h'],
  ['1 day', '1d'],
]

export async function clockPage(
  inspection: Inspection,
  { method, form: fields }: PageRequest,
): Promise<PageAnswer> {
  const { region } = inspection
  if (method === 'POST') {
    await move(inspection, fields)
    return { goTo: linkTo(inspection, ['clock']) }
  }
  const shown = toShown(inspection.world)
  const now = new Date(region.clock.now()).toISOString()
  const steps = STEPS.map(([text, duration]) =>
    action(`Advance ${text}`, { advance: String(duration) }),
  )
  const draft = clockDraft(shown)
  return {
    title: 'Clock',
    body: [
      section(
        'now',
        'Now',
        html`<p class="mono" id="clock-now">${now}</p>
          <div class="row">${steps}</div>
          ${form([input('Advance by', 'advance', '', '90s, 5m, 2h, 3d'), button('Advance')], { row: true })}
          ${form([input('Freeze at', 'freeze', now, '2026-01-01T00:00:00Z'), button('Freeze')], { row: true })}
          <div class="row">
            ${action('Run what is due (idle)', { idle: '1' })}${action('Resume real time', { resume: '1' })}
          </div>`,
      ),
      section('way', 'The way of the clock', [...each(draft?.entries ?? [], (entry) => entry)]),
    ],
  }
}

async function move({ region }: Inspection, fields: URLSearchParams): Promise<void> {
  const advance = field(fields, 'advance')
  const freeze = field(fields, 'freeze')
  if (advance !== undefined) await region.clock.advance(advance as Duration)
  else if (freeze !== undefined) region.clock.freeze(freeze)
  else if (fields.has('idle')) await region.idle()
  else if (fields.has('resume')) region.clock.resume()
}
